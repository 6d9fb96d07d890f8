"""What passes between the page's script and the server: a turn to be kept, and what was said before.

The browser keeps the conversation, so whatever comes back from it is checked like any input.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from typing import Any

from pydantic import PositiveInt, TypeAdapter, ValidationError

from assistant.schema import MARKER, Answer, Citation, Mode, Status, Turn


@dataclass(frozen=True, slots=True)
class Reference:
    """A quote and where it stands; ``place`` is ready to be printed."""

    number: int
    document_id: str
    quote: str
    start: int
    end: int
    place: str
    url: str
    reading: str | None = None  # how the quote reads, where not as it stands


@dataclass(frozen=True, slots=True)
class Record:
    """A question and its answer, without the passages."""

    id: str  # the answer's
    question: str
    standalone_question: str
    status: Status
    mode: Mode
    answer: str  # Markdown with markers
    references: tuple[Reference, ...]
    index: str  # the build's id
    suggestions: tuple[str, ...] = ()  # what may be asked next


@dataclass(frozen=True, slots=True)
class Memory:
    """The conversation so far: what was said, and the number that each source has in it."""

    turns: tuple[Turn, ...] = ()
    numbers: Mapping[str, PositiveInt] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer in its conversation: text and citations with the numbers that the sources have there."""

    answer: Answer
    text: str
    citations: tuple[Citation, ...]


MEMORY = TypeAdapter(Memory)


def read_memory(text: str) -> Memory:
    """Return what the page remembers; nothing where that cannot be read."""
    try:
        return MEMORY.validate_json(text or "{}")
    except ValidationError:
        return Memory()


def renumbered(answer: Answer, known: Mapping[str, int]) -> Shown:
    """Return the answer with each source under the number it has in the conversation; a new one gets the next."""
    following = count(max(known.values(), default=0) + 1)
    numbers = {item.number: known.get(source_key(item)) or next(following) for item in answer.citations}
    text = MARKER.sub(lambda match: f"[{numbers[int(match[1])]}]", answer.answer)
    return Shown(answer, text, tuple(replace(item, number=numbers[item.number]) for item in answer.citations))


def record_of(shown: Shown, places: Mapping[int, str], suggestions: Sequence[str] = ()) -> Record:
    """Return what is kept of an answer; ``places`` says in words where each number stands."""
    answer = shown.answer
    references = tuple(
        Reference(c.number, c.document_id, c.quote, c.start, c.end, places[c.number], c.url, c.reading)
        for c in shown.citations
    )
    return Record(
        answer.id,
        answer.question,
        answer.standalone_question,
        answer.status,
        answer.mode,
        shown.text,
        references,
        answer.index,
        tuple(suggestions),
    )


def source_key(item: Citation | Reference) -> str:
    """Return what makes two citations the same source."""
    return f"{item.document_id}#{item.start}-{item.end}"


def to_json(value: Any) -> str:
    """Return a dataclass as JSON in which no tag can begin, so that it survives inside HTML."""
    return json.dumps(asdict(value), ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")
