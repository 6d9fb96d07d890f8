"""An answer's events as they happen, over HTTP (server-sent events)."""

import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi.responses import StreamingResponse

from assistant.schema import Answer, Delta, Event, Progress, ReadAs
from assistant.web.problem import broken_off

UNBUFFERED = {"cache-control": "no-cache", "x-accel-buffering": "no"}  # the second is for nginx


def event_stream(texts: AsyncIterator[str]) -> StreamingResponse:
    """Return a response that sends each text at once; the texts are in the text/event-stream format."""
    return StreamingResponse(texts, headers=UNBUFFERED, media_type="text/event-stream")


async def server_sent(first: Event, rest: AsyncIterator[Event], site: str) -> AsyncIterator[str]:
    """Yield events in the text/event-stream format; an error ends the stream as an event of its own.

    Addresses begin with ``site``.
    """
    yield one_event(first, site)
    try:
        async for event in rest:
            yield one_event(event, site)
    except Exception as error:  # noqa: BLE001 - told to the client, and logged where nobody expected it
        yield written("error", broken_off(error))


def one_event(event: Event, site: str) -> str:
    match event:
        case ReadAs(question=question):
            return written("read_as", {"question": question})
        case Progress(doing=doing):
            return written("status", {"doing": doing})
        case Delta(text=text):
            return written("delta", {"text": text})
        case Answer():
            whole_answer = event.at(site).to_dict()
            cited = "".join(written("citation", citation) for citation in whole_answer["citations"])
            return cited + written("answer", whole_answer)


def written(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
