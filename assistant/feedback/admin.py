"""Ratings over HTTP: given and withdrawn by the chat page, read by whoever has the admin key; and saved conversations.

Translates between HTTP and the store of ratings; every text on the page is escaped.
"""

import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from typing import Annotated, Any, Literal, Self, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from pydantic import AfterValidator, BaseModel, Field, StringConstraints, model_validator

from assistant.access import audit
from assistant.access.caller import Access
from assistant.access.quotas import Quotas
from assistant.config import Config
from assistant.feedback.rating import Rating, Verdict, golden_rows
from assistant.feedback.ratings import Ratings, Wanted, written
from assistant.locale import preferred
from assistant.page.export import WORD, Conversation, to_docx, to_markdown
from assistant.page.html_page import html_page
from assistant.page.record import Record
from assistant.page.references import unmarked
from assistant.page.wording import Wording, wording
from assistant.question.limits import newest
from assistant.schema import Role, Status, Turn
from assistant.web.problem import documented
from assistant.web.root import site_of
from assistant.web.workers import Workers

PER_PAGE = 50  # ratings shown at once
MOST_CHARACTERS = 64_000  # of a rating beside its conversation
MOST_TURNS, MOST_SAID = 40, 40_000  # messages before it, and their characters, of which the newest are kept
MOST_LINES, MOST_SPANS = 1000, 4000  # of a file: a line takes a millisecond and more to write, a span a tenth

BODY = """<header class="mast"><div class="mast-title"><h1>{ratings}</h1><p class="edition">{counted}</p></div>
<nav aria-label="{page}"><button class="button theme" type="button" name="theme" aria-label="{theme}"></button>
<a class="button outlined" href="/admin/documents">{files}</a>
<a class="button outlined" href="/">{ask}</a></nav></header>
<main class="ratings">{filters}{rows}{pages}</main>"""


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


def admin_page(found: list[Rating], count: int, wanted: Wanted, page: int, language: str) -> str:
    words = wording(language)
    rows = "".join(rating_html(rating, words) for rating in found)
    body = BODY.format(
        ratings=words.ratings,
        counted=words.ratings_found.format(count=count),
        page=words.this_page,
        theme=words.theme,
        ask=words.ask_label,
        files=words.documents_folder,
        filters=filters_html(wanted, words),
        rows=rows or f'<p class="nothing">{words.no_rating}</p>',
        pages=pages_html(count, wanted, page, words),
    )
    return html_page(words.ratings, body, "admin", language)


def pages_html(count: int, wanted: Wanted, page: int, words: Wording) -> str:
    """Return the links to the page before and the page after, as far as there are any."""
    query = {name: getattr(wanted, name) for name in ("verdict", "status", "text")}
    links = [(page - 1, words.newer)] * (page > 0) + [(page + 1, words.older)] * ((page + 1) * PER_PAGE < count)
    items = "".join(
        f'<a class="button outlined" href="/admin?{escape(urlencode({**query, "page": number}))}">{label}</a>'
        for number, label in links
    )
    return f'<nav class="pages">{items}</nav>' if items else ""


def filters_html(wanted: Wanted, words: Wording) -> str:
    verdicts = choice_html("verdict", words.verdict, get_args(Verdict), wanted.verdict, words)
    statuses = choice_html("status", words.status_of_answer, get_args(Status), wanted.status, words)
    return (
        f'<form class="filters" method="get" action="/admin">{verdicts}{statuses}'
        f'<label>{words.text} <input name="text" type="search" value="{escape(wanted.text)}"></label>'
        f'<button class="button filled">{words.show}</button>'
        f'<button class="button outlined" formaction="/admin/golden">{words.as_question_file}</button></form>'
    )


def choice_html(name: str, label: str, values: tuple[str, ...], chosen: str, words: Wording) -> str:
    options = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{getattr(words, value or "any")}</option>'
        for value in ("", *values)
    )
    return f'<label>{label} <select name="{name}">{options}</select></label>'


def rating_html(rating: Rating, words: Wording) -> str:
    said = "".join(f"<li><b>{turn.role}</b> {escape(turn.content)}</li>" for turn in rating.history)
    cited = "".join(f"<li>“{escape(quote)}” ({escape(document)})</li>" for document, quote in rating.citations)
    read_as = f"<p>{words.read_as} {escape(rating.standalone_question)}</p>" if said else ""
    comment = f'<p class="comment">{escape(rating.comment)}</p>' if rating.comment else ""
    return (
        f'<article><p class="head"><b>{getattr(words, rating.verdict)}</b> · {getattr(words, rating.status)} · '
        f"<time>{escape(rating.rated_at)}</time> · index {escape(rating.index)}</p>"
        f"<h2>{escape(rating.question)}</h2>{read_as}{comment}"
        f'<p class="said">{escape(unmarked(rating.answer))}</p>'
        f"{folded(words.quotes, cited)}{folded(words.said_before, said)}"
        f'<form method="post" action="/admin/delete"><a class="button" href="/admin/golden?id={escape(rating.id)}">'
        f'{words.as_row}</a><input type="hidden" name="id" value="{escape(rating.id)}">'
        f'<button class="button">{words.delete}</button></form></article>'
    )


def folded(title: str, items: str) -> str:
    return f"<details><summary>{title}</summary><ul>{items}</ul></details>" if items else ""
