"""The API, the reader and the page that stands in for the chat."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi.testclient import TestClient

from assistant.config import Config
from assistant.engine import Engine
from assistant.errors import InvariantError
from assistant.locale import LANGUAGES
from assistant.schema import Delta
from assistant.serving.server import create_app
from assistant.web.readiness import Readiness
from index.errors import SeedsError

PATIENCE = 60  # seconds for Gradio to be imported
JSON = {"content-type": "application/json"}
QUESTION = "How many elevators will be installed in old residential buildings?"
COMPLETION = {"messages": [{"role": "user", "content": QUESTION}], "stream": True}


class Opened(Readiness):
    """Readiness that opens nothing by itself."""

    def start(self) -> None:
        self.finished.set()


def client_for(engine: Engine | None, failure: Any = None, config: Config | None = None) -> TestClient:
    ready = Opened(Config())
    ready.opened, ready.failure = engine, failure
    return TestClient(create_app(config or Config(), ready), raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(engine: Engine) -> Iterator[TestClient]:
    return client_for(engine)


def ask(client: TestClient, body: Any) -> Any:
    return client.post("/api/ask", json=body)


def events(text: str) -> list[tuple[str, Any]]:
    return [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: ")))
        for lines in (block.splitlines() for block in text.strip().split("\n\n"))
    ]


def test_ask_gives_the_answer_format(client: TestClient) -> None:
    answer = ask(client, {"question": QUESTION, "history": [], "stream": False}).json()
    assert answer["status"] == "answered"
    assert answer["citations"][0]["section"]["number"] == "6"
    assert answer["citations"][0]["url"].startswith("/report/001_dde04a10043766fe?t=")


def test_ask_uses_the_history(client: TestClient) -> None:
    history = [
        {"role": "user", "content": "How many congestion relief projects will be completed?"},
        {"role": "assistant", "content": "30 [1]"},
    ]
    answer = ask(client, {"question": "And dead-end roads?", "history": history}).json()
    assert "50 dead-end roads" in answer["citations"][0]["quote"]


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


def test_half_a_character_does_no_harm(client: TestClient) -> None:
    body = b'{"question": "How many \\ud800 elevators will be installed in old residential buildings?"}'
    reply = client.post("/api/ask", content=body, headers=JSON)
    assert reply.status_code == 200
    assert reply.json()["question"].startswith("How many ? elevators")


def test_unknown_fields_are_passed_over(client: TestClient) -> None:
    history = [{"role": "user", "content": "Hello", "metadata": {}}]
    assert ask(client, {"question": QUESTION, "history": history, "session": "x"}).status_code == 200


def test_large_body_is_refused(client: TestClient) -> None:
    assert ask(client, {"question": "x" * 300_000}).status_code == 413


def test_large_body_of_unknown_length_is_refused(client: TestClient) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 10_000

    reply = client.post("/api/ask", content=parts(), headers=JSON)
    assert reply.status_code == 413
    assert "larger than" in reply.json()["detail"]


def test_wrong_method_or_address_is_a_sentence(client: TestClient) -> None:
    for reply in (client.get("/api/ask"), client.post("/api/nothing")):
        assert reply.status_code == 404
        assert reply.json()["detail"] == "There is no such address, or not with this method; see /docs."


def test_tools_have_no_standing_stream(client: TestClient) -> None:
    reply = client.get("/mcp", headers={"accept": "text/event-stream"})
    assert (reply.status_code, reply.headers["allow"]) == (405, "POST")


def test_crash_is_a_sentence_without_details(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*arguments: Any) -> Any:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(engine, "answer", crash)
    reply = ask(client_for(engine), {"question": QUESTION})
    assert reply.status_code == 500
    assert "secret detail" not in reply.text


def test_health_is_at_once_and_readiness_when_ready(client: TestClient) -> None:
    waiting = client_for(None)
    assert waiting.get("/healthz").status_code == 200
    assert waiting.get("/readyz").status_code == 503
    assert client.get("/readyz").json()["status"] == "ready"


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


def test_page_opens_while_getting_ready() -> None:
    page = client_for(None).get("/")
    assert page.status_code == 200
    assert "Getting ready. Starting." in page.text
    assert 'http-equiv="refresh"' in page.text


def test_page_tells_a_failure_and_stops_reloading() -> None:
    page = client_for(None, SeedsError("The folder <b> is empty.")).get("/")
    assert "The folder &lt;b&gt; is empty." in page.text
    assert 'http-equiv="refresh"' not in page.text


def test_reader_is_served_and_unknown_documents_list_the_known(client: TestClient) -> None:
    assert "Advance urban renewal" in client.get("/report/001_dde04a10043766fe").text
    missing = client.get("/report/nothing")
    assert missing.status_code == 404
    assert "Part IV" in missing.text


@pytest.mark.parametrize("path", ["/report/..%2f..%2fpyproject.toml", "/look/../server.py", "/look/%2e%2e/server.py"])
def test_no_other_file_is_served(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 404
    assert "import" not in reply.text


def test_documentation_of_the_api_is_served_from_here(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "/look/swagger/swagger-ui-bundle.js" in page
    assert client.get("/look/swagger/swagger-ui-bundle.js").status_code == 200
    assert "/api/ask" in client.get("/openapi.json").json()["paths"]


def test_chat_takes_over_when_it_is_loaded(engine: Engine) -> None:
    with client_for(engine) as running:
        app: Any = running.app
        assert app.state.chat.loaded.wait(PATIENCE)
        assert "gradio" in running.get("/").text
        assert running.get("/gradio_api/upload").status_code == 404
        assert (
            "access-control-allow-origin"
            not in running.get("/config", headers={"origin": "http://evil.example"}).headers
        )


def test_open_pages_are_told_that_the_server_stops(engine: Engine) -> None:
    with client_for(engine) as running:
        app: Any = running.app
        assert app.state.chat.loaded.wait(PATIENCE)
        assert len(app.state.chat.app.state.pages) == len(LANGUAGES)
        app.state.chat.stop()
        assert all(page.stop_event.is_set() for page in app.state.chat.app.state.pages)


def test_running_answer_is_finished_when_the_server_stops(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = engine.answer(QUESTION)

    def slowly(*arguments: Any) -> Iterator[Any]:
        yield Delta("begun")
        time.sleep(1)
        yield whole

    monkeypatch.setattr(engine, "stream", slowly)
    ready = Opened(Config())
    ready.opened = engine
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(Config(), ready)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=10))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/api/ask"
        with httpx.stream("POST", address, json={"question": QUESTION, "stream": True}, timeout=PATIENCE) as reply:
            lines = reply.iter_lines()
            assert next(lines) == "event: delta"
            server.should_exit = True
            assert "event: answer" in list(lines)
        thread.join()


def test_chat_page_is_in_the_readers_language(engine: Engine) -> None:
    with client_for(engine) as running:
        app: Any = running.app
        assert app.state.chat.loaded.wait(PATIENCE)
        chinese = running.get("/", headers={"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"})
        assert "您想从报告中了解什么" in chinese.text
        assert "set-cookie" not in chinese.headers
        assert "What would you like to know" in running.get("/", headers={"accept-language": "fr"}).text
        assert "report-language=zh" in running.get("/?lang=zh").headers["set-cookie"]
        assert "您想从报告中了解什么" in running.get("/", headers={"cookie": "report-language=zh"}).text
        assert "set-cookie" not in running.get("/?lang=xx%0d%0a").headers


def test_own_sentences_come_in_the_language_asked_for(client: TestClient) -> None:
    body = {"question": "What is the population of Mars?"}
    assert "报告" in ask(client, body | {"language": "zh"}).json()["answer"]
    assert ask(client, body | {"language": "fr"}).json() | {"seconds": 0} == ask(client, body).json() | {"seconds": 0}


def test_pages_travel_compressed(client: TestClient) -> None:
    assert client.get("/report/", headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"
    streamed = client.post("/api/ask", json={"question": QUESTION, "stream": True}, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in streamed.headers
