"""Which sentences answer a question: scored, best first, and the shortest complete choice of them.

Knows signals and their learned weights; whether the best is good enough is not its business.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from assistant.evidence.cells import decisive_cell, together, with_rows
from assistant.evidence.signals import Candidate, read_candidates
from assistant.evidence.weights import Weights
from assistant.question import expected
from assistant.question.reading import YEAR, Question
from assistant.text.inventory import Amount, read_amounts
from index.retrieval.lexicon import Lexicon
from index.retrieval.retriever import Query
from index.schema import Hit, Passage, Sentence
from index.vectors.store import Store
from index.words import read_words

Span = tuple[int, int]

FACT = (3, 0.7)  # sentences at most, and how surely the answer is to be among them
TOPIC = (6, 0.45)  # sentences at most, and the least score of each; of 0.25 to 0.55
BESIDE, MOST_BESIDE = 0.2, 2  # least score of a sentence that answers another part of the question, and how many
MET = 0.7  # how well a sentence has a word that it is added for: the same one, or a related form
OTHER_YEAR = 0.05  # of its probability that a sentence on another year keeps
LEAST = 0.05  # share of belief below which a sentence adds more to read than to know


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the report as an answer."""

    sentence: Sentence
    passage: Passage
    score: float  # 0 to 1, the probability that it answers, comparable across questions
    decisive: tuple[Span, ...] = ()  # spans of sentence.text that are the answer proper, once it is told
    candidate: Candidate | None = None  # the signals behind the score; None where the outline answers
    joined: bool = False  # whether it stands on one line with the one before


def rank(
    question: Question, query: Query, hits: Sequence[Hit], store: Store, lexicon: Lexicon, weights: Weights
) -> list[Evidence]:
    """Return the sentences of the hits, best first; ties keep the hits' order."""
    candidates = read_candidates(question, query, hits, store, lexicon)
    scored = [(belief_in(candidate, weights), candidate) for candidate in candidates]
    scored.sort(key=lambda pair: -pair[0])
    return with_rows(question, [Evidence(c.sentence, c.passage, score, candidate=c) for score, c in scored])


def belief_in(candidate: Candidate, weights: Weights) -> float:
    """Return the probability that a sentence answers; one on another year than the question's hardly does."""
    return weights.evidence.probability(candidate.signals) * (OTHER_YEAR if is_other_year(candidate) else 1.0)


def is_other_year(candidate: Candidate) -> bool:
    """True for a sentence on another year than the one that is asked about."""
    return bool(candidate.signals["year_missing"]) and YEAR.search(candidate.sentence.text) is not None


def pointed(question: Question, items: Sequence[Evidence]) -> list[Evidence]:
    """Return sentences that are told with what in each is the answer proper."""
    return [
        replace(item, decisive=decisive_spans(question, item.candidate)) if item.candidate else item for item in items
    ]


def decisive_spans(question: Question, candidate: Candidate) -> tuple[Span, ...]:
    """Return what is asked for: the figure nearest to the asked noun with its noun, the name, or the items."""
    text, answers, language = candidate.sentence.text, own_answers(candidate), question.texts
    if candidate.sentence.reading and (cell := decisive_cell(question, candidate.sentence)):
        return (cell,)
    if changed := changed_span(question, text):
        return (changed,)
    if expected.is_hard(question.kind, language):
        if counted := counted_span(question, text):
            return (counted,)
        return tuple(
            (expected.qualifier_start(text, start, language), expected.noun_end(text, end, language))
            for start, end in answers[:1]
        )
    if question.kind not in ("list", "name", "person", "organisation"):
        return ()
    asked = {word.text for word in question.words}
    names = tuple(span for span in answers if question.kind != "list" and is_new_name(text[slice(*span)], asked))
    return names[:1] or expected.items(text, language)[:1]


