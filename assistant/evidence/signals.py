"""Numbers that relate a question to each sentence of the retrieved passages.

Knows words, vectors and expected kinds of answer; what the numbers are worth is not its
business. All signals lie between 0 and 1 (cosines may be below 0).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from assistant.evidence.kinship import Kin, kinship, read_kin, relations, worth
from assistant.evidence.tokens import Words, compare_pairs
from assistant.question import expected
from assistant.question.reading import Question
from assistant.question.times import holding
from assistant.text.quantities import read_figures
from index.retrieval.lexicon import Lexicon, Senses
from index.retrieval.retriever import Query
from index.schema import Hit, Passage, Sentence
from index.vectors.encoder import Floats
from index.vectors.space import Space
from index.vectors.store import Store
from index.words import Word

Span = tuple[int, int]

DEEPEST = 40  # sentences that are read word by word; the rest is too far from the question
CONTEXT_SHARE = 0.5  # with 1 the old subject wins over the new one, with 0.25 it is hardly heard
MARKS, AROUND = ("?", "？"), " \t\n\xa0*_\"'”’)]」』"  # what ends a question, and what may stand behind it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be the evidence."""

    sentence: Sentence
    passage: Passage
    signals: dict[str, float]  # by name
    counterparts: tuple[float, ...]  # how well the sentence has each word of the question, 0 to 1
    own: tuple[float, ...]  # the same by its own words, without the questions kept with it
    answers: tuple[Span, ...]  # spans of the expected kind, the nearest to the asked noun first
    before: Sentence | None = None  # the sentence before it in its passage, which it may lean on

    @property
    def verified(self) -> float:
        """How surely a verifier says that it answers; 0 where none has read it."""
        return self.signals["verified"]

    def read_by(self, signal: str, said: float) -> "Candidate":
        """Return it with what a verifier says, whose signal is given."""
        return replace(self, signals={**self.signals, signal: said})


# Cosines of a question with a sentence, its passage, and its kept questions: those that it answers, and near misses.
NEARNESS = ("sentence", "passage", "asked", "near")


@dataclass(frozen=True, slots=True)
class Stems:
    """The stems that stand in a sentence, or in the question right before it that it answers."""

    own: frozenset[str]
    wide: frozenset[str]  # those of its place as well
    led: frozenset[str]  # and those of the sentence before it, which it may lean on
    kept: frozenset[str]  # those of the questions kept with it

    @classmethod
    def of(cls, number: int, asking: int, before: int, passage: Passage, lexicon: Lexicon) -> "Stems":
        own = lexicon.stems[number] | lexicon.stems[asking]
        wide = own | lexicon.places[passage.id]
        return cls(own, wide, wide | lexicon.stems[before], lexicon.kept[number])


@dataclass(frozen=True, slots=True)
class Terms:
    """What of the question's words is looked for in sentences, one of each for every word."""

    forms: list[Senses]
    named: list[bool]  # a name, as written or by its sound
    weights: Floats
    kin: Kin  # how stems of the sentences are related to it

    @classmethod
    def of(cls, question: Question, lexicon: Lexicon, stems: Collection[str]) -> "Terms":
        """``stems`` are those of all sentences that are read."""
        sounds = [bool(lexicon.counterparts.by_sound(word.text)) for word in question.words]
        beside = question.stems
        asked = zip(question.words, question.asked, question.named, strict=True)
        weights = [weight_of(word, is_asked, beside, lexicon) for word, is_asked, _ in asked]
        return cls(
            [
                lexicon.forms(word, beside, is_name)
                for word, is_name in zip(question.words, question.named, strict=True)
            ],
            [is_name or sounds_so for is_name, sounds_so in zip(question.named, sounds, strict=True)],
            np.array(weights),
            read_kin(question, lexicon, stems),
        )


@dataclass(frozen=True, slots=True)
class Met:
    """What a sentence has of each of the question's words, 0 to 1."""

    literal: Floats  # as it is stated
    placed: Floats  # as it stands there or in the place
    led: Floats  # by ``best``, or as it stands in the sentence before
    best: Floats  # by words, vectors, or the questions kept with it
    own: list[float]  # the same without the questions kept with it
    weakest: float  # of the one that is met worst by ``best``, by its weight
    kin: dict[str, float]  # signals of the thesaurus


