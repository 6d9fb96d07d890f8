"""The server's log: lines for people, or one JSON object a line for programs.

Each answer leaves a line with what became of it and how long it took. The question itself
stays out of it, unless the settings say otherwise.
"""

import json
import logging
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from assistant.schema import Answer

if TYPE_CHECKING:
    from assistant.engine import Engine

log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """``fields`` of a record stand beside its message."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def set_up(form: Literal["text", "json"]) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("assistant").setLevel(logging.INFO)


def follow(engine: "Engine", questions: bool) -> None:
    """Log each answer of the engine from now on."""
    engine.watchers.append(partial(note, questions=questions))


def note(answer: Answer, questions: bool) -> None:
    fields: dict[str, Any] = {
        "id": answer.id,
        "status": answer.status,
        "reason": answer.reason,
        "mode": answer.mode,
        "confidence": answer.confidence,
        "citations": len(answer.citations),
        "seconds": asdict(answer.seconds),
    }
    asked = ""
    if questions:
        fields["question"] = answer.question
        asked = f": {json.dumps(answer.question, ensure_ascii=False)}"  # quoted, so that a line stays a line
    log.info("%s in %.3f s%s", answer.status, answer.seconds.total, asked, extra={"fields": fields})
