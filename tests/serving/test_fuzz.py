"""Requests of every odd kind: none crashes the server, none gets a file or a traceback."""

import json
import random
import string
from typing import Any

import pytest
from fastapi.testclient import TestClient
from served import Opened

from assistant.config import Config
from assistant.engine import Engine
from assistant.serving.server import create_app

REQUESTS = 400
PATHS = [
    "/api/ask",
    "/v1/chat/completions",
    "/api/search",
    "/api/documents/{}/text",
    "/api/passages/{}",
    "/report/{}",
    "/embed/token",
    "/embed",
    "/login",
    "/mcp",
    "/look/{}",
    "/gradio_api/{}",
    "/{}",
]
PIECES = [
    "../../etc/passwd", "..%2f..%2fpyproject.toml", "%00", "\u0000", "'; DROP TABLE x;--",
    "<script>alert(1)</script>", "{{7*7}}",
    "${jndi:ldap://x}", "file:///etc/passwd", "http://169.254.169.254/", "\ud800", "\u202e", "A" * 5000, "-1", "1e999",
    "[1]" * 500, "ä" * 500, "\r\nx-injected: 1", "", " ", "null", "true", "[]", "{}",
]  # fmt: skip
NAMES = [
    "question",
    "history",
    "messages",
    "stream",
    "q",
    "limit",
    "document",
    "site",
    "key",
    "next",
    "role",
    "content",
]
HEADERS = [
    "origin",
    "authorization",
    "x-api-key",
    "cookie",
    "accept",
    "x-forwarded-for",
    "x-forwarded-host",
    "content-type",
]


@pytest.fixture(scope="module")
def client(engine: Engine) -> TestClient:
    config = Config(quota="1000000/minute")  # else most requests would stop at the gate
    ready = Opened(config)
    ready.opened = engine
    return TestClient(create_app(config, ready), raise_server_exceptions=False)


def value(draw: random.Random, depth: int = 0) -> Any:
    kind = draw.randrange(7 if depth < 4 else 4)
    if kind < 3:
        return draw.choice(PIECES)
    if kind == 3:
        return draw.choice([None, True, -1, 10**30, 0.1])
    if kind == 4:
        return [value(draw, depth + 1) for _ in range(draw.randrange(4))]
    return {draw.choice(NAMES): value(draw, depth + 1) for _ in range(draw.randrange(4))}


def request(draw: random.Random) -> dict[str, Any]:
    path = draw.choice(PATHS).format(draw.choice(PIECES).encode("utf-8", "replace").decode())
    clean = "".join(c if c.isprintable() and c in string.printable else "%ff" for c in path)
    made: dict[str, Any] = {
        "method": draw.choice(["GET", "POST", "PUT", "DELETE", "OPTIONS"]),
        "url": f"http://testserver{clean}",
    }
    if draw.random() < 0.6:
        printable = [piece for piece in PIECES if piece.isprintable() and piece.isascii()]
        made["headers"] = {draw.choice(HEADERS): draw.choice(printable)}
    if draw.random() < 0.4:
        made["params"] = {draw.choice(NAMES): draw.choice(PIECES).encode("utf-8", "replace").decode()}
    if draw.random() < 0.3:
        made["content"] = draw.randbytes(draw.randrange(300))
    elif draw.random() < 0.8:
        made["content"] = json.dumps(value(draw))
    return made


def test_odd_requests_crash_nothing_and_get_nothing(client: TestClient) -> None:
    draw = random.Random(20260215)
    for _ in range(REQUESTS):
        made = request(draw)
        reply = client.request(**made)
        assert reply.status_code < 500 or reply.status_code == 503, made
        assert "Traceback" not in reply.text, made
        assert "root:x:" not in reply.text, made
        assert "[build-system]" not in reply.text, made
        assert "x-injected" not in reply.headers, made
