"""Everything under a path: a proxy on the way leaves it on or takes it off, and links lead back through it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from served import PATIENCE, QUESTION, Opened, events

from assistant.access.caller import Access
from assistant.config import Config
from assistant.engine import Engine
from assistant.serving.server import create_app

PUBLIC = "https://intranet.example/assistant"
MCP = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
LINKS = re.compile(r'\s(?:href|src|action)="(/[^"]*)"')
TAKEN_OFF = {"x-forwarded-prefix": "/assistant"}


@pytest.fixture(scope="module")
def client(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    config = Config(data=tmp_path_factory.mktemp("data"), public_url=PUBLIC, trusted_proxies="10.0.0.4")
    ready = Opened(config)
    ready.opened = engine
    app = create_app(config, ready, Access(config, public=True))
    with TestClient(app, base_url="https://intranet.example", client=("10.0.0.4", 1), follow_redirects=False) as made:
        assert app.state.chat.loaded.wait(PATIENCE)
        yield made


def asked(client: TestClient, path: str = "/assistant", **more: Any) -> Any:
    return client.post(f"{path}/api/ask", json={"question": QUESTION, **more})


PAGES = ["/", "/report/", "/report/figures", "/report/001_dde04a10043766fe", "/login", "/docs"]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_is_under_the_path_and_leads_somewhere(client: TestClient, page: str) -> None:
    reply = client.get(f"/assistant{page}", headers={"accept": "text/html"})
    assert reply.status_code == 200
    links = set(LINKS.findall(reply.text))
    assert links
    assert all(link.startswith("/assistant/") for link in links), links
    for link in sorted(links)[:12]:
        assert client.get(link.partition("#")[0]).status_code in (200, 303, 307), link
    assert client.get(page, headers={"accept": "text/html", **TAKEN_OFF}).status_code == 200


def test_the_chat_page_asks_beside_itself(client: TestClient) -> None:
    page = client.get("/assistant/").text
    assert '"root": "https://intranet.example/assistant"' in page
    assert r"href=\"report/\"" in page or r"href=\u0022report/\u0022" in page
    assert r"href=\"/" not in page
    assert client.get("/assistant").headers["location"] == "/assistant/"


def test_addresses_in_replies_are_whole(client: TestClient) -> None:
    whole = asked(client).json()
    url = whole["citations"][0]["url"]
    assert url.startswith(f"{PUBLIC}/report/001_dde04a10043766fe?t=")
    assert client.get(url).status_code == 200
    assert all(passage["url"].startswith(PUBLIC) for passage in whole["passages"])
    streamed = dict(events(asked(client, stream=True).text))
    assert streamed["citation"]["url"] == streamed["answer"]["citations"][0]["url"] == url
    listed = asked(client, question="list all figures about housing").json()
    assert listed["table"][0]["url"].startswith(f"{PUBLIC}/report/")
    found = client.get("/assistant/api/search", params={"q": "elevators"}).json()["passages"][0]
    assert found["url"].startswith(f"{PUBLIC}/report/")
    assert client.get(f"/assistant/api/passages/{found['id']}").json()["url"] == found["url"]
    assert client.get("/assistant/api/documents").json()[0]["url"].startswith(f"{PUBLIC}/report/")
    body = {"messages": [{"role": "user", "content": QUESTION}]}
    assert client.post("/assistant/v1/chat/completions", json=body).json()["report"]["citations"][0]["url"] == url
    call = {"name": "ask_report", "arguments": {"question": QUESTION}}
    request = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    assert url in client.post("/assistant/mcp", json=request, headers=MCP).text
    assert PUBLIC in client.get("/assistant/report/figures.csv").text


def test_a_saved_conversation_leads_back(client: TestClient) -> None:
    place = {"document_id": "a.txt", "start": 0, "end": 1, "place": "p", "url": "/report/a"}
    reference = {"number": 1, "quote": "q", **place}
    said = {"question": "q", "standalone_question": "q", "status": "answered", "mode": "extractive", "answer": "a [1]"}
    record = {"id": "1", "index": "b", **said, "references": [reference]}
    body = {"form": "markdown", "title": "t", "records": [record]}
    assert f"<{PUBLIC}/report/a>" in client.post("/assistant/api/export", json=body).text


def test_the_document_names_the_address(client: TestClient) -> None:
    assert client.get("/assistant/openapi.json").json()["servers"] == [{"url": PUBLIC}]
    assert "url: 'openapi.json'" in client.get("/assistant/docs").text


def test_the_login_leads_back_to_the_page(engine: Engine, tmp_path: Path) -> None:
    config = Config(data=tmp_path, public_url=PUBLIC)
    access = Access(config)
    key = access.keyring.new("staff", ["ask", "search"])
    ready = Opened(config)
    ready.opened = engine
    client = TestClient(create_app(config, ready, access), base_url="https://intranet.example", follow_redirects=False)
    led = client.get("/assistant/report/figures", headers={"accept": "text/html"}).headers["location"]
    assert led == "/assistant/login?next=/report/figures"
    assert 'action="/assistant/login"' in client.get(led).text
    entered = client.post("/assistant/login", data={"key": key, "next": "/report/figures"})
    assert entered.headers["location"] == "/assistant/report/figures"
    assert entered.headers["set-cookie"].startswith("__Host-report_session-assistant=")
    assert client.get(entered.headers["location"]).status_code == 200
