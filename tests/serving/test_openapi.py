"""Requests made up from the OpenAPI document: every reply is one that the document tells of.

``make fuzz`` makes up many more.
"""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from served import Opened

from assistant.config import Config
from assistant.engine import Engine
from assistant.serving.server import create_app

EXAMPLES = os.environ.get("FUZZ_EXAMPLES", "2")  # of each operation, beside those of the phase "coverage"
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_headers_conformance,response_schema_conformance"
)
PATIENCE = 60  # seconds


@pytest.fixture
def url(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server in a thread, without the chat page."""
    monkeypatch.setattr(engine, "watchers", [])
    config = Config(data=tmp_path, quota="1000000/minute")
    ready = Opened(config)
    ready.opened = engine
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings = uvicorn.Config(create_app(config, ready), log_level="warning", lifespan="off")
        server = uvicorn.Server(settings)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(PATIENCE)


def test_replies_are_as_the_document_says(url: str, tmp_path: Path) -> None:
    command = [Path(sys.executable).with_name("schemathesis"), "run", f"{url}/openapi.json", "--checks", CHECKS]
    drawn = ["--phases", "examples,coverage,fuzzing", "--max-examples", EXAMPLES, "--generation-deterministic"]
    quietly = ["--no-color", "--no-shrink", "--warnings", "off", "--output-truncate", "true"]
    done = subprocess.run([*command, *drawn, *quietly], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]
    assert "Tested: " in done.stdout
