"""The application without a network, over an engine that is there already, or not yet."""

import json
from typing import Any

from fastapi.testclient import TestClient

from assistant.access.caller import Access
from assistant.config import Config
from assistant.engine import Engine
from assistant.serving.server import create_app
from assistant.web.readiness import Readiness

PATIENCE = 60  # seconds for Gradio to be imported
JSON = {"content-type": "application/json"}
QUESTION = "How many elevators will be installed in old residential buildings?"


class Opened(Readiness):
    """Readiness that opens nothing by itself."""

    def start(self) -> None:
        self.finished.set()


def client_for(
    engine: Engine | None,
    failure: Any = None,
    config: Config | None = None,
    access: Access | None = None,
    **caller: Any,
) -> TestClient:
    """Return a browser at a server that is open to everybody, or to whom ``access`` lets in; ``caller`` says where."""
    ready = Opened(Config())
    ready.opened, ready.failure = engine, failure
    return TestClient(create_app(config or Config(), ready, access), raise_server_exceptions=False, **caller)


def ask(client: TestClient, body: Any) -> Any:
    return client.post("/api/ask", json=body)


def events(text: str) -> list[tuple[str, Any]]:
    return [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: ")))
        for lines in (block.splitlines() for block in text.strip().split("\n\n"))
    ]
