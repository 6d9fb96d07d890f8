"""Learns the weights of evidence selection and refusal from labelled questions.

A question belongs to an opened index, so that several collections can be learned from
together. Everything is deterministic: folds are cut by a hash of the question.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answerability import question_signals, screen
from assistant.question import Question, read_question, respell
from assistant.signals import Candidate, read_candidates
from assistant.weights import Logistic, Weights
from index.embedder import ModelFiles
from index.lexicon import Lexicon
from index.retriever import Retriever
from index.words import read_words

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]

TOP_K = 24  # passages read for a question, more than in use so that near misses are learned from too
FOLDS = 5
SAME = 0.5  # share of the labelled quote's words that a sentence must hold to count as the evidence
WITHIN = 0.8  # or the share of the sentence's words that the quote holds
RANKING_RIDGE = 0.02  # of 0.003 to 0.1, all within one point of each other
ANSWERABLE_C = 0.1  # inverse ridge; of 0.01 to 0.3
REMOVED_WEIGHT = 0.25  # of a question whose evidence was taken away, where a real one counts 1
WRONG_AT_MOST = 0.09  # share of all questions that may get a wrong answer, held out
UNANSWERABLE = 0.2  # share of questions in use that the documents do not answer; test sets hold more of them


@dataclass(frozen=True, slots=True)
class Row:
    """A standalone question and the quotes that answer it; none where the documents do not."""

    question: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with its candidate sentences."""

    group: str  # the collection it belongs to
    question: Question
    candidates: tuple[Candidate, ...]
    is_evidence: tuple[bool, ...]  # of each candidate
    answerable: bool

    @property
    def found(self) -> bool:
        return any(self.is_evidence)


def read_rows(path: Path) -> list[Row]:
    """Read a question file; follow-ups are left out, since they do not stand alone."""
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        Row(record["question"], tuple(item["quote"] for item in record["evidence"] if item.get("quote")))
        for record in records
        if not record.get("history")
    ]


def collect(group: str, rows: Sequence[Row], retriever: Retriever, lexicon: Lexicon) -> list[Sample]:
    """Return the rows with their candidates as they come up when the question is asked."""
    return [sample(group, row, retriever, lexicon) for row in rows if screen(row.question) is None]


def sample(group: str, row: Row, retriever: Retriever, lexicon: Lexicon) -> Sample:
    query = retriever.read(row.question)
    spans = [(int(start), int(end)) for start, end in query.encoding.spans]
    question = read_question(respell(row.question, spans, lexicon.vocabulary, lexicon.idf))
    query = retriever.read(question.text)
    hits = retriever.retrieve(query, TOP_K)
    candidates = tuple(read_candidates(question, query, hits, retriever.store, lexicon))
    labels = tuple(any(same(quote, c.sentence.text) for quote in row.quotes) for c in candidates)
    return Sample(group, question, candidates, labels, bool(row.quotes))


def same(quote: str, sentence: str) -> bool:
    """True where a labelled quote and a sentence are one, whatever the splitter cut off."""
    a, b = ({word.text for word in read_words(text)} for text in (quote, sentence))
    return len(a & b) >= SAME * len(a) or len(a & b) >= WITHIN * len(b)


# --- the models -------------------------------------------------------------------------


def fit(samples: Sequence[Sample], shares: Mapping[str, float], judged: Sequence[str], model: ModelFiles) -> Weights:
    """Learn all weights. ``shares`` gives what a question of each group counts in the ranking.

    Refusal is learned from the groups ``judged`` only. ``model`` is the embedding model behind the signals.
    """
    judging = [item for item in samples if item.group in judged]
    trials = [trial for fold in range(FOLDS) for trial in held_out(samples, shares, judged, fold)]
    cutoff = choose_cutoff(trials)
    ranking = fit_ranking(samples, shares)
    return Weights(
        with_bias(ranking, [trial.best for trial in trials]),
        fit_answerable(bests(judging, ranking)),
        cutoff,
        {
            "model": model.name,
            "model_digest": model.digest,
            "questions": {group: sum(item.group == group for item in samples) for group in shares},
            "judged": list(judged),
            "held_out": {**measure(trials, cutoff), "folds": FOLDS},
        },
    )


def fit_ranking(samples: Sequence[Sample], shares: Mapping[str, float]) -> Logistic:
    """Learn to put evidence first: conditional logit over each question's candidates, with a ridge.

    The loss is -log of the evidence's share of exp(sum), McFadden 1974.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]

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
    made = [best_of(item, ranking, item.is_evidence, 1.0) for item in samples if item.candidates]
    made += [
        best_of(without_evidence(item), ranking, (), REMOVED_WEIGHT)
        for item in samples
        if item.found and not all(item.is_evidence)
    ]
    return made


def best_of(item: Sample, ranking: Logistic, labels: Sequence[bool], weight: float) -> Best:
    sums = [round(total(ranking, candidate), 6) for candidate in item.candidates]
    number = int(np.argmax(sums))
    signals = question_signals(item.question, item.candidates[number])
    return Best(signals, item.answerable, bool(labels and labels[number]), sums[number], weight)


def total(model: Logistic, candidate: Candidate) -> float:
    return sum(weight * candidate.signals[name] for name, weight in model.weights.items())


def without_evidence(item: Sample) -> Sample:
    kept = tuple(c for c, label in zip(item.candidates, item.is_evidence, strict=True) if not label)
    return Sample(item.group, item.question, kept, (False,) * len(kept), answerable=False)


def fit_answerable(rows: Sequence[Best]) -> Logistic:
    """Learn from the best candidates whether the documents answer; both outcomes weigh the same."""
    labels = np.array([row.answerable for row in rows])
    weights = np.array([row.weight for row in rows])
    for outcome in (True, False):
        weights[labels == outcome] /= weights[labels == outcome].sum()
    return logistic([row.signals for row in rows], labels, weights * len(rows) / 2)


def logistic(rows: Sequence[dict[str, float]], labels: NDArray[np.bool_], weights: Array) -> Logistic:
    """Return a ridge logistic model; signals are brought to one scale first, so that the ridge is fair."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    table = np.array([list(row.values()) for row in rows])
    scale = table.std(axis=0) + 1e-9
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


def held_out(samples: Sequence[Sample], shares: Mapping[str, float], judged: Sequence[str], fold: int) -> list[Trial]:
    """Learn from the other folds and try this one."""
    known = [item for item in samples if fold_of(item) != fold]
    ranking = fit_ranking(known, shares)
    model = fit_answerable(bests([item for item in known if item.group in judged], ranking))
    tried = [item for item in samples if fold_of(item) == fold and item.group in judged and item.candidates]
    rows = [best_of(item, ranking, item.is_evidence, 1.0) for item in tried]
    return [Trial(row, model.probability(row.signals)) for row in rows]


def fold_of(item: Sample) -> int:
    return int(sha256(item.question.text.encode()).hexdigest(), 16) % FOLDS


def choose_cutoff(trials: Sequence[Trial]) -> float:
    """Return the lowest cut-off at which at most WRONG_AT_MOST of the questions get a wrong answer."""
    grid = [number / 100 for number in range(101)]
    return next(cutoff for cutoff in grid if measure(trials, cutoff)["wrong"] <= WRONG_AT_MOST)


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
    shares = {"first_right": right, "answered": answered, "refused": refused, "wrong": wrong}
    return {name: round(share, 3) for name, share in shares.items()}


def share_of(trials: Sequence[Trial], holds: Callable[[Trial], bool]) -> float:
    return sum(map(holds, trials)) / max(1, len(trials))
