"""Learns the weights of evidence selection and refusal from labelled questions.

A question belongs to a group, and each group to an opened index, so that several collections
can be learned from together. Everything is deterministic: folds are cut by a hash of the question.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from assistant.errors import CalibrationError
from assistant.evidence.answerability import question_signals, rarity_of
from assistant.evidence.finder import Finder
from assistant.evidence.signals import Candidate
from assistant.evidence.weights import Logistic, Weights
from assistant.golden.cases import Case, SweepPoint
from assistant.golden.matching import same_sentence
from assistant.question.reading import Question

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]

TOP_K = 24  # passages read for a question, more than in use so that near misses are learned from too
FOLDS = 5
RANKING_RIDGE = 0.02  # of 0.003 to 0.1, all within one point of each other
ANSWERABLE_C = 0.1  # inverse ridge; of 0.01 to 0.3, and on other documents the best of 0.001 to 1 from 20 questions on
CONSTANT = 1e-6  # standard deviation below which a signal says nothing; it is not scaled up
REMOVED_WEIGHT = 0.25  # of a question whose evidence was taken away, where a real one counts 1
WRONG_AT_MOST = 0.1  # share of all questions that may get a wrong answer, held out
UNANSWERABLE = 0.2  # share of questions in use that the documents do not answer; test sets hold more of them
CUTOFFS = [number / 100 for number in range(101)]
SWEEP_STEP = 5  # every fifth cut-off is shown


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with its candidate sentences."""

    group: str  # the collection it belongs to
    question: Question
    candidates: tuple[Candidate, ...]
    is_evidence: tuple[bool, ...]  # of each candidate
    answerable: bool
    rarity: float  # of what is asked for, see answerability.rarity_of

    @property
    def found(self) -> bool:
        return any(self.is_evidence)


def read_sample(case: Case, group: str, finder: Finder) -> Sample | None:
    """Return the question with its candidates as they come up when it is asked.

    None where it is decided without weights: an order, a question about the outline, or one
    that no sentence comes near.
    """
    weighed = finder.weigh(case.question, TOP_K)
    if weighed is None or not weighed.candidates:
        return None
    labels = tuple(
        any(same_sentence(gold.quote, candidate.sentence.text) for gold in case.evidence)
        for candidate in weighed.candidates
    )
    rarity = rarity_of(weighed.question, finder.lexicon)
    return Sample(group, weighed.question, weighed.candidates, labels, case.answerable, rarity)


# --- the models -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is learned from what."""

    shares: Mapping[str, float]  # what a question of each group counts in the ranking
    judged: Collection[str]  # the groups that refusal is learned from
    evidence: Logistic | None = None  # a ranking that is kept as it is; None: learned as well

    def ranking(self, samples: Sequence[Sample]) -> Logistic:
        return self.evidence or fit_ranking(samples, self.shares)

    def answerable(self, samples: Sequence[Sample], ranking: Logistic) -> Logistic:
        return fit_answerable(bests([item for item in samples if item.group in self.judged], ranking))


def fit(
    samples: Sequence[Sample], recipe: Recipe, wrong_at_most: float = WRONG_AT_MOST
) -> tuple[Weights, list["Trial"]]:
    """Learn from all samples; return the weights, and the trials held out that the cut-off was chosen by.

    The provenance says how many questions there were and how the trials came out.
    """
    trials = held_out(samples, recipe)
    cutoff = choose_cutoff(trials, wrong_at_most)
    ranking = recipe.ranking(samples)
    provenance = {
        "questions": {group: sum(item.group == group for item in samples) for group in recipe.shares},
        "judged": list(recipe.judged),
        "held_out": {**measure(trials, cutoff), "folds": FOLDS},
    }
    evidence = recipe.evidence or with_bias(ranking, [trial.best for trial in trials])
    return Weights(evidence, recipe.answerable(samples, ranking), cutoff, Weights.load().bar, provenance), trials


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


def bests(samples: Sequence[Sample], ranking: Logistic) -> list[Best]:
    """Return each question's best candidate, and once more with its evidence taken away.

    The second kind has no answer by construction and is asked exactly like the first,
    so that the manner of asking does not tell what can be answered.
    """
    made = [best_of(item, ranking, item.is_evidence, 1.0) for item in samples]
    made += [
        best_of(without_evidence(item), ranking, (), REMOVED_WEIGHT)
        for item in samples
        if item.found and not all(item.is_evidence)
    ]
    return made


def best_of(item: Sample, ranking: Logistic, labels: Sequence[bool], weight: float) -> Best:
    sums = [round(total(ranking, candidate), 6) for candidate in item.candidates]
    number = int(np.argmax(sums))
    signals = question_signals(item.question, item.candidates[number], item.rarity)
    return Best(signals, item.answerable, bool(labels and labels[number]), sums[number], weight)


def total(model: Logistic, candidate: Candidate) -> float:
    return sum(weight * candidate.signals[name] for name, weight in model.weights.items())


def without_evidence(item: Sample) -> Sample:
    kept = tuple(c for c, label in zip(item.candidates, item.is_evidence, strict=True) if not label)
    return replace(item, candidates=kept, is_evidence=(False,) * len(kept), answerable=False)


