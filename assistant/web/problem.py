"""Errors over HTTP as problem details (RFC 9457): one shape for every address.

Under ``/v1/`` the same object also carries ``error``, which clients of OpenAI's API read.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse

from assistant.errors import meaning
from index.errors import ReportError

MEDIA_TYPE = "application/problem+json"
OPENAI_PATHS = "/v1/"
FOLDERS = re.compile(r"(?<![\w:/.])/(?:[^\s/'\"<>]+/)+")  # of a path, up to its last name
UNEXPECTED = "Something went wrong; the server's log says what."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """``detail`` is one sentence for people, ``title`` the status in words; ``type`` adds nothing to it."""

    status: int
    detail: str
    title: str = ""
    type: str = "about:blank"


def problem(status: int, detail: str, path: str = "", headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return a response that says what is wrong; ``path`` is the address that was asked for."""
    body = details(status, detail)
    if path.startswith(OPENAI_PATHS):
        kind = "invalid_request_error" if status < 500 else "server_error"
        body["error"] = {"message": detail, "type": kind, "param": None, "code": None}
    return JSONResponse(body, status, headers, MEDIA_TYPE)


def details(status: int, detail: str) -> dict[str, Any]:
    return asdict(Problem(status, detail, title_of(status)))


def broken_off(error: Exception) -> dict[str, Any]:
    """Return the problem that ends a stream; the log has what nobody expected."""
    if isinstance(error, ReportError):
        return details(meaning(error).http_status, for_visitors(error))
    log.error("a stream broke off", exc_info=error)
    return details(500, UNEXPECTED)


def for_visitors(error: ReportError) -> str:
    """Return an error's message without the folders of this machine; the log and the command line have them."""
    return FOLDERS.sub("", str(error)) if meaning(error).http_status >= 500 else str(error)


def title_of(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the descriptions of error responses for the API's document."""
    return {status: {"description": title_of(status), "content": described(status)} for status in statuses}


def described(status: int) -> dict[str, Any]:
    example = details(status, EXAMPLES.get(status, "What is wrong, in one sentence."))
    return {MEDIA_TYPE: {"schema": SCHEMA, "example": example}}


SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
EXAMPLES = {
    400: "The body is not JSON.",
    401: "A key is needed: send it as Authorization: Bearer <key>.",
    403: "This key may not do that: it has ask.",
    404: "There is no document 'x.txt': there are a.txt, b.txt.",
    408: "The request's body did not come.",
    413: "The request is larger than 262,144 bytes.",
    422: "There is no question: write one.",
    429: "Too many questions: ask again in 20 seconds.",
    503: "Getting ready. Opening the index.",
    504: "No whole answer came within 90 seconds: ask again.",
}
