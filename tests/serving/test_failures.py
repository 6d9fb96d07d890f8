"""Errors and wrong addresses, told in a sentence."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from served import JSON, QUESTION, ask, client_for

from assistant.engine import Engine


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"question": ""}, 422, "There is no question"),
        ({"question": "  \n\t"}, 422, "There is no question"),
        ({"question": "x" * 2001}, 422, "2,000"),
        ({"question": "", "stream": True}, 422, "There is no question"),
        ({}, 422, "question: field required"),
        ({"question": 7}, 422, "question: input should be a valid string"),
        ({"question": None}, 422, "question"),
        ({"question": QUESTION, "history": "none"}, 422, "history: input should be a valid list"),
        ({"question": QUESTION, "history": [{"role": "system", "content": "x"}]}, 422, "history.0.role"),
        ({"question": QUESTION, "history": [{"role": "user"}]}, 422, "history.0.content: field required"),
        ({"question": QUESTION, "history": [["user", "x"]]}, 422, "history.0"),
        ({"question": QUESTION, "history": [{"role": "user", "content": "x"}] * 41}, 422, "last 40"),
        ([], 422, "body"),
        ("text", 422, "body"),
    ],
)
def test_bad_input_is_one_sentence(client: TestClient, body: Any, status: int, said: str) -> None:
    reply = ask(client, body)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert list(reply.json()) == ["status", "detail", "title", "type"]
    assert said in reply.json()["detail"]
    assert len(reply.text) < 300


@pytest.mark.parametrize("raw", [b"{", b"", b"\xff\xfe", b"question=x", b'{"question": "a" "b"}', b"[" * 5000])
def test_broken_json_is_a_sentence(client: TestClient, raw: bytes) -> None:
    reply = client.post("/api/ask", content=raw, headers=JSON)
    assert reply.status_code in (400, 422)
    assert "Traceback" not in reply.text
    assert len(reply.json()["detail"]) < 200


def test_wrong_method_or_address_is_a_sentence(client: TestClient) -> None:
    for reply in (client.get("/api/ask"), client.post("/api/nothing")):
        assert reply.status_code == 404
        assert reply.json()["detail"] == "There is no such address, or not with this method; see /docs."


def test_crash_is_a_sentence_without_details(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*arguments: Any) -> Any:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(engine, "answer", crash)
    reply = ask(client_for(engine), {"question": QUESTION})
    assert reply.status_code == 500
    assert "secret detail" not in reply.text


def test_not_ready_is_told_with_when_to_come_back() -> None:
    reply = ask(client_for(None), {"question": QUESTION})
    assert reply.status_code == 503
    assert reply.headers["retry-after"]
    assert reply.json()["detail"].startswith("Getting ready.")


def test_reader_opened_too_early_looks_again_by_itself() -> None:
    page = client_for(None).get("/report/001_dde04a10043766fe", headers={"accept": "text/html"})
    assert page.status_code == 503
    assert "Getting ready. Starting." in page.text
    assert 'http-equiv="refresh"' in page.text
