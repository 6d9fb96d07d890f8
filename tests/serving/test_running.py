"""The server from its start to its end."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
import uvicorn
from served import PATIENCE, QUESTION, Opened

from assistant.config import Config
from assistant.engine import Engine
from assistant.errors import SettingsError
from assistant.schema import Delta
from assistant.serving import running
from assistant.serving.running import Server, tracing_of
from assistant.serving.server import create_app
from assistant.web.readiness import Readiness


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


def test_a_port_that_is_taken_is_told_before_anything_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "create_app", lambda *_, **__: pytest.fail("loaded"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"^127\.0\.0\.1:{port} cannot be had \(Address already in use\): "):
            running.serve(Config(), "127.0.0.1", port)


def test_it_listens_when_it_begins_to_load_and_ctrl_c_ends_the_process_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python's own way out, an exception, tears down what Chroma's threads use while the index is being opened."""
    seen: list[Any] = []

    def run(server: Server, sockets: list[socket.socket]) -> None:
        seen.append(signal.getsignal(signal.SIGINT))
        socket.create_connection(sockets[0].getsockname(), timeout=PATIENCE).close()

    monkeypatch.setattr(Server, "run", run)
    before = signal.getsignal(signal.SIGINT)
    try:
        running.serve(Config(data=tmp_path), "127.0.0.1", 0)
    finally:
        signal.signal(signal.SIGINT, before)
    assert seen == [signal.SIG_DFL]


def test_threads_leave_the_loop_its_turn_soon_and_share_two_heaps(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(running.sys, "setswitchinterval", (given := list[float]()).append)
    monkeypatch.setattr(running, "share_heaps", lambda: given.append(running.HEAPS))
    monkeypatch.setattr(running.Server, "run", lambda *args, **more: None)
    monkeypatch.setattr(running.signal, "signal", lambda *args: None)
    running.serve(Config(data=tmp_path), "127.0.0.1", 0)
    assert given == [running.SWITCH, running.HEAPS]


def test_the_c_library_is_told_to_keep_few_heaps(monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[tuple[int, int]]()
    monkeypatch.setattr(running.ctypes, "CDLL", lambda name: SimpleNamespace(mallopt=lambda *pair: told.append(pair)))
    running.share_heaps()
    monkeypatch.setattr(running.ctypes, "CDLL", lambda name: SimpleNamespace())
    running.share_heaps()
    assert told == [(-8, 2)]


def test_what_has_come_to_stay_is_not_searched_for_garbage_again(monkeypatch: pytest.MonkeyPatch) -> None:
    done = list[str]()
    for name in ("unfreeze", "collect", "freeze"):
        monkeypatch.setattr(running.gc, name, partial(done.append, name))
    monkeypatch.setattr(running, "give_back", partial(done.append, "give back"))
    ready = Readiness(Config(), lambda config, say: object(), running.settle)  # type: ignore[arg-type, return-value]
    ready.open()
    ready.take(object())  # type: ignore[arg-type]
    assert done == ["unfreeze", "collect", "freeze", "give back"] * 2


def test_nothing_is_traced_where_nothing_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("OTEL_")]:
        monkeypatch.delenv(name)
    assert tracing_of(Config()) is None
