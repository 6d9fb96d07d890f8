"""The server from its start to its end."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import uvicorn
from served import PATIENCE, QUESTION, Opened

from assistant.config import Config
from assistant.engine import Engine
from assistant.schema import Delta
from assistant.serving.running import Server, tracing_of
from assistant.serving.server import create_app


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
        settings = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=10)
        server = Server(settings, app.state.chat)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/api/ask"
        with httpx.stream("POST", address, json={"question": QUESTION, "stream": True}, timeout=PATIENCE) as reply:
            lines = reply.iter_lines()
            assert next(lines) == "event: delta"
            server.should_exit = True
            assert "event: answer" in list(lines)
        thread.join()


def test_nothing_is_traced_where_nothing_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("OTEL_")]:
        monkeypatch.delenv(name)
    assert tracing_of(Config()) is None