def changed_span(question: Question, text: str) -> Span | None:
    """Return the figure that another becomes, "from 3 to 4", where the new one is asked for; None for other texts."""
    asked, told = question.language.mismatch, question.texts.mismatch
    match = told.change.search(text) if asked.renewed.search(question.text) else None
    return match.span("new") if match else None


def own_answers(candidate: Candidate) -> tuple[Span, ...]:
    """Return the spans of the expected kind; those of a sentence's own words, where it has any, not its lead-in's."""
    reading = candidate.sentence.reading
    own = tuple(span for span in candidate.answers if reading and span[0] >= reading.own)
    return own or candidate.answers


def counted_span(question: Question, text: str) -> Span | None:
    """Return the figure that counts the asked noun; of several the one whose clause has most of the question."""
    nouns = read_words(question.text[slice(*question.focus)]) if question.focus else []
    amounts = read_amounts(text, question.texts) if nouns else []
    units = [read_words(amount.unit_of(text))[-1:] for amount in amounts]
    own = [one for one, unit in zip(amounts, units, strict=True) if unit and unit[0].stem == nouns[-1].stem]
    asked = {word.stem for word in question.words}
    starts = [0, *(match.end() for match in question.texts.verdict.clause.finditer(text))]

    def shared(amount: Amount) -> int:
        start = max(start for start in starts if start <= amount.start)
        return len(asked & {word.stem for word in read_words(text[start : amount.unit[1]])})

    best = max(own, key=shared, default=None)
    return (best.start, max(best.end, best.unit[1])) if best else None


def is_new_name(name: str, asked: set[str]) -> bool:
    """True for a name of several words, not all of which the question had."""
    words = {word.text for word in read_words(name) if not word.is_stop}
    return len(words) > 1 and not words <= asked


def choose(question: Question, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the shortest complete answer, best first: for a fact the sentences among which it surely is,
    for a topic those that speak of it."""
    chosen = together(question, ranked, choose_topic(ranked) if question.several else choose_fact(ranked))
    return chosen + complements(question, ranked, chosen)


def complements(question: Question, ranked: Sequence[Evidence], chosen: Sequence[Evidence]) -> list[Evidence]:
    """Return the best sentence for what a question that joins several things asks beside what is chosen.

    "Elevators and parking spaces": each sentence that has a word in full which no earlier one has.
    """
    if not question.language.judging.joins.search(question.text):
        return []
    met = {number for item in chosen for number in words_met(item)}
    added: list[Evidence] = []
    for item in ranked:
        if item.score >= BESIDE and item not in chosen and words_met(item) - met and len(added) < MOST_BESIDE:
            added.append(item)
            met |= words_met(item)
    return added


def words_met(item: Evidence) -> set[int]:
    """Return the numbers of the question's words that the sentence has."""
    values = item.candidate.counterparts if item.candidate else ()
    return {number for number, value in enumerate(values) if value >= MET}


def choose_fact(ranked: Sequence[Evidence]) -> list[Evidence]:
    most, sure = FACT
    beliefs = belief(ranked)
    before = [0.0, *accumulate(beliefs)]
    return [
        item
        for item, own, sum_before in zip(ranked[:most], beliefs, before, strict=False)
        if item is ranked[0] or (sum_before < sure and own >= LEAST)
    ]


def choose_topic(ranked: Sequence[Evidence]) -> list[Evidence]:
    """Several sentences may be right at once, so each is judged by its own score; the second also by its share."""
    most, own = TOPIC
    second = [item for item, share in zip(ranked[1:2], belief(ranked)[1:2], strict=True) if share >= LEAST]
    told = [item for item in ranked[1:most] if item.score >= own or item in second]
    return [*ranked[:1], *told]


def belief(ranked: Sequence[Evidence]) -> list[float]:
    """Return for each sentence the probability that it is the evidence, given that one of them is.

    The odds of the scores, normalised: the same as a softmax over the model's sums.
    """
    odds = [item.score / max(1 - item.score, 1e-6) for item in ranked]
    total = sum(odds) or 1.0
    return [odd / total for odd in odds]
