"""The data that leaves the assistant: answers, citations and the events of a stream.

An answer without a source, or with a marker that leads nowhere, cannot be made.

The names and shapes are the answer format that others build against; see docs/answers.md.
"""

import re
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, Self

if TYPE_CHECKING:
    from assistant.laps import Laps

Role = Literal["user", "assistant"]
Status = Literal["answered", "partly_answered", "not_in_report", "needs_clarification", "conversation", "rejected"]
# Those with an answer; "conversation" asks nothing of the documents, the others are refusals.
ANSWERED: tuple[Status, ...] = ("answered", "partly_answered")
Mode = Literal["extractive", "generative"]
Reason = Literal[
    "attribute_missing",
    "entity_missing",
    "other_time_or_place",
    "false_premise",
    "off_topic",
    "vague",
    "instruction",
    "abuse",
    "language",
    "too_long",
]

Bound = Literal["", "least", "most", "about"]  # "": the figure itself
Doing = Literal["reading", "searching", "writing", "checking"]
Trouble = Literal[
    "model_unavailable",
    "model_too_slow",
    "model_cut_off",
    "not_supported",
    "sentences_changed",
    "evidence_added",
    "read_in_part",
    "not_verified",
    "edition_newest",
    "edition_older",
]
MARKER = re.compile(r"\[(\d+)\]")  # of a citation, in an answer's text


class BrokenPromise(ValueError):
    """An answer or a citation that would break a promise which can be told without the documents."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class SectionRef:
    number: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote of the report: ``quote`` is the document's text at ``start:end``, to the letter."""

    number: int  # the marker, from 1 in order of appearance
    document_id: str
    title: str
    publisher: str | None
    date: str | None
    section: SectionRef | None
    topic: str | None
    paragraph: int | None
    page: int | None
    quote: str
    start: int
    end: int
    score: float  # 0 to 1: how surely the quote answers the question
    url: str
    reading: str | None = None  # how the quote reads, where not as it stands: a row with its heads, an item's lead-in
    above: tuple[tuple[int, int], ...] = ()  # the document's spans whose words ``reading`` adds to the quote
    page_label: str | None = None  # as printed on the page, where that is not its number
    certainty: float | None = None  # that words on a scanned page were recognised, 0 to 1; None for other pages
    paragraph_label: str | None = None  # the paragraph's own number, where the document numbers it: "4.2"

    def __post_init__(self) -> None:
        if self.number < 1:
            raise BrokenPromise(f"a citation has the number {self.number}: they are numbered from 1")

    @property
    def place(self) -> str:
        """Title, section and topic as one text."""
        section = ". ".join(filter(None, [self.section.number, self.section.title])) if self.section else None
        return " · ".join(filter(None, [self.title, section, self.topic]))


@dataclass(frozen=True, slots=True)
class PassageRef:
    """A passage that was read for the answer, cited or not."""

    document_id: str
    title: str
    section: SectionRef | None
    topic: str | None
    paragraph: int | None
    page: int | None
    text: str
    start: int
    end: int
    score: float
    url: str
    paragraph_label: str | None = None


@dataclass(frozen=True, slots=True)
class Seconds:
    """Where the time went."""

    standalone: float = 0.0
    retrieve: float = 0.0
    answer: float = 0.0
    total: float = 0.0

    @classmethod
    def of(cls, laps: "Laps") -> Self:
        """Return how long the stages took, and all of it until now."""
        return cls(
            laps.seconds("rewrite"),
            laps.seconds("retrieve", "evidence", "judge"),
            laps.seconds("write", "verify"),
            laps.seconds(),
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know of an answer: for programs a code, for readers a sentence."""

    code: Trouble
    text: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of the report; ``amount`` and ``unit`` stand in ``sentence`` as they are here."""

    amount: str  # with what bounds it: "more than 800"
    unit: str  # what it counts; empty where the sentence does not say it beside the figure
    sentence: str
    section: SectionRef | None
    url: str
    value: float | None  # None where it is no single number: "three-to-one"
    bound: Bound  # of ``value``: "least" for "more than 800"
    clause: str  # the part of the sentence that holds it
    document: str  # its title
    topic: str | None
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name in the report, of the kind that was asked for."""

    name: str
    kind: str
    sentence: str
    section: SectionRef | None
    url: str
    document: str  # its title
    topic: str | None
    paragraph: int | None


Row = FigureRow | NameRow


@dataclass(frozen=True, slots=True)
class NearTerm:
    """A term of the documents for a word that they do not have; ``question`` is asked with it and is answered."""

    asked: str
    term: str
    question: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer. ``answer`` is Markdown with markers such as [1]."""

    id: str
    question: str
    standalone_question: str
    status: Status
    reason: Reason | None
    mode: Mode
    answer: str
    citations: tuple[Citation, ...] = ()
    passages: tuple[PassageRef, ...] = ()
    suggestions: tuple[str, ...] = ()
    confidence: float = 0.0  # 0 to 1
    index: str = ""  # the build id
    seconds: Seconds = field(default_factory=Seconds)
    notices: tuple[Notice, ...] = ()  # what a reader should know of how it was written
    changed_sentences: int = 0  # written sentences that were mended, replaced or left out
    model: str | None = None  # the language model that was asked, where one was
    prompt: str | None = None  # the digest of what it was asked with
    table: tuple[Row, ...] | None = None  # all of a kind, where that was asked for
    contact: str | None = None  # whom to ask instead, where the documents do not say it and somebody is named
    near_terms: tuple[NearTerm, ...] = ()  # with a refusal: what may have been meant, in the documents' terms
    nearest: Citation | None = None  # with a refusal: the statement that comes nearest to what is asked; no answer

    def __post_init__(self) -> None:
        """Raise BrokenPromise where markers and citations do not go together, or not with the status."""
        markers = list(dict.fromkeys(int(number) for number in MARKER.findall(self.answer)))
        numbers = [citation.number for citation in self.citations]
        if markers != list(range(1, len(markers) + 1)):
            raise BrokenPromise(f"markers appear as {markers}, not in order from 1")
        if numbers != markers:
            raise BrokenPromise(f"citations {numbers} do not match the markers {markers}")
        if bool(numbers) != (self.status in ANSWERED):
            raise BrokenPromise(f"status {self.status} with {len(numbers)} citations")
        if self.nearest and self.status in ANSWERED:
            raise BrokenPromise(f"status {self.status} with a statement that is no answer")

    def at(self, site: str) -> Self:
        """Return the answer with whole addresses: each begins with ``site``."""
        return replace(
            self,
            citations=tuple(replace(item, url=site + item.url) for item in self.citations),
            passages=tuple(replace(item, url=site + item.url) for item in self.passages),
            nearest=self.nearest and replace(self.nearest, url=site + self.nearest.url),
            table=self.table and tuple(replace(row, url=site + row.url) for row in self.table),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain lists and dicts, ready for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ReadAs:
    """The question as it was understood, where a follow-up was rewritten."""

    question: str


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the answer's text, already checked."""

    text: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What is done next, for people who wait."""

    doing: Doing


Event = ReadAs | Progress | Delta | Answer  # an Answer is always the last event of a stream
