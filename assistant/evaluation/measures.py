"""What is measured of one question: every measure as (sum, count), so that shares of questions,
of citations and of figures are added up alike. Needs no model, no network and no opinion.

Formulas and sources stand in docs/evaluation.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Literal

from assistant.evaluation.results import Outcome, Quote, Reply, Result
from assistant.golden.cases import Case
from assistant.golden.matching import (
    cited_sentences,
    contains_words,
    figures,
    holds_sentence,
    names,
    same_sentence,
    sentences,
    words,
)
from assistant.text.facts import holds
from assistant.text.values import missing_values

HOLDS_EVIDENCE = 0.8  # share of a marked sentence's words that the quotes must hold together, with all its figures
IN_PASSAGE = 0.9  # share of them that a passage must hold
DEPTH = 10  # ranks that MRR and nDCG look at

Pair = tuple[float, float]
NOT_MEASURED: Pair = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Measure:
    """How a measure is called and read. The first three fields are words for people."""

    name: str
    label: str
    meaning: str
    higher_is_better: bool | None  # None: neither
    unit: Literal["share", "count", "ms", "words"] = "share"


ALL = (
    Measure("good", "Good outcomes", "answered right, or rightly refused", True),
    Measure("right", "Right answers", "every fact asked for is there; where none is given, the marked evidence", True),
    Measure("answered", "Answered", "answerable questions that got an answer", True),
    Measure("facts_recall", "Facts found", "share of the facts asked for", True),
    Measure("first_citation", "Right place first", "the first citation is a marked sentence", True),
    Measure("evidence_recall", "Evidence shown", "marked sentences that the quotes hold", True),
    Measure("evidence_any", "Some evidence shown", "at least one marked sentence is among the quotes", True),
    Measure("evidence_all", "All evidence shown", "every marked sentence is among the quotes", True),
    Measure("citation_precision", "Citation precision", "quotes that are marked sentences", True),
    Measure("citation_recall", "Citation recall", "marked sentences that a quote gives", True),
    Measure("citation_f1", "Citation F1", "harmonic mean of citation precision and recall", True),
    Measure("hit@1", "Hit@1", "the first passage read holds a marked sentence", True),
    Measure("hit@5", "Hit@5", "one of five passages read holds a marked sentence", True),
    Measure("mrr@10", "MRR@10", "1 / rank of the first passage with a marked sentence", True),
    Measure("ndcg@10", "nDCG@10", "marked sentences high among the passages read", True),
    Measure("context_recall", "Evidence read", "marked sentences among all the passages read", True),
    Measure("refused", "Refused when not there", "unanswerable questions left unanswered", True),
    Measure("refused_wrongly", "Refused wrongly", "answerable questions left unanswered", False),
    Measure("refusal_precision", "Refusal precision", "refusals that were right", True),
    Measure("refusal_recall", "Refusal recall", "unanswerable questions that were refused", True),
    Measure("refusal_f1", "Refusal F1", "harmonic mean of refusal precision and recall", True),
    Measure("balanced", "Balanced accuracy", "mean of answered and refused when not there", True),
    Measure("wrong", "Wrong answers", "answered without evidence, or what is not there", False),
    Measure("verbatim", "Quotes word for word", "identical to the document at their offsets", True),
    Measure("unsupported_figures", "Unsupported figures", "figures that their sentence's quotes do not have", False),
    Measure("unsupported_names", "Unsupported names", "names that the quotes and their places do not have", False),
    Measure("uncited_sentences", "Uncited sentences", "sentences of answers without a citation", False),
    Measure("words", "Length of answers", "words of an answer", None, "words"),
    Measure("status", "Status as expected", "the reply's status is one of those that the question names", True),
    Measure("errors", "Errors", "questions that ended with an error", False),
    Measure("aurc", "Area under risk-coverage", "mean share of wrong answers, most confident first", False),
    Measure("calibration_error", "Calibration error", "mean gap between confidence and truth", False),
    Measure("ms_p50", "Median time", "milliseconds to the whole answer", False, "ms"),
    Measure("ms_p95", "95th percentile of time", "milliseconds to the whole answer", False, "ms"),
)
MEASURES = {measure.name: measure for measure in ALL}
HEADLINE = (
    "right",
    "first_citation",
    "hit@5",
    "refused",
    "refused_wrongly",
    "wrong",
    "verbatim",
    "unsupported_figures",
)

GOOD = ("right", "refused_rightly")


def measure(case: Case, reply: Reply, documents: Mapping[str, str] | None) -> Result:
    """Measure one reply. ``documents`` are the texts by document id; None where they are not at hand."""
    if reply.error is not None:
        return Result(case, reply, "error", {"errors": (1.0, 1.0), "good": (0.0, 1.0)})
    became = outcome(case, reply)
    measures = {
        "errors": (0.0, 1.0),
        "good": share(became in GOOD),
        "status": share(reply.status in case.status) if case.status else NOT_MEASURED,
        **outcome_measures(case, reply),
        **citation_measures(case, reply),
        **ranking_measures(case, reply),
        **faithfulness(reply, documents),
    }
    return Result(case, reply, became, measures)


def share(holds_: bool) -> Pair:
    return float(holds_), 1.0


# --- right, wrong and refused -----------------------------------------------------------


def outcome(case: Case, reply: Reply) -> Outcome:
    """Return what became of a question, in one word; a reply of another status than is named is not right."""
    if case.status and reply.status not in case.status:
        return "wrong" if reply.answered else "refused_wrongly"
    if not reply.answered:
        return "refused_wrongly" if case.answerable else "refused_rightly"
    if is_wrong(case, reply):
        return "wrong"
    right, counted = rightness(case, reply)
    return "right" if right or not counted else "partly_right"


def outcome_measures(case: Case, reply: Reply) -> dict[str, Pair]:
    wrong = share(is_wrong(case, reply))
    if not case.answerable:
        return {"refused": share(not reply.answered), "refused_wrongly": NOT_MEASURED, "wrong": wrong}
    return {
        "answered": share(reply.answered),
        "refused_wrongly": share(not reply.answered),
        "wrong": wrong,
        "right": rightness(case, reply),
        "facts_recall": (float(reply.answered) * facts_found(case, reply), float(bool(case.facts))),
    }


def is_wrong(case: Case, reply: Reply) -> bool:
    """True for an answer to what is not there, and for one that cites none of the marked sentences."""
    if not case.answerable:
        return reply.answered
    return reply.answered and bool(case.evidence) and not any(is_evidence(case, quote) for quote in reply.quotes)


def rightness(case: Case, reply: Reply) -> Pair:
    """Right by the facts where any are given, else by the evidence; not measured where neither is."""
    if case.facts:
        return share(reply.answered and facts_found(case, reply) == 1)
    if case.evidence:
        shown = any(is_evidence(case, quote) for quote in reply.quotes)
        return share(reply.answered and shown and not invents_figures(case, reply))
    return NOT_MEASURED


def facts_found(case: Case, reply: Reply) -> float:
    """Return the share of the facts that the answer or one of its quotes holds, 1 where none is asked for."""
    said = [reply.answer, *(quote.text for quote in reply.quotes)]
    found = [any(holds(text, alternative) for text in said for alternative in fact) for fact in case.facts]
    return sum(found) / len(found) if found else 1.0


def invents_figures(case: Case, reply: Reply) -> bool:
    """True where the answer states a figure that neither its quotes nor the marked sentences have."""
    known = "\n".join([*(quote.text for quote in reply.quotes), *(gold.quote for gold in case.evidence)])
    return bool(missing_values(figures("\n".join(sentences(reply.answer))), known))


# --- citations --------------------------------------------------------------------------


def is_evidence(case: Case, quote: Quote) -> bool:
    return any(same_sentence(gold.quote, quote.text) for gold in case.evidence)


def citation_measures(case: Case, reply: Reply) -> dict[str, Pair]:
    """Citations against the marked evidence; not measured without any.

    What answers an unanswerable question counts in the precision alone: a refusal need not cite anything.
    """
    quotes = reply.quotes if reply.answered else ()
    good = [is_evidence(case, quote) for quote in quotes]
    if not case.answerable:
        return {"citation_precision": (float(sum(good)), float(len(good)))}
    if not case.evidence:
        return {}
    shown = "\n".join(quote.text for quote in quotes)
    held = [holds_sentence(shown, gold.quote, HOLDS_EVIDENCE) for gold in case.evidence]
    given = [any(same_sentence(gold.quote, quote.text) for quote in quotes) for gold in case.evidence]
    recall = sum(given) / len(given)
    precision = sum(good) / len(good) if good else 0.0
    return {
        "first_citation": share(good[:1] == [True]),
        "evidence_recall": (sum(held) / len(held), 1.0),
        "evidence_any": share(any(held)),
        "evidence_all": share(all(held)),
        "citation_precision": (float(sum(good)), float(len(good))),
        "citation_recall": (recall, 1.0),
        "citation_f1": (harmonic_mean(precision, recall), 1.0),
    }


def harmonic_mean(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


# --- ranking ----------------------------------------------------------------------------


def ranking_measures(case: Case, reply: Reply) -> dict[str, Pair]:
    """How high the marked sentences stand among the passages read; not measured where these are unknown."""
    if not (case.answerable and case.evidence) or reply.passages is None:
        return {}
    gains, missing = relevance([gold.quote for gold in case.evidence], [read.text for read in reply.passages])
    top = gains[:DEPTH]
    first = top.index(1) + 1 if 1 in top else 0
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(sum(gains) + missing, DEPTH) + 1))
    gained = sum(gain / log2(rank + 1) for rank, gain in enumerate(top, 1))
    return {
        "hit@1": share(any(gains[:1])),
        "hit@5": share(any(gains[:5])),
        "mrr@10": (1 / first if first else 0.0, 1.0),
        "ndcg@10": (gained / ideal, 1.0),
        "context_recall": (1 - missing / len(case.evidence), 1.0),
    }


def relevance(quotes: Sequence[str], passages: Sequence[str]) -> tuple[list[int], int]:
    """Return the gain of each passage and how many marked sentences none of them holds.

    A passage gains 1 where it holds a marked sentence that none before it holds, so that
    overlapping passages are not counted twice.
    """
    open_, gains = list(quotes), []
    for passage in passages:
        held = [quote for quote in open_ if holds_sentence(passage, quote, IN_PASSAGE)]
        open_ = [quote for quote in open_ if quote not in held]
        gains.append(int(bool(held)))
    return gains, len(open_)


# --- faithfulness -----------------------------------------------------------------------


def faithfulness(reply: Reply, documents: Mapping[str, str] | None) -> dict[str, Pair]:
    """What can be checked of an answer without knowing the right one. Only answers are counted."""
    if not reply.answered:
        return {}
    numbered = {quote.number or place: quote for place, quote in enumerate(reply.quotes, 1)}
    cited = [
        (sentence, [numbered[number] for number in markers if number in numbered])
        for sentence, markers in cited_sentences(reply.answer)
    ]
    return {
        "verbatim": verbatim(reply.quotes, documents),
        "unsupported_figures": add(unsupported_figures(*pair) for pair in cited),
        "unsupported_names": add(unsupported_names(*pair) for pair in cited),
        "uncited_sentences": (float(sum(not quotes for _, quotes in cited)), float(len(cited))),
        "words": (float(len(words(reply.answer))), 1.0),
    }


def add(pairs: Iterable[Pair]) -> Pair:
    both = list(pairs)
    return sum(pair[0] for pair in both), sum(pair[1] for pair in both)


def verbatim(quotes: Sequence[Quote], documents: Mapping[str, str] | None) -> Pair:
    if documents is None:
        return NOT_MEASURED
    same = [is_verbatim(quote, documents.get(quote.document_id or "", "")) for quote in quotes]
    return float(sum(same)), float(len(same))


def is_verbatim(quote: Quote, text: str) -> bool:
    """True where the quote is the text at its offsets, or somewhere in it where the assistant gives none."""
    if quote.start is None or quote.end is None:
        return bool(quote.text) and quote.text in text
    return text[quote.start : quote.end] == quote.text


def unsupported_figures(sentence: str, quotes: Sequence[Quote]) -> Pair:
    stated = figures(sentence)
    return float(len(missing_values(stated, "\n".join(quote.text for quote in quotes)))), float(len(stated))


def unsupported_names(sentence: str, quotes: Sequence[Quote]) -> Pair:
    stated = names(sentence)
    there = " ".join(f"{quote.text} {quote.place}" for quote in quotes)
    return float(sum(not contains_words(there, name) for name in stated)), float(len(stated))
