"""The example files for nginx, tried with nginx: under a path, and two servers that take turns."""

import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn
from served import QUESTION, Opened, events

from assistant.access.caller import Access
from assistant.config import Config
from assistant.engine import Engine
from assistant.serving.server import create_app

NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx here: apt-get install nginx-light")
DEPLOY = Path(__file__).parent.parent.parent / "deploy"
PATIENCE = 30  # seconds
AROUND = """pid {home}/pid;
error_log {home}/error.log;
events {{}}
http {{
access_log off;
{temporary}
{example}
}}"""
KINDS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass
class Place:
    """The address that nginx is at, and the two servers behind it."""

    url: str
    first: Opened
    second: Opened


@contextmanager
def served(config: Config, engine: Engine) -> Iterator[tuple[int, Opened]]:
    """Serve in a thread, without the chat page."""
    ready = Opened(config)
    ready.opened = engine
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(config, ready, Access(config, public=True))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", proxy_headers=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield listening.getsockname()[1], ready
        server.should_exit = True
        thread.join(PATIENCE)


def example(port: int, first: int, second: int) -> str:
    """Return the two example files as one, without TLS and with our ports."""
    whole = (DEPLOY / "nginx.conf").read_text("utf-8")
    whole = re.sub(r"listen 443 ssl http2;.*", f"listen 127.0.0.1:{port};", whole)
    whole = re.sub(r"\n +ssl_certificate.*", "", whole).replace("127.0.0.1:7860", f"127.0.0.1:{first}")
    whole = whole.replace("# server 127.0.0.1:7861", f"server 127.0.0.1:{second}")
    head, found, tail = whole.partition("    location / {")
    assert found
    return f"{head}{(DEPLOY / 'nginx-path.conf').read_text('utf-8')}{found}{tail}"


@pytest.fixture(scope="module")
def place(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    home = tmp_path_factory.mktemp("nginx")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://intranet.example:{port}/assistant"
    config = Config(data=home, public_url=url, hosts="intranet.example", trusted_proxies="127.0.0.1")
    with served(config, engine) as (one, first), served(config, engine) as (other, second):
        temporary = "\n".join(f"{kind}_temp_path {home}/{kind};" for kind in KINDS)
        text = AROUND.format(home=home, temporary=temporary, example=example(port, one, other))
        (home / "nginx.conf").write_text(text)
        command = [str(NGINX), "-c", home / "nginx.conf", "-p", home, "-g", "daemon off;"]
        with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
            wait_for(port, process)
            yield Place(f"http://127.0.0.1:{port}/assistant", first, second)
            process.terminate()


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"nginx does not start: {process.communicate()[1].decode()}")


@pytest.fixture
def through(place: Place) -> Iterator[httpx.Client]:
    name = place.first.config.public_url or ""
    with httpx.Client(headers={"host": name.split("/")[2]}, timeout=PATIENCE) as client:
        yield client


def test_pages_and_answers_lead_back_through_the_path(place: Place, through: httpx.Client) -> None:
    page = through.get(f"{place.url}/report/figures", headers={"x-forwarded-prefix": "/evil"})
    assert 'href="/assistant/report/' in page.text
    assert "/evil" not in page.text
    answered = through.post(f"{place.url}/api/ask", json={"question": QUESTION, "stream": True})
    told = dict(events(answered.text))
    assert told["citation"]["url"].startswith(f"{place.first.config.public_url}/report/")
    assert through.get(f"{place.url}/docs/").headers["location"] == "/assistant/docs"


def test_another_name_is_refused(place: Place) -> None:
    assert httpx.get(f"{place.url}/healthz", headers={"host": "evil.example"}).status_code == 400


def test_the_second_answers_while_the_first_gets_ready(place: Place, through: httpx.Client) -> None:
    engine, place.first.opened = place.first.opened, None
    replies = [through.post(f"{place.url}/api/ask", json={"question": QUESTION}).status_code for _ in range(3)]
    place.second.opened = None
    waiting = through.get(f"{place.url}/readyz")
    place.first.opened = place.second.opened = engine
    assert replies == [200] * 3
    assert (waiting.status_code, waiting.headers["retry-after"]) == (503, "2")
    assert through.get(f"{place.url}/readyz").status_code == 200
