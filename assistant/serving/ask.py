"""``POST /api/ask``: a question with its conversation in, an answer or its events out."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, Field

from assistant.access.caller import is_admin
from assistant.explanation import ExplainedAnswer
from assistant.locale import choose
from assistant.schema import Answer, Turn
from assistant.serving.api import EXAMPLE_ANSWER, EXAMPLE_EVENTS, MOST_CHOSEN, OF_COLLECTION, OF_THESE
from assistant.serving.streaming import event_stream, server_sent
from assistant.web.problem import documented, problem
from assistant.web.root import site_of
from assistant.web.workers import Workers

if TYPE_CHECKING:
    from assistant.engine import Engine

ASK_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "model": Answer | ExplainedAnswer,
        "description": "The answer, with its explanation where asked for; or its events, where a stream was asked for",
        "content": {
            "application/json": {"example": EXAMPLE_ANSWER},
            "text/event-stream": {"example": EXAMPLE_EVENTS},
        },
    },
    **documented(400, 403, 404, 408, 422, 429, 503, 504),
}


def whole(text: str) -> str:
    """Return the text with "?" for each half of a surrogate pair: JSON can carry one, UTF-8 cannot send it back."""
    return text.encode("utf-8", "replace").decode("utf-8")


Text = Annotated[str, AfterValidator(whole)]
Chosen = Annotated[list[Text] | None, Field(description=OF_THESE, min_length=1, max_length=MOST_CHOSEN)]
Folder = Annotated[Text | None, Field(description=OF_COLLECTION)]


class TurnIn(BaseModel):
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: Text


class AskIn(BaseModel):
    """A question, with the conversation it belongs to."""

    question: Text = Field(examples=["How many elevators will be installed in old residential buildings?"])
    history: list[TurnIn] = []
    stream: bool = False
    language: str = Field("en", description="of the assistant's own sentences: en or zh; any other means English")
    documents: Chosen = None
    collection: Folder = None
    explain: bool = Field(False, description="tell how the answer came about, in one piece; needs the scope admin")


def ask_api(ready: Callable[[], "Engine"], workers: Workers) -> APIRouter:
    """Return the route; ``ready`` gives the engine or raises NotReady."""
    router = APIRouter()

    @router.post("/api/ask", summary="Ask a question", tags=["ask"], responses=ASK_RESPONSES)
    async def ask(body: AskIn, request: Request) -> Any:
        engine = ready().within(body.collection).speaking(choose(body.language, None, ""))
        history, site = [Turn(turn.role, turn.content) for turn in body.history], site_of(request)
        if body.explain:
            if not is_admin(request):
                return problem(403, "How an answer came about is told to keys of the scope admin only.")
            from assistant.explain import explained  # opens with the engine

            explanation = await workers.run(partial(explained, engine, body.question, history, body.documents))
            return JSONResponse(explanation.at(site).to_dict())
        if body.stream or "text/event-stream" in request.headers.get("accept", ""):
            events = workers.stream(engine.stream_on(body.question, history, body.documents))
            first = await anext(events)  # a question that cannot be read is still an error status
            return event_stream(server_sent(first, events, site))
        answer = await workers.run(partial(engine.answer_on, body.question, history, body.documents))
        return JSONResponse(answer.at(site).to_dict())

    return router
