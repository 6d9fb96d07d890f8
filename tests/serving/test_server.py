"""What is served, put together, and the layers around it."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from served import JSON, QUESTION, ask


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