def read_candidates(
    question: Question, query: Query, hits: Sequence[Hit], store: Store, lexicon: Lexicon
) -> list[Candidate]:
    """Return the sentences of the hits that come near the question with their signals, in the hits' order."""
    pairs = shortlist(query, hits, store)
    if not pairs or not question.words or not len(query.encoding.tokens):
        return []
    numbers = np.array([store.sentence_numbers[sentence.id] for _, _, sentence in pairs])
    passages = np.array([store.passage_numbers[passage.id] for _, passage, _ in pairs])
    space, vector, likeness = query.space, query.encoding.vector, query.likeness
    asking = np.array([asked_before(number, space, store) for number in numbers.tolist()])
    before = np.array([read_before(number, store) for number in numbers.tolist()])
    cosines = np.maximum(space.sentences[numbers] @ vector, space.sentences[asking] @ vector)
    around = space.passages[passages] @ vector
    nearness_of = np.stack([cosines, around, likeness.asked[numbers], likeness.near[numbers]], axis=1)
    read = zip(numbers.tolist(), asking.tolist(), before.tolist(), pairs, strict=True)
    stems = [Stems.of(own, asks, behind, passage, lexicon) for own, asks, behind, (_, passage, _) in read]
    terms = Terms.of(question, lexicon, frozenset().union(*(one.wide for one in stems)))
    words = compare_pairs(question, query, numbers, asking, store)
    little = [says_little(sentence, passage) for _, passage, sentence in pairs]
    told = [None if one == own else store.sentences[one] for own, one in zip(numbers, before, strict=True)]
    rows = zip(pairs, told, nearness_of.tolist(), words, read_met(terms, stems, little, words), strict=True)
    return [
        replace(
            read_candidate(question, terms, passage, sentence, dict(zip(NEARNESS, near, strict=True)), own, met),
            before=one,
        )
        for (_, passage, sentence), one, near, own, met in rows
    ]


def weight_of(word: Word, is_asked: bool, beside: Collection[str], lexicon: Lexicon) -> float:
    """Return what a word tells; one that was only told before, or added from the conversation, tells half."""
    return lexicon.weight(word, beside) * (1.0 if is_asked else CONTEXT_SHARE)


def shortlist(query: Query, hits: Sequence[Hit], store: Store) -> list[tuple[int, Passage, Sentence]]:
    """Return the DEEPEST sentences nearest to the question as (rank of the hit, passage, sentence).

    Headings and questions are near to much and answer nothing, so they are left out.
    """
    pairs = [
        (rank, passage, sentence)
        for passage, rank in read_on(hits, store).items()
        for sentence in passage.sentences
        if states(sentence, passage) and has_tokens(sentence, query.space, store)
    ]
    if len(pairs) <= DEEPEST:
        return pairs
    numbers = [store.sentence_numbers[sentence.id] for _, _, sentence in pairs]
    # the first hits may have been found by their words alone, so their rank counts as well
    own = np.maximum(query.space.sentences[numbers] @ query.encoding.vector, query.likeness.asked[numbers])
    nearness = own + [0.5 / rank for rank, _, _ in pairs]
    return [pairs[number] for number in sorted(np.argsort(-np.round(nearness, 6), kind="stable")[:DEEPEST])]


def read_on(hits: Sequence[Hit], store: Store) -> dict[Passage, int]:
    """Return the passages found with their ranks from 1, and behind one that ends with a question the next one."""
    found: dict[Passage, int] = {}
    for rank, hit in enumerate(hits, 1):
        found.setdefault(hit.passage, rank)
        number = store.passage_numbers[hit.passage.id] + 1
        if hit.passage.sentences and asks(hit.passage.sentences[-1]) and number < len(store.passages):
            following = store.passages[number]
            if following.place.document_id == hit.passage.place.document_id:
                found.setdefault(following, rank)
    return found


def has_tokens(sentence: Sentence, space: Space, store: Store) -> bool:
    low, high = space.token_bounds[store.sentence_numbers[sentence.id] :][:2]
    return bool(low < high)


def read_met(terms: Terms, stems: Sequence[Stems], little: Sequence[bool], words: Sequence[Words]) -> list[Met]:
    """Return what each sentence has of the words; of those that say ``little``, what their place has is stated too."""
    stated = [one.wide if is_little else one.own for one, is_little in zip(stems, little, strict=True)]
    wide, kept = [one.wide for one in stems], [one.kept for one in stems]
    literal, placed, asked, led = (
        np.array([[form.match(found) for form in terms.forms] for found in rows])
        for rows in (stated, wide, kept, [one.led for one in stems])
    )
    own = np.maximum(literal, np.stack([one.nearest for one in words]))
    best = np.maximum(own, asked)
    names = relations(terms.kin, placed, wide)
    weakest = 1 - (terms.weights * (1 - best)).max(axis=1)
    kin = kinship(names, np.maximum(best, worth(names)), terms.weights)
    lists = (own.tolist(), weakest.tolist())
    return [Met(*row) for row in zip(literal, placed, np.maximum(best, led), best, *lists, kin, strict=True)]


