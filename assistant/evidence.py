"""Which sentences answer a question: scored, best first, and the shortest complete choice of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from assistant import expected
from assistant.question import Question
from assistant.signals import Candidate, Lexicon, read_candidates
from assistant.weights import Logistic, Weights
from index.retriever import Query
from index.schema import Hit, Passage, Sentence
from index.store import Store

MOST_FOR_A_FACT = 3
MOST_FOR_A_TOPIC = 6


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the report as an answer."""

    sentence: Sentence
    passage: Passage
    score: float  # 0 to 1, comparable across questions
    decisive: tuple[tuple[int, int], ...] = ()  # spans of sentence.text that are the answer proper
    candidate: Candidate | None = None  # the signals behind the score


def rank(
    question: Question, query: Query, hits: Sequence[Hit], store: Store, lexicon: Lexicon, weights: Weights
) -> list[Evidence]:
    """Return every sentence of the hits, best first; ties keep the hits' order."""
    candidates = read_candidates(question, query, hits, store, lexicon)
    scored = [(probability(weights.evidence, candidate.signals), candidate) for candidate in candidates]
    scored.sort(key=lambda pair: -pair[0])
    return [
        Evidence(c.sentence, c.passage, score, decisive_spans(question, c), c) for score, c in scored
    ]


def probability(model: Logistic, signals: dict[str, float]) -> float:
    """Return the model's probability, rounded so that the last bits do not decide ties."""
    total = model.bias + sum(weight * signals[name] for name, weight in model.weights.items())
    return round(1 / (1 + exp(-max(-50.0, min(50.0, total)))), 6)


def decisive_spans(question: Question, candidate: Candidate) -> tuple[tuple[int, int], ...]:
    return candidate.answers[:1] if expected.is_hard(question.kind) else ()


def choose(question: Question, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the fewest sentences that answer completely, best first."""
    if not ranked:
        return []
    most, share = (MOST_FOR_A_TOPIC, 0.35) if question.kind in ("topic", "comparison") else (MOST_FOR_A_FACT, 0.6)
    return [evidence for evidence in ranked[:most] if evidence.score >= share * ranked[0].score]
