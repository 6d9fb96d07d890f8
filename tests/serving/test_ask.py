"""Questions over HTTP."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from served import JSON, QUESTION, ask, client_for, events

from assistant.access.keys import Keyring
from assistant.config import Config
from assistant.engine import Engine
from assistant.schema import Delta


def test_ask_gives_the_answer_format(client: TestClient) -> None:
    answer = ask(client, {"question": QUESTION, "history": [], "stream": False}).json()
    assert answer["status"] == "answered"
    assert answer["citations"][0]["section"]["number"] == "6"
    assert answer["citations"][0]["url"].startswith("http://testserver/report/001_dde04a10043766fe?t=")


def test_ask_uses_the_history(client: TestClient) -> None:
    history = [
        {"role": "user", "content": "How many congestion relief projects will be completed?"},
        {"role": "assistant", "content": "30 [1]"},
    ]
    answer = ask(client, {"question": "And dead-end roads?", "history": history}).json()
    assert "50 dead-end roads" in answer["citations"][0]["quote"]


def hanging(seconds: float) -> Any:
    def stream(*arguments: Any) -> Iterator[Any]:
        yield Delta("begun")
        time.sleep(seconds)

    return stream


def test_answer_that_takes_too_long_is_given_up(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "stream", hanging(0.5))
    monkeypatch.setattr(engine, "answer", lambda *_: time.sleep(0.5))
    client = client_for(engine, config=Config(ask_seconds=0.1))
    reply = ask(client, {"question": QUESTION})
    assert (reply.status_code, reply.headers["content-type"]) == (504, "application/problem+json")
    *_, (name, told) = events(ask(client, {"question": QUESTION, "stream": True}).text)
    assert (name, told["status"], told["title"]) == ("error", 504, "Gateway Timeout")


def test_too_many_at_once_are_told_when_to_come_back(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "answer", lambda *_: time.sleep(0.3))
    client = client_for(engine, config=Config(max_asks=1, max_waiting=0, ask_seconds=0.1))
    assert [ask(client, {"question": QUESTION}).status_code for _ in range(2)] == [504, 503]  # the first still runs
    reply = client.get("/api/search", params={"q": QUESTION})
    assert reply.headers["retry-after"]
    assert "Too many questions at once" in reply.json()["detail"]


def test_half_a_character_does_no_harm(client: TestClient) -> None:
    body = b'{"question": "How many \\ud800 elevators will be installed in old residential buildings?"}'
    reply = client.post("/api/ask", content=body, headers=JSON)
    assert reply.status_code == 200
    assert reply.json()["question"].startswith("How many ? elevators")


def test_unknown_fields_are_passed_over(client: TestClient) -> None:
    history = [{"role": "user", "content": "Hello", "metadata": {}}]
    assert ask(client, {"question": QUESTION, "history": history, "session": "x"}).status_code == 200


def test_own_sentences_come_in_the_language_asked_for(client: TestClient) -> None:
    body = {"question": "What is the population of Mars?"}
    assert "报告" in ask(client, body | {"language": "zh"}).json()["answer"]
    assert ask(client, body | {"language": "fr"}).json() | {"seconds": 0} == ask(client, body).json() | {"seconds": 0}


@pytest.mark.parametrize(("scope", "status"), [("admin", 200), ("ask", 403)])
def test_how_an_answer_came_about_is_told_to_admins(engine: Engine, tmp_path: Path, scope: str, status: int) -> None:
    key = Keyring(tmp_path / "keys.json").new("someone", [scope])
    client = client_for(engine, config=Config(data=tmp_path))
    body = {"question": QUESTION, "explain": True, "stream": True}
    made = client.post("/api/ask", json=body, headers={"x-api-key": key})
    assert made.status_code == status
    if status == 200:
        told = made.json()["explanation"]
        assert (told["language"], told["wants"], told["route"]) == ("en", "question", "sentences")
        assert told["parts"][0]["weighed"][0]["against"] is None