def fit_answerable(rows: Sequence[Best]) -> Logistic:
    """Learn from the best candidates whether the documents answer; both outcomes weigh the same."""
    labels = np.array([row.answerable for row in rows])
    weights = np.array([row.weight for row in rows])
    for outcome in (True, False):
        weights[labels == outcome] /= weights[labels == outcome].sum()
    return logistic([row.signals for row in rows], labels, weights * len(rows) / 2)


def logistic(rows: Sequence[dict[str, float]], labels: NDArray[np.bool_], weights: Array) -> Logistic:
    """Return a ridge logistic model; signals are brought to one scale first, so that the ridge is fair."""
    from sklearn.linear_model import LogisticRegression

    table = np.array([list(row.values()) for row in rows])
    scale = table.std(axis=0)
    scale[scale < CONSTANT] = 1.0
    model = LogisticRegression(C=ANSWERABLE_C, max_iter=5000).fit(table / scale, labels, sample_weight=weights)
    return Logistic(round(float(model.intercept_[0]), 4), named(list(rows[0]), model.coef_[0] / scale))


def named(names: Sequence[str], values: Array) -> dict[str, float]:
    """Return the weights by name, short enough to be read."""
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def with_bias(ranking: Logistic, rows: Sequence[Best]) -> Logistic:
    """Give the ranking the bias at which its mean probability is the share of best sentences that are right."""
    from scipy.optimize import brentq

    sums = np.array([row.total for row in rows])
    share = np.mean([row.right for row in rows])
    bias = brentq(lambda b: float((1 / (1 + np.exp(-(sums + b)))).mean() - share), -100, 100)
    return Logistic(round(bias, 4), ranking.weights)


# --- held out ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trial:
    """How a question that nothing was learned from came out."""

    best: Best
    probability: float


def held_out(samples: Sequence[Sample], recipe: Recipe) -> list[Trial]:
    """Try each fold with what was learned from the others. Only the groups judged are tried."""
    folds, trials = cut_folds(samples), []
    for fold in range(FOLDS):
        known = [item for item in samples if folds[item.question.text] != fold]
        tried = [item for item in samples if folds[item.question.text] == fold and item.group in recipe.judged]
        ranking = recipe.ranking(known)
        trials += try_out(tried, ranking, recipe.answerable(known, ranking))
    return trials


def try_out(samples: Sequence[Sample], ranking: Logistic, answerable: Logistic) -> list[Trial]:
    rows = [best_of(item, ranking, item.is_evidence, 1.0) for item in samples]
    return [Trial(row, answerable.probability(row.signals)) for row in rows]


def cut_folds(samples: Sequence[Sample]) -> dict[str, int]:
    """Return the fold of each question's text, answerable or not evenly spread, whatever the samples' order."""
    folds: dict[str, int] = {}
    for outcome in (True, False):
        texts = {item.question.text for item in samples if item.answerable is outcome} - folds.keys()
        ordered = sorted(texts, key=lambda text: sha256(text.encode()).hexdigest())
        folds |= {text: number % FOLDS for number, text in enumerate(ordered)}
    return folds


def choose_cutoff(trials: Sequence[Trial], wrong_at_most: float = WRONG_AT_MOST) -> float:
    """Return the lowest cut-off at which at most ``wrong_at_most`` of the questions get a wrong answer.

    Raises CalibrationError where such a cut-off leaves nothing answered.
    """
    kept = (cutoff for cutoff in CUTOFFS if measure(trials, cutoff)["wrong"] <= wrong_at_most)
    cutoff = next(kept, None)
    if cutoff is None or not measure(trials, cutoff)["answered"]:
        raise CalibrationError(
            f"No cut-off answers anything with at most {wrong_at_most:.0%} wrong: allow more, or look at the labels."
        )
    return cutoff


def sweep(trials: Sequence[Trial], chosen: float) -> tuple[SweepPoint, ...]:
    """Return what cut-offs do, lowest first, the chosen one among them; shares as in ``measure``."""
    shown = sorted({*CUTOFFS[::SWEEP_STEP], chosen})
    shares = [measure(trials, cutoff) for cutoff in shown]
    return tuple(
        SweepPoint(cutoff, *(share[name] for name in ("answered", "refused", "wrong", "balanced")))
        for cutoff, share in zip(shown, shares, strict=True)
    )


def measure(trials: Sequence[Trial], cutoff: float) -> dict[str, float]:
    """Return shares: of answerable questions those ranked right and those answered, of the others those refused.

    ``wrong`` is the share of all questions that get a wrong answer where UNANSWERABLE of them have none.
    """
    answerable = [trial for trial in trials if trial.best.answerable]
    others = [trial for trial in trials if not trial.best.answerable]
    answered = share_of(answerable, lambda trial: trial.probability >= cutoff)
    refused = share_of(others, lambda trial: trial.probability < cutoff)
    misled = share_of(answerable, lambda trial: trial.probability >= cutoff and not trial.best.right)
    wrong = (1 - UNANSWERABLE) * misled + UNANSWERABLE * (1 - refused)
    right = share_of(answerable, lambda trial: trial.best.right)
    balanced = (answered + refused) / 2
    shares = {"first_right": right, "answered": answered, "refused": refused, "wrong": wrong, "balanced": balanced}
    return {name: round(share, 3) for name, share in shares.items()}


def share_of(trials: Sequence[Trial], holds: Callable[[Trial], bool]) -> float:
    return sum(map(holds, trials)) / max(1, len(trials))
