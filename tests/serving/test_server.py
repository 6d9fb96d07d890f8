"""What is served, put together, and the layers around it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from served import JSON, QUESTION, Opened, ask

from assistant.access.caller import Access
from assistant.config import Config
from assistant.engine import Engine
from assistant.serving.server import create_app


def test_large_body_is_refused(client: TestClient) -> None:
    assert ask(client, {"question": "x" * 300_000}).status_code == 413


def test_large_body_of_unknown_length_is_refused(client: TestClient) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 10_000

    reply = client.post("/api/ask", content=parts(), headers=JSON)
    assert reply.status_code == 413
    assert "larger than" in reply.json()["detail"]


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


def test_pages_travel_compressed(client: TestClient) -> None:
    assert client.get("/report/", headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"
    streamed = client.post("/api/ask", json={"question": QUESTION, "stream": True}, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in streamed.headers


def test_other_names_than_its_own_open_nothing_and_tls_is_kept(engine: Engine, tmp_path: Path) -> None:
    config = Config(data=tmp_path, trusted_proxies="127.0.0.1", hosts="report.example")
    ready = Opened(config)
    ready.opened = engine
    app = create_app(config, ready, Access(config, public=True, bound="127.0.0.1"))
    client = TestClient(app, base_url="http://report.example", client=("127.0.0.1", 1))
    assert client.get("/healthz").status_code == 200
    for path in ("/healthz", "/", "/login", "/embed.js", "/report/"):
        assert client.get(path, headers={"host": "evil.example"}).status_code == 400
    secure = client.get("/report/", headers={"x-forwarded-proto": "https"})
    assert secure.headers["strict-transport-security"]
    assert "strict-transport-security" not in client.get("/report/").headers


def test_every_route_is_read_before_threads_load_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    ready = Opened(Config())
    app = create_app(Config(), ready)

    def start() -> None:
        assert app.openapi_schema is not None
        raise RuntimeError("far enough")

    monkeypatch.setattr(ready, "start", start)
    with pytest.raises(RuntimeError, match="far enough"), TestClient(app):
        pass
