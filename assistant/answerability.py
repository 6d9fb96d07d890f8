"""Whether the best evidence answers the question, and if not, why not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence, probability
from assistant.question import Question
from assistant.schema import Reason, Status
from assistant.signals import Lexicon
from assistant.weights import Weights
from index.retriever import Query

ORDERS = re.compile(
    r"\b(ignore|disregard|forget|override|bypass|drop)\b.{0,40}\b(instructions?|rules?|prompts?|guidelines?|above|previous)\b"
    r"|\b(reveal|print|show|repeat|output|leak)\b.{0,40}\b(system|hidden|secret|initial|your)\b.{0,20}\b(prompts?|instructions?|rules?)\b"
    r"|\byou are now\b|\bact as\b|\bpretend (to be|you)\b|\bjailbreak\b|\bdeveloper mode\b",
    re.IGNORECASE | re.DOTALL,
)
ABUSE = re.compile(r"\b(fuck\w*|shit\w*|idiot|moron|bitch|asshole|kill yourself)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Judgement:
    status: Status
    reason: Reason | None
    confidence: float  # probability that the evidence answers the question, 0 to 1
    missing: str | None = None  # the words of the question that have no counterpart


def screen(text: str) -> Judgement | None:
    """Return a rejection of what is no question but an order or abuse, before anything is retrieved."""
    if ORDERS.search(text):
        return Judgement("rejected", "instruction", 1.0)
    if ABUSE.search(text):
        return Judgement("rejected", "abuse", 1.0)
    return None


def judge(
    question: Question, query: Query, ranked: Sequence[Evidence], lexicon: Lexicon, weights: Weights
) -> Judgement:
    """Decide whether to answer from the ranked evidence."""
    if not ranked or ranked[0].candidate is None:
        return Judgement("not_in_report", "off_topic", 0.0)
    signals = {**ranked[0].candidate.signals, "score": ranked[0].score}
    confidence = probability(weights.answerable, signals)
    if confidence >= weights.cutoff:
        return Judgement("answered", None, confidence)
    missing = words_without_counterpart(question, ranked, lexicon)
    return Judgement("not_in_report", reason(question, ranked, missing), confidence, missing)


def words_without_counterpart(question: Question, ranked: Sequence[Evidence], lexicon: Lexicon) -> str | None:
    best = ranked[0].candidate.counterparts if ranked[0].candidate else ()
    lacking = [word for word, value in zip(question.words, best, strict=False) if value < 0.5]
    return " ".join(question.text[word.start : word.end] for word in lacking) or None


def reason(question: Question, ranked: Sequence[Evidence], missing: str | None) -> Reason:
    candidate = ranked[0].candidate
    assert candidate is not None
    if candidate.signals["sentence"] < 0.25 and candidate.signals["words"] < 0.3:
        return "off_topic"
    if candidate.signals["number_missing"] and question.years:
        return "other_time_or_place"
    return "entity_missing" if missing and missing[0].isupper() else "attribute_missing"
