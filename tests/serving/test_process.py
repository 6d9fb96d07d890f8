"""The server as a process of its own, stopped and killed while it answers."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests import model_server

PATIENCE = 60  # seconds
QUESTION = "How many elevators will be installed in old residential buildings?"
HANGING = "How many congestion relief projects will be completed?"
STOP_AFTER = 5  # seconds
SENTENCE = "More than 800 elevators will be installed in old residential buildings. "


def slowly(handler: model_server.Handler, body: dict[str, Any]) -> None:
    """A model that writes one sentence, waits, and writes the same again; about one question it says nothing."""
    handler.begin()
    if HANGING in str(body):
        handler.wait(4 * STOP_AFTER)
    handler.event(SENTENCE)
    handler.wait(1.5)
    handler.event(SENTENCE, "stop")
    handler.raw("data: [DONE]\n\n")


Start = Callable[..., Any]


@pytest.fixture
def start(data: Path, seeds: Path) -> Iterator[Start]:
    """Start servers over the index of the tests, whose answers are written by a slow model."""
    with model_server.serving(slowly) as model:

        @contextmanager
        def started(port: int = 0) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
            port = port or free_port()
            wanted = {"DATA": data, "SEEDS": seeds, "LLM_URL": model.url, "LLM_MODEL": "m", "STOP_AFTER": STOP_AFTER}
            environment = {**os.environ, **{f"ASSISTANT_{name}": str(value) for name, value in wanted.items()}}
            command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
            with subprocess.Popen(command, env=environment) as process:
                try:
                    wait_until_ready(f"http://127.0.0.1:{port}/readyz", process)
                    yield f"http://127.0.0.1:{port}", process
                finally:
                    process.kill()

        yield started


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_until_ready(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(address, timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    pytest.fail(f"not ready; exit status {process.poll()}")


def asking(url: str, question: str = QUESTION) -> Any:
    return httpx.stream("POST", f"{url}/api/ask", json={"question": question, "stream": True}, timeout=PATIENCE)


def test_killed_it_cuts_its_clients_off_and_answers_when_started_again(start: Start) -> None:
    with start() as (url, process), asking(url) as reply:
        lines = reply.iter_lines()
        assert "event: delta" in lines
        process.kill()
        with pytest.raises(httpx.RemoteProtocolError):  # at once, not after a time-out
            list(lines)
        process.wait(PATIENCE)
        with start(port=httpx.URL(url).port) as (url, process):
            stop_while_answering(url, process)


def asking_on_the_page(url: str, process: "subprocess.Popen[bytes]") -> Any:
    """Ask as the chat page does: join the queue with what the box holds, then read what comes of it."""
    wait_until_ready(f"{url}/", process)
    shown = re.search(r"window\.gradio_config = (\{.*?\});</script>", httpx.get(url, timeout=PATIENCE).text, re.DOTALL)
    assert shown
    config = json.loads(shown[1])
    box = next(part["id"] for part in config["components"] if part["props"].get("elem_id") == "question")
    event = next(one["id"] for one in config["dependencies"] if [box, "submit"] in one["targets"])
    asked = {"data": [QUESTION, ""], "fn_index": event, "session_hash": "s", "trigger_id": box, "event_data": None}
    assert httpx.post(f"{url}/gradio_api/queue/join", json=asked).status_code == 200
    return httpx.stream("GET", f"{url}/gradio_api/queue/data?session_hash=s", timeout=PATIENCE)


def stop_while_answering(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Told to stop, it finishes its answers, but does not wait for ever for a model that hangs."""
    with asking_on_the_page(url, process) as page, asking(url) as reply, asking(url, HANGING) as hanging:
        lines, never, shown = reply.iter_lines(), hanging.iter_lines(), page.iter_lines()
        assert any("800 elevators" in line for line in shown)
        assert "event: delta" in lines
        assert "event: status" in never
        process.send_signal(signal.SIGTERM)
        assert "event: answer" in lines
        assert any('id=\\"answer-' in line for line in shown)  # whole, with its sources
        assert any("process_completed" in line and '"success":true' in line for line in shown)
        with pytest.raises(httpx.RemoteProtocolError):
            list(never)
    assert process.wait(model_server.PATIENCE) in (0, -signal.SIGTERM)
