"""The assistant as a model of OpenAI's chat API: ``/v1/chat/completions`` and ``/v1/models``.

Translates between that format and the engine. Only the conversation is read: sampling options,
tools and system messages are taken and change nothing. Markers stand in the text; citations and
the status stand in ``report``, a field of our own beside ``choices``.
"""

import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, Field

from assistant.errors import QuestionError
from assistant.page.wording import Wording, wording
from assistant.question.limits import newest
from assistant.schema import ANSWERED, Answer, Delta, Event, Turn
from assistant.serving.ask import Chosen, Folder
from assistant.serving.streaming import event_stream
from assistant.web.problem import broken_off, documented
from assistant.web.root import site_of
from assistant.web.workers import Workers

if TYPE_CHECKING:
    from assistant.engine import Engine

MODEL = "report-assistant"
REFUSED = "content_filter"  # the one finish reason of that API which says: no answer
KEPT = (
    "status", "reason", "mode", "confidence", "citations", "suggestions", "standalone_question", "index", "table",
    "contact", "near_terms", "nearest",
)  # fmt: skip
EXAMPLE = [{"role": "user", "content": "How many elevators will be installed in old residential buildings?"}]


def whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be sent back


class Part(BaseModel):
    """A part of a message; only text is read."""

    type: str
    text: Annotated[str, AfterValidator(whole)] = ""


class Message(BaseModel):
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Annotated[str, AfterValidator(whole)] | list[Part] | None = None

    def turn(self) -> Turn:
        content = self.content or ""
        text = content if isinstance(content, str) else "\n".join(part.text for part in content if part.type == "text")
        return Turn("user" if self.role == "user" else "assistant", text)


class StreamOptions(BaseModel):
    include_usage: bool = False


class CompletionIn(BaseModel):
    """A request of OpenAI's chat API; what it holds beyond these fields is passed over."""

    model: str = MODEL
    messages: list[Message] = Field(min_length=1, examples=[EXAMPLE])
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    documents: Chosen = None
    collection: Folder = None


def openai_api(ready: Callable[[], "Engine"], workers: Workers) -> APIRouter:
    """Return the routes; ``ready`` gives the engine or raises NotReady."""
    router = APIRouter(
        prefix="/v1", tags=["OpenAI-compatible"], responses=documented(400, 404, 408, 422, 429, 503, 504)
    )

    @router.post("/chat/completions", summary="Ask, in OpenAI's format", responses=EXAMPLES)
    async def complete(body: CompletionIn, request: Request) -> Any:
        engine, site = ready().within(body.collection), site_of(request)
        question, history = conversation_of(body.messages, engine.config.max_history, engine.config.max_history_chars)
        words = wording(engine.composer_for(engine.finder.linguist.spoken(question).language).sayings.language)
        if not body.stream:
            answer = await workers.run(partial(engine.answer_on, question, history, body.documents))
            return JSONResponse(completion(answer.at(site), words))
        events = workers.stream(engine.stream_on(question, history, body.documents))
        first = await anext(events)  # a question that cannot be read is still an error status
        usage = bool(body.stream_options and body.stream_options.include_usage)
        return event_stream(chunks(first, placed(events, site), usage, words))

    @router.get("/models", summary="The one model", responses={200: {"content": {"application/json": {"example": {}}}}})
    async def models() -> dict[str, Any]:
        return {"object": "list", "data": [model()]}

    @router.get("/models/{name}", summary="The one model, by any name")
    async def one_model(name: str) -> dict[str, Any]:
        return model()

    return router


def model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}


# --- messages into a question -------------------------------------------------------------


def conversation_of(messages: Sequence[Message], most: int, most_characters: int) -> tuple[str, list[Turn]]:
    """Return the last user's message and, within the limits, the newest messages before it.

    Raises QuestionError where the last message is not the user's.
    """
    spoken = [message.turn() for message in messages if message.role in ("user", "assistant")]
    if not spoken or messages[-1].role != "user":
        raise QuestionError("The last message must be the user's: it is the question.")
    return spoken[-1].content, newest(spoken[:-1], most, most_characters)


# --- an answer into completions -----------------------------------------------------------


def finish_reason(answer: Answer) -> str:
    return "stop" if answer.status in (*ANSWERED, "conversation") else REFUSED


def report(answer: Answer) -> dict[str, Any]:
    """Return what that API has no field for: status, reason, citations."""
    whole_answer = answer.to_dict()
    return {name: whole_answer[name] for name in KEPT}


def completion(answer: Answer, words: Wording) -> dict[str, Any]:
    said = answer.answer + whom_to_ask(answer, words)
    refusal = None if finish_reason(answer) == "stop" else said
    message = {"role": "assistant", "content": said, "refusal": refusal}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish_reason(answer)}
    return {**envelope("chat.completion", answer.id), "choices": [choice], "usage": USAGE, "report": report(answer)}


def whom_to_ask(answer: Answer, words: Wording) -> str:
    """Return what ends a refusal where somebody is named."""
    return f"\n\n{words.contact.format(contact=answer.contact)}" if answer.contact else ""


def envelope(kind: str, answer_id: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{answer_id}", "object": kind, "created": int(time.time()), "model": MODEL}


async def placed(events: AsyncIterator[Event], site: str) -> AsyncIterator[Event]:
    """Yield the events, the answer with addresses that begin with ``site``."""
    async for event in events:
        yield event.at(site) if isinstance(event, Answer) else event


async def chunks(first: Event, rest: AsyncIterator[Event], usage: bool, words: Wording) -> AsyncIterator[str]:
    """Yield completion chunks as server-sent events; an error ends the stream as an event of its own."""
    head = envelope("chat.completion.chunk", str(time.time_ns()))
    yield chunk(head, {"role": "assistant", "content": ""})
    try:
        if piece := piece_of(head, first, words):
            yield piece
        async for event in rest:
            if piece := piece_of(head, event, words):
                yield piece
        if usage:
            yield data({**head, "choices": [], "usage": USAGE})
    except Exception as error:  # noqa: BLE001 - told to the client, and logged where nobody expected it
        said = broken_off(error)["detail"]
        yield data({"error": {"message": said, "type": "server_error", "param": None, "code": None}})
    yield "data: [DONE]\n\n"


def piece_of(head: dict[str, Any], event: Event, words: Wording) -> str:
    if isinstance(event, Delta):
        return chunk(head, {"content": event.text})
    if isinstance(event, Answer):
        last = {"content": contact} if (contact := whom_to_ask(event, words)) else {}
        return chunk(head, last, finish_reason(event), report=report(event))
    return ""


def chunk(head: dict[str, Any], delta: dict[str, str], reason: str | None = None, **more: Any) -> str:
    return data({**head, "choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}], **more})


def data(value: dict[str, Any]) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"


USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}  # no model counted any
EXAMPLES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer; a stream of chunks where asked for",
        "content": {
            "application/json": {
                "example": {
                    "id": "chatcmpl-0123456789abcdef",
                    "object": "chat.completion",
                    "created": 1780000000,
                    "model": MODEL,
                    "choices": [
                        {
                            "index": 0,
                            "message": {"role": "assistant", "content": "… install more than 800 elevators … [1]"},
                            "finish_reason": "stop",
                        }
                    ],
                    "usage": USAGE,
                    "report": {"status": "answered", "reason": None, "citations": [{"number": 1, "quote": "…"}]},
                }
            },
            "text/event-stream": {"example": "data: {…}\n\ndata: [DONE]\n\n"},
        },
    }
}
