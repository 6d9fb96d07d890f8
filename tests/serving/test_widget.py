"""The widget's script, frame and token over HTTP."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from served import Opened

from assistant.access.caller import Access
from assistant.access.snippets import SCRIPT
from assistant.config import Config
from assistant.engine import Engine
from assistant.serving.server import create_app
from assistant.serving.widget import ancestors, masthead

HOME = "https://intranet.example"
QUESTION = {"question": "How many elevators will be installed in old residential buildings?"}


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[Engine | None], TestClient]:
    """Return a client of a server that is closed but for one site."""
    (tmp_path / "sites.toml").write_text(f'[intranet]\norigins = ["{HOME}"]\ntheme = "dark"\n')
    config = Config(data=tmp_path, sites=tmp_path / "sites.toml")

    def make(engine: Engine | None) -> TestClient:
        ready = Opened(config)
        ready.opened = engine
        return TestClient(create_app(config, ready, Access(config)))

    return make


@pytest.fixture
def client(opened: Any, engine: Engine) -> TestClient:
    made: TestClient = opened(engine)
    return made


def visit(client: TestClient, origin: str | None = HOME, site: str = "intranet") -> Any:
    return client.post(f"/embed/token?site={site}", headers={"origin": origin} if origin else {})


def test_a_listed_page_gets_a_token_and_its_answer(client: TestClient) -> None:
    given = visit(client)
    assert given.headers["access-control-allow-origin"] == HOME
    body = given.json()
    assert body["site"]["title"] == "Report on the Work of the Government 2026"
    assert body["site"]["edition"] == "Parts IV and V · 15 February 2026"
    assert body["site"]["theme"] == "dark"
    assert not {"origins", "per_site"} & body["site"].keys()
    headers = {"origin": HOME, "authorization": f"Bearer {body['token']}"}
    reply = client.post("/api/ask", json=QUESTION, headers=headers)
    assert reply.json()["status"] == "answered"
    assert reply.headers["access-control-allow-origin"] == HOME
    assert (
        client.post("/api/ask", json=QUESTION, headers={**headers, "origin": "https://evil.example"}).status_code == 403
    )


@pytest.mark.parametrize(
    ("origin", "site"), [("https://evil.example", "intranet"), (None, "intranet"), ("null", "intranet"), (HOME, "none")]
)
def test_others_get_none(client: TestClient, origin: str | None, site: str) -> None:
    reply = visit(client, origin, site)
    assert reply.status_code == 403
    assert "token" not in reply.json()


def test_our_own_frame_gets_one(client: TestClient) -> None:
    assert visit(client, "http://testserver").status_code == 200


def test_not_ready_can_be_read_across_origins(opened: Any) -> None:
    reply = visit(opened(None))
    assert reply.status_code == 503
    assert reply.headers["access-control-allow-origin"] == HOME


def test_the_frame_is_for_the_sites_pages_only(client: TestClient) -> None:
    page = client.get("/embed?site=intranet", headers={"sec-fetch-dest": "iframe"})
    assert f"frame-ancestors {HOME}" in page.headers["content-security-policy"]
    assert 'site="intranet"' in page.text
    unknown = client.get("/embed?site=<script>")
    assert unknown.status_code == 404
    assert "<script>" not in unknown.text
    assert "frame-ancestors 'none'" in unknown.headers["content-security-policy"]
    assert client.get("/embed?site=intranet", headers={"sec-fetch-dest": "document"}).status_code == 403


def test_two_sites_named_are_none(client: TestClient) -> None:
    policy = client.get("/embed?site=intranet&site=x").headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy


def test_the_script_can_be_checked_by_its_hash_and_kept(client: TestClient) -> None:
    reply = client.get("/embed.js", headers={"origin": "https://anything.example"})
    assert reply.content == SCRIPT.read_bytes()
    assert reply.headers["access-control-allow-origin"] == "*"
    assert client.get("/embed.js", headers={"if-none-match": reply.headers["etag"]}).status_code == 304


def test_other_addresses_are_framed_by_our_own_pages_only(tmp_path: Path) -> None:
    allowed = ancestors(Access(Config(data=tmp_path)).sites)
    assert allowed({"path": "/", "query_string": b"site=intranet"}) == "'self'"
    assert allowed({"path": "/embed", "query_string": b""}) == "'none'"


def test_masthead_is_what_the_documents_share(engine: Engine) -> None:
    assert masthead(engine) == ("Report on the Work of the Government 2026", "Parts IV and V · 15 February 2026")