def read_candidate(
    question: Question, terms: Terms, passage: Passage, sentence: Sentence, near: dict[str, float], words: Words,
    met: Met,
) -> Candidate:  # fmt: skip
    weights = terms.weights
    total = max(float(weights.sum()), 1e-9)
    signals = {
        **near,
        "words": float(weights @ met.literal) / total,
        "placed": float(weights @ met.placed) / total,
        "meaning": float(weights @ met.best) / total,
        "carried": float(weights @ (met.led - met.best)) / total,
        "weakest": met.weakest,
        "explained": words.explained,
        "figure_missing": float(expected.is_hard(question.kind, question.texts) and not words.answers),
        "name_missing": float(expected.is_soft(question.kind, question.texts) and not words.answers),
        "focus": words.focus,
        "beside": words.beside,
        "number_missing": float(lacks_number(question, sentence.text)),
        "year_missing": float(lacks_year(question, sentence, passage)),
        "entity_missing": entity_missing(terms.named, met.literal, met.placed),
        **met.kin,
        "verified": 0.0,
        "compared": 0.0,
    }
    return Candidate(sentence, passage, signals, tuple(met.best.tolist()), tuple(met.own), words.answers)


def says_little(sentence: Sentence, passage: Passage) -> bool:
    """True for what its heading completes: the row of a table, the answer below a question."""
    return is_row(sentence) or (passage.place.topic or "").endswith(("?", "？"))


def is_row(sentence: Sentence) -> bool:
    return sentence.reading is not None and bool(sentence.reading.cells)


def entity_missing(named: Sequence[bool], literal: Floats, placed: Floats) -> float:
    """Return the share of the question's proper names that neither the sentence nor its place has."""
    met = [max(a, b) for a, b, is_name in zip(literal, placed, named, strict=True) if is_name]
    return sum(value == 0 for value in met) / len(met) if met else 0.0


def lacks(figures: Sequence[str], text: str) -> bool:
    written = text.replace(",", "") if figures else ""
    return any(figure not in written for figure in figures)


def lacks_year(question: Question, sentence: Sentence, passage: Passage) -> bool:
    """True where the question's year stands neither in the sentence nor in the title, nor in a time that it tells."""
    told = f"{sentence.text} {passage.place.title} {passage.place.date}"
    return lacks(question.years, told) and not holding(question, sentence.text)


def lacks_number(question: Question, text: str) -> bool:
    """True where a figure of the question stands in the sentence neither as written nor by its value."""
    if not lacks(question.numbers, text):
        return False
    values = {figure.value for figure in read_figures(text, question.texts)}
    return any(lacks([number], text) and Fraction(number) not in values for number in question.numbers)


def states(sentence: Sentence, passage: Passage) -> bool:
    """True for a sentence that can be evidence: no heading and no question, as those of an FAQ."""
    return not asks(sentence) and not is_heading(sentence, passage)


def asked_before(number: int, space: Space, store: Store) -> int:
    """Return the number of the question right before a sentence, which answers it; its own where there is none."""
    before, own = store.sentences[number - 1], store.sentences[number]
    if not number or not asks(before) or not has_tokens(before, space, store):
        return number
    here, there = (store.passages[store.passage_numbers[one.passage_id]].place.document_id for one in (own, before))
    return number - 1 if here == there else number


def read_before(number: int, store: Store) -> int:
    """Return the number of the sentence before one in its passage; its own where there is none, or it is a row."""
    own, before = store.sentences[number], store.sentences[number - 1]
    return number - 1 if number and before.passage_id == own.passage_id and not is_row(own) else number


def asks(sentence: Sentence) -> bool:
    return sentence.text.rstrip(AROUND).endswith(MARKS)


def is_heading(sentence: Sentence, passage: Passage) -> bool:
    """True for a heading, a header line or the short command that opens a paragraph."""
    topic = passage.place.topic
    return passage.kind != "paragraph" or bool(topic and sentence.text.rstrip(".。").split() == topic.split())
