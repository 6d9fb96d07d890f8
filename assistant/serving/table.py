"""``GET /api/table.csv`` and ``.xlsx``: the table of an answer as a file, made from the same index once more."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from assistant.config import shipped
from assistant.errors import NotFound
from assistant.locale import preferred
from assistant.page.frame import Words, load_words
from assistant.question.limits import checked
from assistant.reader.sheets import FORMATS, Format, sheet_of
from assistant.schema import Row
from assistant.serving.api import Chosen, Folder
from assistant.web.problem import documented
from assistant.web.root import site_of
from assistant.web.workers import Workers

if TYPE_CHECKING:
    from assistant.engine import Engine

Ready = Callable[[], "Engine"]
Question = Annotated[str, Query(description="The question as it was read.", examples=["list all figures about jobs"])]


def table_api(ready: Ready, workers: Workers) -> APIRouter:
    """Return the routes; ``ready`` gives the engine or raises NotReady."""
    router = APIRouter(prefix="/api", tags=["ask"])
    for kind, form in FORMATS.items():
        add_table(router, kind, form, ready, workers)
    return router


def add_table(router: APIRouter, kind: str, form: Format, ready: Ready, workers: Workers) -> None:
    sayings = load_words(shipped("prompts"))
    content: dict[int | str, dict[str, Any]] = {200: {"content": {form.media_type.partition(";")[0]: {}}}}
    responses = {**content, **documented(404, 408, 422, 429, 503, 504)}

    @router.get(f"/table.{kind}", summary="A table as a file", response_class=Response, responses=responses)
    async def table(
        question: Question, request: Request, collection: Folder = None, document: Chosen = None
    ) -> Response:
        engine, language, site = ready().within(collection), preferred(request), site_of(request)
        words = Words(language, sayings[language])
        made = await workers.run(lambda: form.write(sheet_of(rows_for(engine, question, document), words, site)))
        headers = {"content-disposition": f'attachment; filename="table.{kind}"'}
        return Response(made, media_type=form.media_type, headers=headers)


def rows_for(engine: "Engine", question: str, documents: list[str] | None = None) -> tuple[Row, ...]:
    """Return all of the kind that a question asks for; raises NotFound where it asks for no such."""
    question = checked(question, (), engine.config, engine.composer.sayings)
    rows = engine.finder.find(question, documents).table
    if not rows:
        raise NotFound("That question is answered with no table: ask for all of a kind, as in “list all figures”.")
    return rows
