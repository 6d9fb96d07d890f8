"""Ratings over HTTP: given and withdrawn by the chat page, read by whoever has the admin key; and saved conversations.

Translates between HTTP and the store of ratings.
"""

import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from pydantic import AfterValidator, BaseModel, Field, StringConstraints, model_validator

from assistant.access import audit
from assistant.access.caller import Access
from assistant.access.quotas import Quotas
from assistant.config import Config
from assistant.feedback.page import PER_PAGE, admin_page
from assistant.feedback.rating import Rating, Verdict, golden_rows
from assistant.feedback.ratings import Ratings, Wanted, written
from assistant.locale import preferred
from assistant.page.export import WORD, Conversation, to_docx, to_markdown
from assistant.page.record import Record
from assistant.page.wording import wording
from assistant.question.limits import newest
from assistant.schema import Role, Status, Turn
from assistant.web.problem import documented
from assistant.web.root import site_of
from assistant.web.workers import Workers

MOST_CHARACTERS = 64_000  # of a rating beside its conversation
MOST_TURNS, MOST_SAID = 40, 40_000  # messages before it, and their characters, of which the newest are kept
MOST_LINES, MOST_SPANS = 1000, 4000  # of a file: a line takes a millisecond and more to write, a span a tenth


def well_formed(text: str) -> str:
    """Return the text; raises ValueError for half of a surrogate pair, which JSON can carry and UTF-8 cannot."""
    text.encode("utf-8")
    return text


Short = Annotated[str, StringConstraints(max_length=200), AfterValidator(well_formed)]
Text = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(well_formed)]
Sentence = Annotated[str, StringConstraints(max_length=4000), AfterValidator(well_formed)]
Question = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


class TurnIn(BaseModel):
    role: Role
    content: Text


class RatingIn(BaseModel):
    """What somebody thinks of an answer, with the question and the answer."""

    answer_id: Short
    question: Annotated[Question, AfterValidator(well_formed)]
    history: list[TurnIn] = Field([], max_length=200)
    standalone_question: Sentence
    status: Status
    verdict: Verdict
    comment: Annotated[str, StringConstraints(max_length=2000), AfterValidator(well_formed)] = ""
    citations: list[tuple[Short, Sentence]] = Field([], max_length=50)
    answer: Text
    index: Short

    @model_validator(mode="after")
    def is_no_book(self) -> Self:
        if len(self.model_dump_json(exclude={"history"})) > MOST_CHARACTERS:
            raise ValueError(f"a rating has at most {MOST_CHARACTERS:,} characters")
        return self


class ExportIn(BaseModel):
    """A conversation to be saved, as the page keeps it."""

    form: Literal["markdown", "docx"]
    title: Text
    records: list[Record] = Field(max_length=200)

    @model_validator(mode="after")
    def is_no_book(self) -> Self:
        answers = [record.answer for record in self.records]
        lines = sum(answer.count("\n") for answer in answers) + sum(len(record.references) for record in self.records)
        if lines > MOST_LINES or sum(answer.count("[") + answer.count("**") for answer in answers) > MOST_SPANS:
            raise ValueError("the conversation is too long for one file: save a part of it")
        return self


def router(config: Config, access: Access, quotas: Quotas, workers: Workers) -> APIRouter:
    """Return the routes for ratings and saved conversations; the ``workers`` write and list them."""
    ratings = Ratings.of(config)
    made = APIRouter(responses=documented(400, 408, 422, 503))
    add_feedback(made, ratings)
    add_export(made, workers)
    add_admin(made, ratings, access, key_check(config, access, quotas), workers)
    return made


# --- for the chat page --------------------------------------------------------------------


def add_feedback(made: APIRouter, ratings: Ratings) -> None:
    @made.post(
        "/api/feedback",
        status_code=201,
        summary="Rate an answer",
        responses=example(201, {"id": "kJ0W1zQmR2m3c0Vq8mTf7A"}),
    )
    def rate(body: RatingIn) -> dict[str, str]:
        rating = rating_of(body)
        ratings.add(rating)
        return {"id": rating.id}

    @made.delete("/api/feedback/{rating_id}", summary="Withdraw a rating", responses=example(200, {"deleted": True}))
    def withdraw(rating_id: str) -> dict[str, bool]:
        return {"deleted": ratings.delete(rating_id)}


