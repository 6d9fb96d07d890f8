"""A language model's server for tests: OpenAI-compatible, on loopback, and as faulty as a test wants it."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler", dict[str, Any]], None]
PATIENCE = 20  # seconds that a silent model is silent


class ModelServer(ThreadingHTTPServer):
    """``behaviour`` answers each request; ``asked`` keeps the bodies."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, behaviour: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviour = behaviour
        self.asked: list[dict[str, Any]] = []
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error here."""


class Handler(BaseHTTPRequestHandler):
    server: ModelServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append(body)
        self.server.behaviour(self, body)

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def begin(self, status: int = 200, kind: str = "text/event-stream") -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("connection", "close")
        self.end_headers()

    def event(self, text: str, ended: str | None = None) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": ended}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        self.raw(f"data: {json.dumps(chunk)}\n\n")

    def raw(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()

    def wait(self, seconds: float) -> bool:
        """Wait; True where the test is over."""
        return self.server.closing.wait(seconds)


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[ModelServer]:
    server = ModelServer(behaviour)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()


# --- behaviours ---------------------------------------------------------------------------


def says(text: str, ended: str | None = "stop", size: int = 7) -> Behaviour:
    def behave(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin()
        for start in range(0, len(text), size):
            handler.event(text[start : start + size])
        if ended:
            handler.event("", ended)
            handler.raw("data: [DONE]\n\n")

    return behave


def fails(status: int, body: str = '{"error": {"message": "no"}}', kind: str = "application/json") -> Behaviour:
    def behave(handler: Handler, _: dict[str, Any]) -> None:
        handler.begin(status, kind)
        handler.raw(body)

    return behave


def silent(handler: Handler, body: dict[str, Any]) -> None:
    handler.wait(PATIENCE)


def dripping(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin()
    while not handler.wait(0.05):
        handler.event("a ")


def endless(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not handler.server.closing.is_set():
        handler.event("The report says so. " * 20)


def broken_lines(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin()
    handler.event("We will ")
    handler.raw('data: {"choices": [{"delta": {"con\n\ndata: nonsense\n\n')


def of_another_kind(handler: Handler, body: dict[str, Any]) -> None:
    handler.begin(200, "application/json")
    handler.raw('{"completion": "We will install 900 elevators."}')
