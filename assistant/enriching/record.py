"""The file of a document's kept questions that a model wrote: a line a sentence, as soon as it is done.

    <data>/questions/<document>.questions.jsonl

So a run that was killed goes on where it was. A line tells who made it; one without questions tells that nothing of
what that model wrote could be kept, and is asked again only of another model or with another prompt.
"""

import json
import os
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.enriching.reply import Proposed
from index.documents.kept import ANSWERED, MADE, fitting, plain
from index.documents.seeds import MADE_FOLDER, SIDECAR

FIELD = {answered: field for field, answered in ANSWERED.items()}


@dataclass(frozen=True, slots=True)
class Made:
    """Where a line comes from."""

    model: str
    prompt: str  # the first characters of the prompt file's sha256
    date: str  # UTC, ISO 8601

    def wrote(self, row: dict[str, Any]) -> bool:
        """True for a line that the same model wrote from the same prompt."""
        made = row.get(MADE, {})
        return (made.get("model"), made.get("prompt")) == (self.model, self.prompt)


@dataclass(frozen=True, slots=True)
class Record:
    """The lines of one document."""

    path: Path

    @classmethod
    def of(cls, data: Path, document_id: str) -> "Record":
        return cls(data / MADE_FOLDER / f"{document_id}{SIDECAR}")

    def mended(self, texts: Collection[str], made: Made) -> set[str]:
        """Drop lines that are broken, whose sentence is gone or has to be asked again; return the quotes left."""
        rows = {plain(row["quote"]): row for row in fitting(self.path, texts)}
        done = {quote: row for quote, row in rows.items() if has_questions(row) or made.wrote(row)}
        text = "".join(as_line(row) for row in done.values())
        if self.path.is_file() and text != self.path.read_text("utf-8", errors="replace"):
            fresh = self.path.with_name(f"{self.path.name}.new")
            fresh.write_text(text, "utf-8")
            os.replace(fresh, self.path)
        return set(done)

    def add(self, quote: str, questions: Sequence[Proposed], made: Made) -> None:
        """Write a sentence's line; it is on the disk when this returns."""
        row: dict[str, Any] = {"quote": quote, **{field: {} for field in ANSWERED}, MADE: asdict(made)}
        for question in questions:
            row[FIELD[question.answered]].setdefault(question.language, []).append(question.text)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(as_line(row))
            file.flush()
            os.fsync(file.fileno())


def has_questions(row: dict[str, Any]) -> bool:
    return any(row.get(field) for field in ANSWERED)


def as_line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
