"""From ratings to tests: a rating given in the chat, read from its file, as a row of a question file.

Knows what a rating is; where ratings are kept is not its business, and who gave one is never read.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, StringConstraints, TypeAdapter, ValidationError

from assistant.errors import QuestionFileError
from assistant.schema import ANSWERED, Status, Turn

Verdict = Literal["good", "wrong", "incomplete", "wrong_source", "should_have_refused", "should_have_answered", "other"]
Row = dict[str, Any]

TODO: dict[Verdict, str] = {
    "good": "fill in facts: what a right answer must hold",
    "wrong": "the answer was wrong: fill in evidence and facts",
    "incomplete": "the answer was incomplete: fill in evidence and facts, all of them",
    "wrong_source": "the source was wrong: fill in evidence, the sentences that do answer, and facts",
    "should_have_refused": "make sure that no document answers this",
    "should_have_answered": "it was refused although a document answers it: fill in evidence and facts",
    "other": "read the rating, then correct answerable and fill in evidence and facts",
}


def utc(text: str) -> str:
    """Return the time as it was written. Raises ValueError where it is not ISO 8601 in UTC."""
    if datetime.fromisoformat(text).utcoffset() != timedelta(0):
        raise ValueError("must be a time in UTC, as in 2026-03-01T09:30:00Z")
    return text


@dataclass(frozen=True, slots=True)
class Rating:
    """What somebody thought of one answer, and the answer."""

    id: str
    answer_id: str
    question: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    history: tuple[Turn, ...]
    standalone_question: str
    status: Status
    verdict: Verdict
    comment: str
    citations: tuple[tuple[str, str], ...]  # (document_id, quote)
    answer: str
    index: str  # the build's id
    rated_at: Annotated[str, AfterValidator(utc)]  # ISO 8601

    @property
    def asked(self) -> tuple[str, ...]:
        """What makes two ratings be about the same question: it and all that was said before, spacing left aside."""
        said = [f"{turn.role}: {turn.content}" for turn in self.history]
        return tuple(" ".join(text.split()) for text in (self.question, *said))


RATING = TypeAdapter(Rating)


def to_record(rating: Rating) -> dict[str, Any]:
    """Return the rating as a JSON object, a line of the file that ``read_ratings`` reads."""
    record: dict[str, Any] = RATING.dump_python(rating, mode="json")
    return record


def read_ratings(path: Path) -> list[Rating]:
    """Return the ratings of a JSONL file in its order; fields that a rating does not have are left unread.

    Raises QuestionFileError with file, line and field where a line is not a rating.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(str(path), 0, None, f"cannot be read as UTF-8 text ({error}).") from error
    return [read_rating(line, path, number) for number, line in enumerate(lines, 1) if line.strip()]


def read_rating(line: str, path: Path, number: int) -> Rating:
    try:
        return RATING.validate_json(line)
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(map(str, fault["loc"])) or None
        raise QuestionFileError(str(path), number, field, fault["msg"]) from error


def golden_rows(ratings: Iterable[Rating]) -> list[Row]:
    """Return one row for each question, in the order of their first ratings; the latest verdict counts."""
    same: dict[tuple[str, ...], list[Rating]] = {}
    for rating in ratings:
        same.setdefault(rating.asked, []).append(rating)
    return [golden_row(latest(group)) | {"ratings": len(group)} for group in same.values()]


def latest(ratings: Iterable[Rating]) -> Rating:
    """Return the rating given last; of two at the same time the one that comes later."""
    return sorted(ratings, key=lambda rating: datetime.fromisoformat(rating.rated_at))[-1]


def golden_row(rating: Rating) -> Row:
    """Return the rating as a row of a question file, to be completed and accepted by a person."""
    good = rating.verdict == "good"
    evidence = [{"doc": document, "quote": " ".join(quote.split())} for document, quote in rating.citations]
    answerable = is_answerable(rating)
    return {
        "id": f"rated-{hashlib.sha256(json.dumps(rating.asked).encode()).hexdigest()[:10]}",
        "type": "feedback",
        "question": " ".join(rating.question.split()),
        "history": [asdict(turn) for turn in rating.history],
        "answerable": answerable,
        "evidence": evidence if good and answerable else [],
        "facts": [],
        "note": note(rating),
        "review": "draft",
        "verdict": rating.verdict,
        "ratings": 1,
    }


def is_answerable(rating: Rating) -> bool:
    """Return what the verdict says of the question; where it says nothing, what the assistant took it for."""
    if rating.verdict in ("good", "other"):
        return rating.status in ANSWERED
    return rating.verdict != "should_have_refused"


def note(rating: Rating) -> str:
    """Return what is left for a person to do, and the comment."""
    refused_well = rating.verdict == "good" and not is_answerable(rating)
    todo = TODO["should_have_refused" if refused_well else rating.verdict]
    comment = " ".join(rating.comment.split())
    return f"{todo}; comment: {comment}" if comment else todo
