"""Which part of the documents a message is about: a section by number or by subject, a document by its part.

Reads the message against the outline alone, and against likeness where a section is named by what it treats.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assistant.evidence.whole.told import Pair
from assistant.language.schema import Language
from assistant.question.reading import Question
from index.documents.chinese import plain_number
from index.retrieval.retriever import Query
from index.schema import Passage
from index.vectors.store import Store
from index.words import content_stems, read_words, stem, stems_of

NUMERALS = re.compile(r"[\d第一二三四五六七八九十百\s.]")
FEWEST = 2  # words that name a document by its title where no section of it is named
NEAREST, HELD, TOGETHER = 3, 0.5, 0.3  # what a section's sentences, words and pairs of words count, beside a cosine


@dataclass(frozen=True, slots=True)
class Scope:
    """What is meant; the passages of the sections or documents in their order."""

    passages: tuple[Passage, ...]
    headings: tuple[Passage, ...]  # that are named; none where whole documents are meant
    has_subject: bool  # whether words are left that name something else
    is_part: bool  # whether one of several documents is named


def read_scope(question: Question, query: Query, store: Store) -> Scope:
    told, lower = question.language.outline, plain_text(question)
    passages = documents_named(lower, question.language, store)
    rest = subject(question)
    if len(passages) < len(store.passages) and (match := told.part.search(lower)):
        rest -= {word.text for word in read_words(match.group())}
    number = read_number(lower, question.language)
    if titled := documents_called(rest, store, few=1 if number else FEWEST):
        passages, rest = [one for one in passages if one.place.document_id in titled], set()
    is_part = len(passages) < len(store.passages)
    headings = [passage for passage in passages if passage.kind == "heading"]
    if number:
        headings = of_number(headings, number, lower)
        return Scope(members(passages, headings), tuple(headings), bool(rest), is_part)
    if (match := told.on.search(lower)) and headings:
        rest -= {word.text for word in read_words(match["subject"])}
        found = nearest(question, query, store, headings)
        return Scope(members(passages, found), tuple(found), bool(rest), is_part)
    return Scope(tuple(passages), (), bool(rest), is_part)


def plain_text(question: Question) -> str:
    return " ".join(question.text.lower().split())


def documents_named(lower: str, language: Language, store: Store) -> list[Passage]:
    """Return the passages of the documents whose title has the part that is named ("Part V"), else all."""
    match = language.outline.part.search(lower)
    part = f" {' '.join(word.text for word in read_words(match.group()))} " if match else ""
    found = [p for p in store.passages if part and part in f" {' '.join(w.text for w in read_words(p.place.title))} "]
    return found or list(store.passages)


def documents_called(words: AbstractSet[str], store: Store, few: int) -> frozenset[str]:
    """Return the documents whose title has all the words, at least ``few`` of them: "the tenant guide"."""
    stems = {stem(word) for word in words}
    titles = {one.place.document_id: one.place.title for one in store.passages}
    called = (name for name, title in titles.items() if stems <= set(stems_of(title)))
    return frozenset(called if len(stems) >= few else ())


def members(passages: Sequence[Passage], headings: Sequence[Passage]) -> tuple[Passage, ...]:
    places = {(heading.place.document_id, heading.place.section) for heading in headings}
    return tuple(passage for passage in passages if (passage.place.document_id, passage.place.section) in places)


def subject(question: Question) -> set[str]:
    """Return the words that are about something else than the outline."""
    words = {word.text for word in question.words if not word.text[0].isdigit()}
    return words - question.language.outline.words - question.language.question.frame


def read_number(lower: str, language: Language) -> str | None:
    """Return the number of the section that is named: "area three", "section 7", "the 10th area"."""
    match = language.outline.numbered.search(lower)
    return counted(match["after"] or match["before"], language) if match else None


def of_number(headings: Sequence[Passage], number: str, lower: str) -> list[Passage]:
    """Return the headings of that number; where some are called as the message calls them ("Article 3"), only those."""
    found = [heading for heading in headings if has_number(heading, number)]
    return [heading for heading in found if label_of(heading) and label_of(heading) in lower] or found


def label_of(heading: Passage) -> str:
    """Return what a section's number is called: "article" of "Article 3", "条" of "第三条"."""
    section = heading.place.section
    return NUMERALS.sub("", (section.number or "") if section else "").lower()


def has_number(passage: Passage, number: str) -> bool:
    """True for what stands in a section of that number, whichever digits it is written in."""
    section = passage.place.section
    return section is not None and section.number is not None and plain_number(section.number) == number


def counted(word: str, language: Language) -> str:
    """Return a number in digits, whether it is written so, in words or as an ordinal."""
    return word if word.isdigit() else str(language.outline.ordinals.get(word) or language.answers.number_words[word])


def nearest(question: Question, query: Query, store: Store, headings: Sequence[Passage]) -> list[Passage]:
    """Return the heading whose section is nearest to the question's subject.

    A section counts with its heading, its three nearest sentences, the share of the subject's
    words that it holds, and whether two of them stand side by side ("Belt and Road").
    """
    cosines = query.space.search_sentences(query.encoding.vector)
    headed = query.space.search_passages(query.encoding.vector)
    about = subject(question)
    stems = {word.stem for word in question.words if word.text in about}
    asked = pairs(question.text)

    def score(heading: Passage) -> float:
        own = [p for p in store.passages if p.place.section == heading.place.section]
        numbers = [store.sentence_numbers[sentence.id] for p in own for sentence in p.sentences]
        held = stems & {stem for p in own for stem in stems_of(p.text)}
        together = any(asked & pairs(p.text) for p in own)
        best = np.sort(cosines[numbers])[-NEAREST:].mean()
        head = headed[store.passage_numbers[heading.id]]
        return round(float(head + best + HELD * len(held) / max(1, len(stems)) + TOGETHER * together), 6)

    return sorted(headings, key=lambda heading: -score(heading))[:1]


def pairs(text: str) -> set[tuple[str, str]]:
    """Return the stems that stand side by side, stop words left out."""
    return set(pairwise(content_stems(text)))


def firsts(passages: Sequence[Passage]) -> list[Pair]:
    return [(passage.sentences[0], passage) for passage in passages if passage.sentences]
