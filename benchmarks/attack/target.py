"""What is attacked, and how: a server with data of its own, and single requests that no client library mends."""

import http.client
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.config import Config
from benchmarks.quickstart import ROOT, serving
from index.folder import DataFolder

PATIENCE = 120  # seconds for one reply
QUESTION = "How many elevators will be installed in old residential buildings?"
Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Target:
    """A running server. ``keys`` belong to two callers who may ask, search and rate."""

    url: str
    data: Path
    environment: Mapping[str, str]
    keys: Sequence[str] = field(default=("", ""))

    def call(
        self, method: str, path: str, body: Any = None, key: str = "", headers: Headers = (), hosts: Sequence[str] = ()
    ) -> "Reply":
        """Send one request over a connection of its own; ``body`` goes as JSON, bytes as they are."""
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=PATIENCE)
        sent = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        given = dict(headers)
        try:
            connection.putrequest(method, path, skip_host=True)
            for host in hosts or [parts.netloc]:
                connection.putheader("host", host)
            if key:
                connection.putheader("authorization", f"Bearer {key}")
            if sent is not None:
                connection.putheader("content-length", str(len(sent)))
            if sent is not None and "content-type" not in given:
                connection.putheader("content-type", "application/json")
            for name, value in headers:
                connection.putheader(name, value)
            connection.endheaders(sent)
            reply = connection.getresponse()
            return Reply(reply.status, reply.read(), reply.headers)
        finally:
            connection.close()

    def ask(self, question: str = QUESTION, key: str = "") -> "Reply":
        return self.call("POST", "/api/ask", {"question": question}, key)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server has answered."""

    status: int
    body: bytes
    headers: http.client.HTTPMessage

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Attack = Callable[[Target], str]


def command(environment: Mapping[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run ``assistant`` to its end."""
    run = [sys.executable, "-m", "assistant", *arguments]
    return subprocess.run(run, cwd=ROOT, env=dict(environment), capture_output=True, text=True, check=False)


def index_copied(place: Path) -> Path:
    """Return a data folder with a copy of the index of this machine's settings, which is built where there is none."""
    command(os.environ, "index")
    built = DataFolder(Config.load().data).current()
    data = place / "data"
    shutil.copytree(built, data / "builds" / built.name)
    (data / "current").write_text(built.name, "utf-8")
    return data


@contextmanager
def attacked(data: Path, names: Sequence[str] = (), **settings: str) -> Iterator[Target]:
    """Start a server over a data folder; ``names`` get keys, ``settings`` are those of the environment."""
    own = {f"ASSISTANT_{name.upper()}": value for name, value in settings.items()}
    environment = {**os.environ, "ASSISTANT_DATA": str(data), **own}
    keys = [command(environment, "key", "new", name).stdout.strip() for name in names]
    with serving(environment, key=keys[0] if keys else "") as server:
        yield Target(server.url, data, environment, keys)
