"""The models that rank sentences and tell whether the best one answers, learned from samples."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.answerability import AGAINST, FOR, question_signals
from assistant.evidence.weights import Logistic
from assistant.learning.samples import Sample, without_evidence

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]

RANKING_RIDGE = 0.02  # of 0.003 to 0.1, all within one point of each other
ANSWERABLE_C = 0.1  # inverse ridge; of 0.01 to 0.3, and on other documents the best of 0.001 to 1 from 20 questions on
CONSTANT = 1e-6  # standard deviation below which a signal says nothing; it is not scaled up
STEEPEST = 1000.0  # no sum is larger: cosines that lie close together get large weights
REMOVED_WEIGHT = 0.25  # of a question whose evidence was taken away, where a real one counts 1


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is learned from what."""

    shares: Mapping[str, float]  # what a question of each group counts in the ranking
    judged: Mapping[str, float]  # what each group as a whole counts in refusal
    evidence: Logistic | None = None  # a ranking that is kept as it is; None: learned as well
    signals: Collection[str] | None = None  # that refusal is learned by, the others weigh nothing; None: all
    apart: bool = False  # whether a group is held out as a whole, where questions of one group share documents
    prior: Logistic | None = None  # what refusal is drawn from, towards what the samples teach; None: they alone teach
    drawn: float = 1.0  # how far, 0 to 1

    def ranking(self, samples: Sequence[Sample]) -> Logistic:
        return self.evidence or fit_ranking(samples, self.shares)

    def answerable(self, samples: Sequence[Sample], ranking: Logistic) -> Logistic:
        rows = bests([item for item in samples if self.judged.get(item.group)], ranking)
        made = fit_answerable(rows, self.judged, self.signals)
        return between(self.prior, made, self.drawn) if self.prior else made


def between(one: Logistic, other: Logistic, way: float) -> Logistic:
    """Return the model that lies so far on the way from one to another, 0 to 1."""
    weights = {name: (1 - way) * value + way * other.weights[name] for name, value in one.weights.items()}
    return Logistic((1 - way) * one.bias + way * other.bias, weights)


def fit_ranking(samples: Sequence[Sample], shares: Mapping[str, float]) -> Logistic:
    """Learn to put evidence first: conditional logit over each question's candidates, with a ridge.

    The loss is -log of the evidence's share of exp(sum), McFadden 1974.
    """
    from scipy.optimize import minimize

    items = [item for item in samples if item.found and shares.get(item.group)]
    names = list(items[0].candidates[0].signals)
    tables = [np.array([list(c.signals.values()) for c in item.candidates]) for item in items]
    scale = np.concatenate(tables).std(axis=0) + 1e-9
    starts = np.cumsum([0, *(len(table) for table in tables)])[:-1]
    owner = np.repeat(np.arange(len(items)), [len(table) for table in tables])
    labels = np.concatenate([np.array(item.is_evidence, float) for item in items])
    table = np.concatenate(tables) / scale
    weights = np.array([shares[item.group] for item in items])
    loss = ranking_loss(table, labels, starts, owner, weights / weights.sum())
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return Logistic(0.0, named(names, found.x / scale))


def ranking_loss(
    table: Array, labels: Array, starts: Numbers, owner: Numbers, weights: Array
) -> Callable[[Array], tuple[float, Array]]:
    """Return the loss and its gradient as a function of the weights. ``table`` is (candidates, signals)."""

    def loss(beta: Array) -> tuple[float, Array]:
        sums = table @ beta
        powers = np.exp(sums - np.maximum.reduceat(sums, starts)[owner])
        all_, right = np.add.reduceat(powers, starts), np.add.reduceat(powers * labels, starts)
        slope = (powers / all_[owner] - powers * labels / right[owner]) * weights[owner]
        value = -(weights * np.log(right / all_)).sum() + RANKING_RIDGE * (beta @ beta) / 2
        return float(value), table.T @ slope + RANKING_RIDGE * beta

    return loss


@dataclass(frozen=True, slots=True)
class Best:
    """The best candidate of a question by some ranking."""

    signals: dict[str, float]
    answerable: bool
    right: bool  # whether it is the evidence
    total: float  # the ranking's sum for it
    weight: float  # in learning
    group: str = ""


