"""Who is let in: addresses, scopes, origins, quotas."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from assistant.access.caller import VISIT, Access, keyring_of
from assistant.access.gatekeeper import Gatekeeper
from assistant.access.quotas import OTHERS, Quotas
from assistant.config import Config

HOME = "https://intranet.example"
METHODS = ["GET", "POST", "HEAD", "DELETE"]


async def yes(request: Request) -> PlainTextResponse:
    return PlainTextResponse("yes")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "sites.toml").write_text(f'[intranet]\norigins = ["{HOME}"]\nper_visitor = "2/minute"\n')
    return Config(data=tmp_path, sites=tmp_path / "sites.toml", quota="3/minute")


@pytest.fixture
def access(config: Config) -> Access:
    return Access(config)


@pytest.fixture
def client(config: Config, access: Access) -> TestClient:
    app = Starlette(routes=[Route("/{path:path}", yes, methods=METHODS)])
    gate = Gatekeeper(app, access, Quotas(config.quota, config.quota_store), open_report=False)
    return TestClient(gate, follow_redirects=False)


@pytest.fixture
def bearer(config: Config) -> Callable[..., dict[str, str]]:
    def make(*scopes: str) -> dict[str, str]:
        return {"authorization": f"Bearer {keyring_of(config).new('-'.join(scopes), scopes)}"}

    return make


CLOSED = [
    ("POST", "/api/ask"),
    ("POST", "/v1/chat/completions"),
    ("GET", "/v1/models"),
    ("GET", "/api/search?q=x"),
    ("GET", "/api/documents"),
    ("GET", "/api/passages/x"),
    ("POST", "/api/feedback"),
    ("GET", "/metrics"),
    ("GET", "/report/"),
    ("GET", "/report/x"),
    ("GET", "/"),
    ("GET", "/config"),
    ("GET", "/gradio_api/queue/data"),
    ("POST", "/gradio_api/queue/join"),
    ("POST", "/mcp"),
    ("GET", "/docs"),
    ("GET", "/openapi.json"),
    ("GET", "//healthz"),
    ("GET", "/healthz/../api/documents"),
    ("GET", "/lookout"),
]


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_strangers_are_asked_for_a_key(client: TestClient, method: str, path: str) -> None:
    reply = client.request(method, f"http://testserver{path}")
    assert reply.status_code == 401
    assert reply.headers["www-authenticate"] == "Bearer"
    assert reply.json()["detail"].startswith("A key is needed")


@pytest.mark.parametrize("public", [False, True])
def test_a_wrong_or_expired_key_is_told_apart_from_none(config: Config, public: bool) -> None:
    keyring = keyring_of(config)
    held = keyring.new("old", ["admin"], days=1)
    config.data.joinpath("keys.json").write_text(
        config.data.joinpath("keys.json").read_text().replace(keyring.keys()[0].expires, "2026-01-02T00:00:00+00:00")
    )
    app = Starlette(routes=[Route("/{path:path}", yes, methods=METHODS)])
    gate = Gatekeeper(app, Access(config, public), Quotas(config.quota, config.quota_store), open_report=False)
    for headers, told in (
        ({"authorization": f"Bearer {held}"}, "That key ran out on 2026-01-02"),
        ({"x-api-key": "ra_mistyped"}, "That key is not known here"),
    ):
        reply = TestClient(gate).get("/metrics", headers=headers)
        assert (reply.status_code, reply.headers["www-authenticate"]) == (401, 'Bearer error="invalid_token"')
        assert reply.json()["detail"].startswith(told)
    assert TestClient(gate).get("/metrics").status_code == (403 if public else 401)


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/look/page.css", "/embed.js", "/embed", "/login"])
def test_some_doors_are_open(client: TestClient, path: str) -> None:
    assert client.get(path).text == "yes"


def test_browsers_are_led_to_the_login_and_back(client: TestClient) -> None:
    reply = client.get("/report/x?a=b&c", headers={"accept": "text/html"})
    assert reply.status_code == 303
    assert reply.headers["location"] == "/login?next=/report/x%3Fa%3Db%26c"


@pytest.mark.parametrize(
    ("scope", "may", "may_not"),
    [
        ("ask", ["/api/ask", "/v1/chat/completions", "/"], ["/api/documents", "/metrics", "/report/x"]),
        ("search", ["/api/documents", "/report/x"], ["/api/ask", "/", "/metrics"]),
        ("feedback", ["/api/feedback"], ["/api/ask", "/api/documents"]),
        ("admin", ["/api/ask", "/api/documents", "/metrics"], []),
    ],
)
def test_scopes_open_their_addresses_only(
    client: TestClient, bearer: Any, scope: str, may: list[str], may_not: list[str]
) -> None:
    headers = bearer(scope)
    assert all(client.get(path, headers=headers).status_code == 200 for path in may)
    refused = [client.get(path, headers=headers) for path in may_not]
    assert all(reply.status_code == 403 and "scope" in reply.json()["detail"] for reply in refused)


def test_over_the_quota_is_told_when_to_come_back(client: TestClient, bearer: Any) -> None:
    headers = bearer("ask")
    assert [client.post("/api/ask", headers=headers).status_code for _ in range(4)] == [200, 200, 200, 429]
    reply = client.post("/v1/chat/completions", headers=headers)
    assert 0 < int(reply.headers["retry-after"]) <= 60
    assert reply.json()["error"]["message"].startswith("Too many questions")
    assert client.get("/v1/models", headers=headers).status_code == 200  # costs nothing


def visit(access: Access, origin: str = HOME) -> dict[str, str]:
    return {"authorization": f"Bearer {access.signer.sign('visit', 'intranet', VISIT)}", "origin": origin}


def test_visitors_of_a_listed_site_may_ask_across_origins(client: TestClient, access: Access) -> None:
    reply = client.post("/api/ask", headers=visit(access))
    assert reply.status_code == 200
    assert reply.headers["access-control-allow-origin"] == HOME
    assert "origin" in reply.headers["vary"].lower()
    assert "access-control-allow-credentials" not in reply.headers


def test_visitors_have_their_own_quota_and_can_read_that(client: TestClient, access: Access) -> None:
    replies = [client.post("/api/ask", headers=visit(access)) for _ in range(3)]
    assert replies[-1].status_code == 429
    assert replies[-1].headers["access-control-allow-origin"] == HOME
    assert "retry-after" in replies[-1].headers["access-control-expose-headers"]


@pytest.mark.parametrize("path", ["/", "/v1/chat/completions", "/api/documents", "/metrics", "/mcp"])
def test_visitors_may_do_nothing_else(client: TestClient, access: Access, path: str) -> None:
    assert client.get(path, headers=visit(access)).status_code in (401, 403)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"{HOME}.evil.example", "http://intranet.example"])
def test_other_origins_are_refused_whatever_they_hold(
    client: TestClient, access: Access, bearer: Any, origin: str
) -> None:
    for headers in (visit(access, origin), {**bearer("admin"), "origin": origin}):
        reply = client.post("/api/ask", headers=headers)
        assert reply.status_code == 403
        assert "access-control-allow-origin" not in reply.headers
    asked = {"origin": origin, "access-control-request-method": "POST"}
    assert client.options("/api/ask", headers=asked).status_code == 403


def test_a_page_without_a_token_may_read_why(client: TestClient) -> None:
    reply = client.post("/embed/token", headers={"origin": "https://evil.example"})
    assert (reply.status_code, reply.headers["access-control-allow-origin"]) == (403, "https://evil.example")


def test_preflight_is_answered_from_the_list(client: TestClient) -> None:
    asked = {"origin": HOME, "access-control-request-method": "POST"}
    reply = client.options("/api/ask", headers=asked)
    assert reply.status_code == 204
    assert reply.headers["access-control-allow-origin"] == HOME
    assert client.options("/v1/chat/completions", headers=asked).status_code == 403


@pytest.mark.parametrize(
    "origin", ["x://testserver", "ftp://testserver", "http://testserver:81", "http://testserver.evil"]
)
def test_our_own_pages_are_told_by_scheme_and_host_together(client: TestClient, bearer: Any, origin: str) -> None:
    headers = bearer("ask")
    assert client.post("/api/ask", headers={**headers, "origin": origin}).status_code == 403
    assert client.post("/api/ask", headers={**headers, "origin": "http://testserver"}).status_code == 200


def test_refusals_are_logged_without_what_was_asked(
    client: TestClient, bearer: Any, caplog: pytest.LogCaptureFixture
) -> None:
    headers = bearer("search")
    caplog.set_level("INFO")
    client.get("/api/search?q=secret", headers=headers)
    caplog.clear()
    client.get("/metrics?q=secret", headers=headers)
    client.post("/api/ask?q=secret")
    told = [record.getMessage() for record in caplog.records if record.name == "assistant.access.audit"]
    assert told == [
        'refused: by "key search", status 403, method "GET", path "/metrics"',
        'refused: by "address testclient", status 401, method "POST", path "/api/ask"',
    ]


def test_strangers_are_counted_at_open_addresses(client: TestClient) -> None:
    sent = [client.post("/embed/token").status_code for _ in range(3 * OTHERS + 1)]
    assert sent == [200] * 3 * OTHERS + [429]
    assert client.get("/embed.js").status_code == 200
