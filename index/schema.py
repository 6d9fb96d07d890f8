"""The data that travels between the stages: places, passages, sentences and hits.

All offsets are character positions in the document's text as loaded, so that
``text[start:end]`` gives the words to the letter.
"""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["header", "heading", "paragraph"]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a document; ``number`` is None where the document gives none."""

    number: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands in its document."""

    document_id: str  # the file's name in the seeds folder
    title: str
    publisher: str | None = None
    date: str | None = None
    section: Section | None = None
    topic: str | None = None  # the run-in heading that governs the paragraph
    paragraph: int | None = None  # counted from 1 within the section
    page: int | None = None
    page_label: str | None = None  # as printed on the page, where that is not its number
    certainty: float | None = None  # that its words were recognised, 0 to 1; None where they did not have to be
    paragraph_label: str | None = None  # the paragraph's own number, where the document numbers it: "4.2"

    @property
    def heading(self) -> str:
        """The nearest heading above it; "" where there is none."""
        return self.topic or (self.section.title if self.section else "")


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table's row: the spans of its column's head and of its value in the row as it reads."""

    head: Span
    value: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """How a part of a document reads where that is not as it stands: a row with its heads, an item with its lead-in.

    Every word of ``text`` stands in the part itself or in one of the spans ``above``.
    """

    text: str
    above: tuple[Span, ...] = ()  # spans of the document that are read with it
    own: int = 0  # where in ``text`` its own words begin, behind those of a lead-in
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage, item of a list or row of a table."""

    id: str
    passage_id: str
    text: str  # as it reads
    start: int
    end: int
    written: str | None = None  # as it stands, where it reads otherwise
    reading: Reading | None = None  # what it is read with

    @property
    def quote(self) -> str:
        """Its words to the letter: the document's text at ``start:end``."""
        return self.text if self.written is None else self.written


@dataclass(frozen=True, slots=True)
class Kept:
    """A question kept with a sentence: one that it answers, or a near miss that it does not."""

    text: str
    language: str  # "en", "zh"
    answered: bool
    sentence_id: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a part of a long one, with its place and its sentences."""

    id: str
    text: str
    start: int
    end: int
    kind: Kind
    place: Place
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)
    written: str | None = field(default=None, repr=False)  # as it stands, where it reads otherwise

    @property
    def quote(self) -> str:
        """Its words to the letter: the document's text at ``start:end``."""
        return self.text if self.written is None else self.written


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage. ``score`` is the fused score, comparable within one query only."""

    passage: Passage
    score: float
    similarity: float  # best cosine of the passage or one of its sentences, -1 to 1