def example(status: int, body: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """Return an answer's description for the page /docs."""
    return {status: {"content": {"application/json": {"example": body}}}}


def rating_of(body: RatingIn) -> Rating:
    """Return the rating with an id that cannot be guessed, and the time."""
    return Rating(
        id=secrets.token_urlsafe(16),
        answer_id=body.answer_id,
        question=body.question,
        history=tuple(newest([Turn(turn.role, turn.content) for turn in body.history], MOST_TURNS, MOST_SAID)),
        standalone_question=body.standalone_question,
        status=body.status,
        verdict=body.verdict,
        comment=body.comment,
        citations=tuple(body.citations),
        answer=body.answer,
        index=body.index,
        rated_at=written(datetime.now(UTC)),
    )


FILES: dict[int | str, dict[str, Any]] = {200: {"content": {"text/markdown": {}, WORD: {}}}}


def add_export(made: APIRouter, workers: Workers) -> None:
    @made.post("/api/export", summary="A conversation as a file", response_class=Response, responses=FILES)
    @workers.at_desk
    def export(body: ExportIn, request: Request) -> Response:
        conversation = Conversation(body.title, body.records, site_of(request), datetime.now(UTC))
        words = wording(preferred(request))
        if body.form == "docx":
            return attached(to_docx(conversation, words), WORD, "conversation.docx")
        return attached(to_markdown(conversation, words).encode(), "text/markdown; charset=utf-8", "conversation.md")


def attached(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


# --- behind the admin key -----------------------------------------------------------------


def key_check(config: Config, access: Access, quotas: Quotas) -> Callable[..., None]:
    """Return the check of a request's password; without a key in the settings there is no such page.

    Wrong passwords count like failed logins; once there were too many, the right one has to wait as well.
    """
    basic = HTTPBasic(auto_error=False, realm="Ratings")

    def check(request: Request, given: Annotated[HTTPBasicCredentials | None, Depends(basic)]) -> None:
        if config.admin_key is None:
            raise HTTPException(404, "There is no such page: set ASSISTANT_ADMIN_KEY to open it")
        wanted = config.admin_key.get_secret_value().encode()
        right = given is not None and secrets.compare_digest(given.password.encode(), wanted)
        guessed = given is not None and not right
        address = access.address(request)
        if seconds := quotas.wait_for_login(address, guessed, door="admin"):
            headers = {"retry-after": str(seconds)}
            raise HTTPException(429, f"Too many attempts: try again in {seconds} seconds", headers)
        if given is not None:
            audit.note("admin let in" if right else "admin refused", address=address)
        if not right:
            headers = {"www-authenticate": 'Basic realm="Ratings", charset="UTF-8"'}
            told = "That is not the admin key" if guessed else "The password is the admin key, with any user name"
            raise HTTPException(401, told, headers)

    return check


def add_admin(made: APIRouter, ratings: Ratings, access: Access, check: Callable[..., None], workers: Workers) -> None:
    guarded: dict[str, Any] = {"dependencies": [Depends(check)], "include_in_schema": False}

    @made.get("/admin", response_class=HTMLResponse, **guarded)
    @workers.at_desk
    def page(
        request: Request,
        verdict: str = "",
        status: str = "",
        text: str = "",
        page: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    ) -> str:
        wanted = Wanted("", verdict, status, text)
        return admin_page(*ratings.newest(wanted, PER_PAGE, page), wanted, page, preferred(request))

    @made.get("/admin/golden", **guarded)
    @workers.at_desk
    def golden(id: str = "", verdict: str = "", status: str = "", text: str = "") -> Response:
        rows = golden_rows(ratings.find(Wanted(id, verdict, status, text)))
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        return attached(lines.encode(), "application/jsonl; charset=utf-8", "rated.jsonl")

    @made.post("/admin/delete", **guarded)
    def remove(id: Annotated[str, Form(max_length=200)], request: Request) -> Response:
        deleted = ratings.delete(id)
        audit.note("rating deleted by admin", rating=id, found=deleted, address=access.address(request))
        return RedirectResponse("/admin", 303)
