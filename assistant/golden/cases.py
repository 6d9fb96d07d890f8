"""What a question file holds, a row at a time; and what a cut-off would do to its questions."""

from dataclasses import dataclass, field
from typing import Any

from assistant.schema import Turn


@dataclass(frozen=True, slots=True)
class Gold:
    """A sentence marked as evidence by whoever wrote the question; white space normalised."""

    quote: str
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One question of a question file, with what a right answer holds."""

    id: str
    question: str
    answerable: bool
    type: str = "untyped"
    history: tuple[Turn, ...] = ()
    evidence: tuple[Gold, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()  # a right answer holds at least one alternative of each
    scope: tuple[str, ...] | None = None  # the only documents that may be read for it; None: all
    collection: str | None = None  # the only collection that may be read for it
    status: tuple[str, ...] = ()  # the reply's status must be one of them; none named: any
    note: str = ""
    extra: dict[str, Any] = field(default_factory=dict, compare=False)  # unknown fields, kept
    file: str = ""  # the question file's name
    line: int = 0  # from 1

    @property
    def key(self) -> tuple[str, str]:
        """What a question is known by in two runs."""
        return self.file, self.id


@dataclass(frozen=True, slots=True)
class SweepPoint:
    """What a cut-off on the confidence would do: shares, 0 to 1."""

    cutoff: float
    answered: float  # of the answerable questions
    refused: float  # of the others
    wrong: float  # of all
    balanced: float  # mean of answered and refused
