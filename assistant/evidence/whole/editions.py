"""Editions of one work side by side: which of them a question means, and what one says otherwise than another."""

import re
from collections.abc import Collection as Several
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.evidence.answerability import Judgement
from assistant.evidence.finding import Finding, cited_first
from assistant.evidence.whole.told import CERTAIN, Pair, lines, sentences_of, stems_around
from assistant.language.schema import Language
from assistant.prompt import Sayings
from assistant.question.reading import Question
from assistant.schema import Answer, Notice, Trouble
from assistant.text.inventory import read_amounts
from index.documents.collections import Collection, Collections
from index.retrieval.retriever import Query
from index.vectors.store import Store
from index.words import read_words

# Of two sentences with figures: the cosine and the share of words, figures left aside, from which one says of another
# edition what the other says of its own. Both have to hold, and each to be the other's nearest.
ALIKE, SHARED = 0.6, 0.5
MOST = 12  # pairs that are told


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition; ``label`` is what it is called within its work."""

    label: str
    title: str
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meant:
    """What a question means: its words without the edition's name, and the documents that are to answer it."""

    text: str
    documents: frozenset[str]
    older: frozenset[str] = frozenset()  # documents that may answer where those do not; none where one was named
    compared: tuple[Edition, Edition] | None = None  # the older first, where it asks what changed


@dataclass(frozen=True, slots=True)
class Editions:
    """The works of which there are several editions, each with the newest last; and all documents."""

    works: tuple[tuple[Edition, ...], ...]
    documents: frozenset[str]

    @classmethod
    def of(cls, collections: Collections, documents: Several[str]) -> "Editions":
        held: dict[Collection, set[str]] = {}
        for document in documents:
            if own := collections.edition_of(document):
                held.setdefault(own, set()).add(document)
        works: dict[str, dict[str, Edition]] = {}
        for one, own_documents in held.items():
            work, label = works.setdefault(one.edition_of or "", {}), one.edition or ""
            before = work[label].documents if label in work else frozenset()
            work[label] = Edition(label, one.title, before | own_documents)
        several = (sorted(work.values(), key=lambda one: age(one.label)) for work in works.values() if len(work) > 1)
        return cls(tuple(map(tuple, several)), frozenset(documents))

    @property
    def older(self) -> frozenset[str]:
        """The documents of all editions but the newest."""
        return frozenset().union(*(one.documents for work in self.works for one in work[:-1]))

    def meant(self, text: str, language: Language) -> Meant:
        """Return which edition a question means: one that it names, else the newest of each work."""
        newest = self.newest
        if match := language.editions.named.search(text):
            label = next(filter(None, match.groups()), "")
            named = [one.documents for one in self.every() if one.label.casefold() == label.casefold()]
            if named and not language.editions.changed.search(text):
                rest = f"{text[: match.start()]} {text[match.end() :]}".strip(" ,，")
                return Meant(" ".join(rest.split()), frozenset().union(*named))
        if language.editions.changed.search(text) and (pair := self.compared(text, language)):
            return Meant(text, newest, self.older, pair)
        return Meant(text, newest, self.older)

    @property
    def newest(self) -> frozenset[str]:
        """The documents that are of no older edition."""
        return self.documents - self.older

    def named(self, text: str, language: Language) -> frozenset[str] | None:
        """Return the documents of the edition that a question names; None where it names none."""
        meant = self.meant(text, language)
        return meant.documents if self.works and not meant.older else None

    def compared(self, text: str, language: Language) -> tuple[Edition, Edition] | None:
        """Return the two editions that a question compares: those that it names, else the newest and the one before."""
        labels = {match["label"].casefold() for match in language.editions.since.finditer(text)}
        labels |= set(re.findall(r"\w[\w-]*", text.casefold()))
        for work in self.works:
            named = [one for one in work if one.label.casefold() in labels]
            if len(named) > 1:
                return named[0], named[-1]
            if named and named[0] is not work[-1]:
                return named[0], work[-1]
        years = [label for label in labels if label.isdigit()]
        return (self.works[0][-2], self.works[0][-1]) if len(self.works) == 1 and not years else None

    def noted(self, answer: Answer, sayings: Sayings) -> Answer:
        """Return an answer that says of which edition it is, where there are others and the question names none."""
        found = self.of_documents({citation.document_id for citation in answer.citations})
        asked = answer.standalone_question.casefold()
        if len(found) != 1 or found[0][0].label.casefold() in asked:
            return answer
        [(edition, is_newest)] = found
        code: Trouble = "edition_newest" if is_newest else "edition_older"
        return replace(answer, notices=(*answer.notices, Notice(code, sayings.say(code, edition=edition.title))))

    def every(self) -> Iterator[Edition]:
        return (one for work in self.works for one in work)

    def of_documents(self, documents: Several[str]) -> list[tuple[Edition, bool]]:
        """Return the editions that some documents are of, and whether each is the newest."""
        return [(one, one is work[-1]) for work in self.works for one in work if one.documents & set(documents)]


def age(label: str) -> tuple[list[int], str]:
    """Return what editions are ordered by: the numbers in their names, then the names."""
    return [int(number) for number in re.findall(r"\d+", label)], label


def find_changes(question: Question, query: Query, store: Store, pair: tuple[Edition, Edition]) -> Finding | None:
    """Find like statements with other figures, the older edition's before the newer one's; None where there are none.

    Where the question names a subject, only those that speak of it.
    """
    texts, frame = question.texts, question.language.editions.words | question.language.question.frame
    old, new = (with_figures(store, edition.documents, texts) for edition in pair)
    labels = {word for edition in pair for word in edition.label.casefold().split()}
    about = {word.stem for word in question.words if word.text not in frame | labels and not word.is_stop}
    pairs = [two for two in like(old, new, query, store) if figures(two[0], texts) != figures(two[1], texts)]
    told = [two for two in pairs if not about or about & (stems_around(two[0]) | stems_around(two[1]))]
    if not told:
        return None
    evidence = lines(told[:MOST], CERTAIN)
    return Finding(Judgement("answered", None, CERTAIN), evidence, cited_first(evidence, ()), lead="editions_differ")


def with_figures(store: Store, documents: Several[str], language: Language) -> list[Pair]:
    own = (passage for passage in store.passages if passage.place.document_id in documents)
    return [pair for pair in sentences_of(own) if read_amounts(pair[0].text, language)]


def like(old: Sequence[Pair], new: Sequence[Pair], query: Query, store: Store) -> list[list[Pair]]:
    """Return the sentences that say the same of two editions, in the newer one's order."""
    if not old or not new:
        return []
    vectors = [query.space.sentences[[store.sentence_numbers[pair[0].id] for pair in pairs]] for pairs in (old, new)]
    cosines = np.round(vectors[0] @ vectors[1].T, 6)
    best, back = cosines.argmax(axis=1), cosines.argmax(axis=0)
    return [
        [old[back[number]], new[number]]
        for number in range(len(new))
        if best[back[number]] == number and cosines[back[number], number] >= ALIKE
        and shared(old[back[number]], new[number]) >= SHARED
    ]  # fmt: skip


def shared(one: Pair, other: Pair) -> float:
    """Return the share of the words of the shorter sentence that the other one has too."""
    first, second = words(one), words(other)
    return len(first & second) / max(1, min(len(first), len(second)))


def words(pair: Pair) -> set[str]:
    return {word.stem for word in read_words(pair[0].text) if not word.is_stop and not word.text[0].isdigit()}


def figures(pair: Pair, language: Language) -> list[str]:
    text = " ".join(pair[0].text.split())
    return [text[amount.start : amount.end] for amount in read_amounts(text, language)]
