"""Answers as a stream of events."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from served import QUESTION, ask, client_for, events

from assistant.engine import Engine
from assistant.errors import InvariantError
from assistant.schema import Delta

COMPLETION = {"messages": [{"role": "user", "content": QUESTION}], "stream": True}


@pytest.mark.parametrize(
    ("body", "headers"),
    [({"question": QUESTION, "stream": True}, {}), ({"question": QUESTION}, {"accept": "text/event-stream"})],
)
def test_stream_sends_pieces_then_the_answer(client: TestClient, body: Any, headers: dict[str, str]) -> None:
    reply = client.post("/api/ask", json=body, headers=headers)
    assert reply.headers["content-type"].startswith("text/event-stream")
    *before, (name, answer) = events(reply.text)
    assert name == "answer"
    assert "".join(data["text"] for kind, data in before if kind == "delta") == answer["answer"]


def test_stream_tells_how_a_follow_up_was_read(client: TestClient) -> None:
    history = [{"role": "user", "content": "How many congestion relief projects will be completed?"}]
    reply = ask(client, {"question": "And dead-end roads?", "history": history, "stream": True})
    assert [name for name, _ in events(reply.text)][:3] == ["status", "read_as", "status"]


def breaking_off(error: Exception) -> Any:
    def stream(*arguments: Any) -> Iterator[Any]:
        yield Delta("begun")
        raise error

    return stream


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [(InvariantError("Withheld."), 500, "Withheld."), (ZeroDivisionError("secret"), 500, "Something went wrong")],
)
def test_broken_stream_ends_with_a_problem(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, said: str
) -> None:
    monkeypatch.setattr(engine, "stream", breaking_off(error))
    *_, (name, told) = events(ask(client_for(engine), {"question": QUESTION, "stream": True}).text)
    assert (name, told["status"]) == ("error", status)
    assert told["detail"].startswith(said)
    whole = client_for(engine).post("/v1/chat/completions", json=COMPLETION)
    assert said in whole.text
    assert whole.text.endswith("data: [DONE]\n\n")
