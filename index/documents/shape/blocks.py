"""The parts of a document's outline, each with its offsets, and small matters of text that every reader shares."""

import re
from dataclasses import dataclass
from typing import Literal

from index.schema import Reading, Section, Span

BLANK = " \t\r\n\v\f\x85\xa0\u2028\u2029\u3000\u200b\ufeff"  # white space, the zero-width kinds too
LEADS = " — "  # between a lead-in and the words that it introduces
BlockKind = Literal["header", "heading", "paragraph", "address"]


@dataclass(frozen=True, slots=True)
class Unit:
    """What is cited as one: a sentence, an item of a list, a row of a table, ``text[start:end]``."""

    start: int
    end: int
    reading: Reading | None = None

    def words(self, text: str) -> str:
        """Return how it reads."""
        return self.reading.text if self.reading else text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or paragraph of the text, ``text[start:end]``."""

    kind: BlockKind
    start: int
    end: int
    section: Section | None = None
    topic: str | None = None
    paragraph: int | None = None
    units: tuple[Unit, ...] = ()  # where its format tells; else its sentences are


@dataclass(frozen=True, slots=True)
class Outline:
    """What a document says of itself, and its blocks in order."""

    title: str
    publisher: str | None
    date: str | None
    blocks: tuple[Block, ...]
    breaks: tuple[int, ...] = ()  # where pages end

    def page(self, start: int) -> int | None:
        """Return the page that a part begins on, counted from 1; None for a document without pages."""
        return 1 + sum(end <= start for end in self.breaks) if self.breaks else None


def tidy(words: str) -> str:
    """Return the words with every run of white space as one space, for matching and display."""
    return " ".join(words.split())


def read_as(text: str, start: int, end: int, words: str, lead: Unit | None = None) -> Unit:
    """Return the part that reads ``words``, behind the ``lead`` that introduces it."""
    words = tidy(words)
    if lead:
        before = lead.words(text)
        above = ((lead.start, lead.end), *(lead.reading.above if lead.reading else ()))
        opening = f"{tidy(before).rstrip(':：')}{LEADS}"
        return Unit(start, end, Reading(opening + words, above, len(opening)))
    return Unit(start, end, None if words == tidy(text[start:end]) else Reading(words))


def has_words(text: str) -> bool:
    return re.search(r"[^\W_]", text) is not None


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without outer white space."""
    words = text[start:end].lstrip(BLANK)
    return end - len(words), end - len(words) + len(words.rstrip(BLANK))


def line_spans(text: str, start: int, end: int) -> list[Span]:
    """Return the lines' spans, white space at their ends left off."""
    spans, position = [], start
    for line in text[start:end].split("\n"):
        spans.append((position, position + len(line.rstrip())))
        position += len(line) + 1
    return spans


def title_from_name(name: str) -> str:
    return name.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ").replace("-", " ").strip()
