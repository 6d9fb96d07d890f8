"""What a model is given to read: the passages found, with their neighbours and headings, up to its window.

Knows passages and room, nothing of what a model makes of them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from re import findall

from assistant.language.schema import Language
from assistant.writing.support import Line
from index.schema import Hit, Passage, Sentence
from index.vectors.encoder import Encoding
from index.vectors.store import Store

CHARACTERS = 3  # a token of English has four on average, of names and figures fewer
RULES = 600  # tokens kept free for the rules, the question and a conversation
NEIGHBOURED = 2  # best passages whose neighbours are read as well
KEPT = 256  # passages, the last ones read; the token vectors of one take some hundred kilobytes


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered passage and its sentences, each with the line it is for the check."""

    number: int
    passage: Passage
    sentences: tuple[Sentence, ...]
    lines: tuple[Line, ...]


class Shelf:
    """The passages of one store, as the check reads them. Shared by threads."""

    def __init__(self, store: Store, language: Language) -> None:
        self.store = store
        self.language = language
        self.lines = lru_cache(KEPT)(self.read)  # by a passage's number: what was read of a sentence is not read again

    def read(self, number: int) -> tuple[Line, ...]:
        passage = self.store.passages[number]
        place = place_of(passage)
        return tuple(
            Line(sentence.text, self.language, stored(self.store, sentence), place) for sentence in passage.sentences
        )

    def gather(self, passages: Iterable[Passage], room: int) -> list[Source]:
        """Return as many passages as ``room`` (tokens) holds, in their order and at least one, numbered from 1."""
        left = room * CHARACTERS
        sources: list[Source] = []
        for passage in passages:
            left -= len(fenced(passage, len(sources) + 1))
            if sources and left < 0:
                break
            lines = self.lines(self.store.passage_numbers[passage.id])
            sources.append(Source(len(sources) + 1, passage, passage.sentences, lines))
        return sources


def in_order(hits: Sequence[Hit], store: Store) -> Iterable[Passage]:
    """Return the best passages, then what stands beside them, then the others; each once."""
    found = [hit.passage for hit in hits if hit.passage.sentences]
    best = found[:NEIGHBOURED]
    beside = [neighbour for passage in best for neighbour in neighbours(passage, store)]
    return {passage.id: passage for passage in [*found[: 2 * NEIGHBOURED], *beside, *found]}.values()


def neighbours(passage: Passage, store: Store) -> Iterator[Passage]:
    """Yield the paragraphs before and after a passage that stand under the same heading."""
    number = store.passage_numbers[passage.id]
    for other in store.passages[max(0, number - 1) : number + 2]:
        same = other.place.document_id == passage.place.document_id and other.place.section == passage.place.section
        if other is not passage and same and other.kind == "paragraph":
            yield other


def fence(sources: Sequence[Source]) -> str:
    """Return the passages as a model reads them: data between tags, which no passage can close."""
    return "\n".join(fenced(source.passage, source.number) for source in sources)


def fenced(passage: Passage, number: int) -> str:
    text = " ".join(passage.text.split()).replace("<", "‹").replace(">", "›")
    return f'<passage number="{number}" place="{escape(place_of(passage))}">\n{text}\n</passage>'


def stored(store: Store, sentence: Sentence) -> Encoding:
    """Return a sentence's encoding as the index keeps it."""
    return store.first.sentence(store.sentence_numbers[sentence.id])


def place_of(passage: Passage) -> str:
    """Return the words of a passage's place: title, publisher, date, section and topic."""
    place = passage.place
    parts = (place.title, place.publisher, place.date, place.section and place.section.title, place.topic)
    return " · ".join(part for part in parts if part)


def lower_words(texts: Iterable[str]) -> Collection[str]:
    """Return the words that stand somewhere in lower case: no names, though a sentence may open with them."""
    return frozenset(word for text in texts for word in findall(r"\b[a-z][\w-]*", text))