def bests(samples: Sequence[Sample], ranking: Logistic) -> list[Best]:
    """Return each question's best candidate, and once more with its evidence taken away.

    The second kind has no answer by construction and is asked exactly like the first,
    so that the manner of asking does not tell what can be answered. An answerable question whose
    best candidate is the wrong one is left out: neither to answer nor to refuse it is to be learned.
    """
    made = [best_of(item, ranking, item.is_evidence, 1.0) for item in samples]
    pairs = zip(made, samples, strict=True)
    made = [row for row, item in pairs if row.right or not (row.answerable and item.marked)]
    made += [
        best_of(without_evidence(item), ranking, (), REMOVED_WEIGHT)
        for item in samples
        if item.found and not all(item.is_evidence)
    ]
    return made


def best_of(item: Sample, ranking: Logistic, labels: Sequence[bool], weight: float) -> Best:
    sums = [round(ranking.total(candidate.signals), 6) for candidate in item.candidates]
    number = int(np.argmax(sums))
    signals = question_signals(item.question, item.candidates[number], item.rarity, sums[number])
    return Best(signals, item.answerable, bool(labels and labels[number]), sums[number], weight, item.group)


def fit_answerable(
    rows: Sequence[Best], shares: Mapping[str, float], signals: Collection[str] | None = None
) -> Logistic:
    """Learn from the best candidates whether the documents answer; in each group both outcomes weigh the same."""
    labels = np.array([row.answerable for row in rows])
    groups = np.array([row.group for row in rows])
    weights = np.array([row.weight for row in rows])
    for group, share in shares.items():
        for outcome in (True, False):
            own = (groups == group) & (labels == outcome)
            weights[own] *= share / max(weights[own].sum(), CONSTANT)
    names = [name for name in rows[0].signals if signals is None or name in signals]
    made = logistic([{name: row.signals[name] for name in names} for row in rows], labels, weights)
    return Logistic(made.bias, {name: made.weights.get(name, 0.0) for name in rows[0].signals})


def logistic(rows: Sequence[dict[str, float]], labels: NDArray[np.bool_], weights: Array) -> Logistic:
    """Return a ridge logistic model; signals are brought to one scale first, so that the ridge is fair.

    A sign of a mismatch may only speak against an answer, and likeness only for one: what the
    questions of one collection seem to say otherwise does not travel to another.
    """
    from scipy.optimize import minimize

    names = list(rows[0])
    table = np.array([list(row.values()) for row in rows])
    centre, scale = table.mean(axis=0), table.std(axis=0)
    scale[scale < CONSTANT] = 1.0
    loss = logistic_loss((table - centre) / scale, np.where(labels, 1.0, -1.0), weights / weights.sum())
    bounds = [(None, None), *((0 if name in FOR else None, 0 if name in AGAINST else None) for name in names)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    learned = found[1:] / scale
    return Logistic(round(float(found[0] - centre @ learned), 4), named(names, learned))


def logistic_loss(table: Array, sides: Array, weights: Array) -> Callable[[Array], tuple[float, Array]]:
    """Return the loss and its gradient as a function of bias and weights. ``sides`` are 1 or -1."""
    from scipy.special import expit

    ridge = 1 / (ANSWERABLE_C * len(table))

    def loss(beta: Array) -> tuple[float, Array]:
        margins = sides * (beta[0] + table @ beta[1:])
        slope = -weights * sides * expit(-margins)
        value = weights @ np.logaddexp(0, -margins) + ridge * (beta[1:] @ beta[1:]) / 2
        return float(value), np.concatenate([[slope.sum()], table.T @ slope + ridge * beta[1:]])

    return loss


def named(names: Sequence[str], values: Array) -> dict[str, float]:
    """Return the weights by name, short enough to be read."""
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def with_bias(ranking: Logistic, rows: Sequence[Best]) -> Logistic:
    """Give the ranking the bias at which its mean probability is the share of best sentences that are right."""
    from scipy.optimize import brentq
    from scipy.special import expit

    sums = np.array([row.total for row in rows])
    share = np.mean([row.right for row in rows])
    bias = brentq(lambda b: float(expit(sums + b).mean() - share), -STEEPEST, STEEPEST)
    return Logistic(round(bias, 4), ranking.weights)
