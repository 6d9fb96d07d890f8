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


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage."""

    id: str
    passage_id: str
    text: str
    start: int
    end: int


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


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage. ``score`` is the fused score, comparable within one query only."""

    passage: Passage
    score: float
    similarity: float  # best cosine of the passage or one of its sentences, -1 to 1
