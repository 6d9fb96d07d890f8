"""Whether the best evidence answers the question, and if not, why not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import expected
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.schema import Reason, Status
from assistant.signals import Candidate
from assistant.weights import Weights
from index.lexicon import Lexicon

# An order opens a sentence or follows a word that hands it over: "Will the city override the old
# rules?" is a question.
OPENING = (
    r"(?:^|[.!?:;,\n]\s*|\b(?:please|now|and|then|you (?:must|should|will|can)|(?:can|could|would) you|you to)\s+)"
)
ORDERS = re.compile(
    rf"{OPENING}(?:ignore|disregard|forget|override|bypass|drop)\b.{{0,40}}"
    r"\b(?:instructions?|rules?|prompts?|guidelines?|restrictions?|previous|above|everything)\b"
    rf"|{OPENING}(?:reveal|print|show|repeat|output|leak|give)\b.{{0,40}}"
    r"\b(?:system|hidden|secret|initial|your)\b.{0,20}\b(?:prompts?|instructions?|rules?)\b"
    rf"|{OPENING}(?:act as|pretend (?:to be|you)|you are now)\b|\bfrom now on,? you\b"
    r"|\b(?:your|the) (?:system|hidden|secret|initial) (?:prompt|instructions)\b"
    rf"|{OPENING}(?:repeat|print|output|show)\b.{{0,20}}\b(?:text|words|everything|all) above\b|\bjailbreak\b",
    re.IGNORECASE | re.DOTALL,
)
ABUSE = re.compile(
    r"\b(?:fuck\w*|shit\w*|idiots?|morons?|bitch|asshole|kill yourself)\b|\byou(?:'re| are) (?:stupid|dumb|useless)\b",
    re.IGNORECASE,
)
# For the reason of a refusal only; whether to answer is decided by the learned weights.
COUNTERPART = 0.5  # cosine or match from which a word counts as present
FAR = 0.3  # cosine below which a sentence is about something else
FEW, MANY = 0.4, 0.5  # shares of the question's words


# The other signals help to rank; for judging they add nothing on questions held out.
JUDGED = (
    "sentence", "meaning", "weakest", "explained", "figure_missing", "name_missing", "year_missing", "entity_missing",
    "contrary", "past",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judgement:
    status: Status
    reason: Reason | None
    confidence: float  # probability that the evidence answers the question, 0 to 1
    missing: tuple[str, ...] = ()  # the words of the question that have no counterpart


def screen(text: str) -> Judgement | None:
    """Return a rejection of what is no question but an order or abuse, before anything is retrieved."""
    if ORDERS.search(text):
        return Judgement("rejected", "instruction", 1.0)
    if ABUSE.search(text):
        return Judgement("rejected", "abuse", 1.0)
    return None


def judge(question: Question, ranked: Sequence[Evidence], lexicon: Lexicon, weights: Weights) -> Judgement:
    """Decide whether to answer from the ranked evidence, best first."""
    if not question.words:
        return Judgement("needs_clarification", "vague", 0.0)
    best = ranked[0].candidate if ranked else None
    if best is None:
        return Judgement("not_in_report", "off_topic", 0.0)
    confidence = weights.answerable.probability(question_signals(question, best))
    if lacks_own_words(question, best):
        confidence = min(confidence, round(weights.cutoff / 2, 6))
    if confidence >= weights.cutoff:
        return Judgement("answered", None, confidence)
    missing = words_without_counterpart(question, best)
    return Judgement("not_in_report", find_reason(question, best, missing, lexicon), confidence, missing)


def question_signals(question: Question, best: Candidate) -> dict[str, float]:
    """Return what tells whether the best sentence answers, and what the question asks for, 0 or 1.

    The same likeness means less where a figure, a name or a reason is asked for: there a sentence
    on the right subject is often not the answer.
    """
    return {
        **{name: best.signals[name] for name in JUDGED},
        "asks_figure": float(expected.is_hard(question.kind)),
        "asks_name": float(question.kind in ("person", "organisation", "place", "name", "list")),
        "asks_who": float(question.kind in ("person", "organisation")),
        "asks_reason": float(question.kind == "reason"),
    }


def lacks_own_words(question: Question, best: Candidate) -> bool:
    """True for a follow-up of whose own words the best sentence has none: it only repeats the old subject."""
    own = [value for value, is_own in zip(best.counterparts, question.own, strict=True) if is_own]
    return not all(question.own) and bool(own) and max(own) < COUNTERPART


def words_without_counterpart(question: Question, best: Candidate) -> tuple[str, ...]:
    """Return the words of the question that the best sentence has nothing like, as they were written.

    Where proper names are among them, these alone: they are what the reader has to look at.
    """
    lacking = [
        (question.text[word.start : word.end], is_name)
        for word, is_name, value in zip(question.words, question.named, best.counterparts, strict=True)
        if value < COUNTERPART
    ]
    names = tuple(word for word, is_name in lacking if is_name)
    return names or tuple(word for word, _ in lacking)


def find_reason(question: Question, best: Candidate, missing: Sequence[str], lexicon: Lexicon) -> Reason:
    signals = best.signals
    known = sum(lexicon.knows(word) for word in question.words) / len(question.words)
    if signals["sentence"] < FAR and min(known, signals["words"]) < FEW:
        return "off_topic"
    if signals["year_missing"]:
        return "other_time_or_place"
    if signals["contrary"] and signals["words"] >= MANY:
        return "false_premise"
    names = {
        question.text[word.start : word.end]
        for word, named in zip(question.words, question.named, strict=True)
        if named
    }
    return "entity_missing" if names.intersection(missing) else "attribute_missing"
