"""The widget's script, frame and token over HTTP."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from served import Opened

from assistant.access.caller import Access
from assistant.config import Config
from assistant.engine import Engine
from assistant.page.look import LOADER, NEWEST, WIDGET, widget_name
from assistant.serving.server import create_app
from assistant.serving.widget import ancestors, masthead

HOME, EVIL = "https://intranet.example", "https://evil.example"
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
    # What widgets of the last releases read, which pages have pinned.
    assert body.keys() >= {"token", "seconds", "site"}
    assert body["site"].keys() >= {"title", "edition", "theme", "language", "starters", "full", "report"}
    headers = {"origin": HOME, "authorization": f"Bearer {body['token']}"}
    reply = client.post("/api/ask", json=QUESTION, headers=headers)
    assert reply.json()["status"] == "answered"
    assert reply.headers["access-control-allow-origin"] == HOME
    assert (
        client.post("/api/ask", json=QUESTION, headers={**headers, "origin": "https://evil.example"}).status_code == 403
    )


@pytest.mark.parametrize(
    ("origin", "site", "status"),
    [
        (EVIL, "intranet", 403),
        (None, "intranet", 403),
        ("null", "intranet", 403),
        (HOME, "none", 404),
    ],
)
def test_others_get_none_and_may_read_why(client: TestClient, origin: str | None, site: str, status: int) -> None:
    reply = visit(client, origin, site)
    assert reply.status_code == status
    assert "token" not in reply.json()
    assert reply.headers.get("access-control-allow-origin") == origin


def test_a_page_that_is_not_listed_may_read_nothing_else(client: TestClient) -> None:
    reply = client.post("/api/ask", json=QUESTION, headers={"origin": "https://evil.example"})
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize(
    ("config", "public", "full"), [({}, False, ""), ({"open_report": True}, False, "/report/"), ({}, True, "/")]
)
def test_links_lead_where_a_visitor_may_go(
    tmp_path: Path, engine: Engine, config: dict[str, Any], public: bool, full: str
) -> None:
    (tmp_path / "sites.toml").write_text(f'[intranet]\norigins = ["{HOME}"]\n')
    settings = Config(data=tmp_path, sites=tmp_path / "sites.toml", **config)
    ready = Opened(settings)
    ready.opened = engine
    told = visit(TestClient(create_app(settings, ready, Access(settings, public)))).json()["site"]
    assert (told["full"], told["report"], told["language"]) == (full, full != "", "")


def test_our_own_frame_gets_one(client: TestClient) -> None:
    assert visit(client, "http://testserver").status_code == 200


def test_not_ready_can_be_read_across_origins(opened: Any) -> None:
    reply = visit(opened(None))
    assert reply.status_code == 503
    assert reply.headers["access-control-allow-origin"] == HOME


def test_the_frame_is_for_the_sites_pages_only(client: TestClient) -> None:
    page = client.get("/embed?site=intranet", headers={"sec-fetch-dest": "iframe"})
    assert f"frame-ancestors {HOME}" in page.headers["content-security-policy"]
    assert 'site="intranet" language="en"><a href="/">' in page.text  # a line where no script runs
    unknown = client.get("/embed?site=<script>")
    assert unknown.status_code == 404
    assert "<script>" not in unknown.text
    assert "frame-ancestors 'none'" in unknown.headers["content-security-policy"]
    assert client.get("/embed?site=intranet", headers={"sec-fetch-dest": "document"}).status_code == 403


def test_two_sites_named_are_none(client: TestClient) -> None:
    policy = client.get("/embed?site=intranet&site=x").headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    ("address", "path", "kept"),
    [
        ("/embed.js", LOADER, "no-cache"),
        (f"/embed/js/{NEWEST}", WIDGET, "no-cache"),
        (f"/embed/js/{widget_name(WIDGET)}", WIDGET, "immutable"),
    ],
)
def test_scripts_can_be_checked_by_their_hashes(client: TestClient, address: str, path: Path, kept: str) -> None:
    reply = client.get(address, headers={"origin": "https://anything.example"})
    assert reply.content == path.read_bytes()
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["cache-control"].endswith(kept)
    assert client.get(address, headers={"if-none-match": reply.headers["etag"]}).status_code == 304


def test_a_version_that_is_no_longer_kept_says_what_to_do(client: TestClient) -> None:
    reply = client.get("/embed/js/0123456789abcdef.js")
    assert (reply.status_code, "assistant embed" in reply.json()["detail"]) == (404, True)


def test_other_addresses_are_framed_by_our_own_pages_only(tmp_path: Path) -> None:
    allowed = ancestors(Access(Config(data=tmp_path)).sites)
    assert allowed({"path": "/", "query_string": b"site=intranet"}) == "'self'"
    assert allowed({"path": "/embed", "query_string": b""}) == "'none'"


def test_masthead_is_what_the_documents_share(engine: Engine) -> None:
    assert masthead(engine) == ("Report on the Work of the Government 2026", "Parts IV and V · 15 February 2026")
