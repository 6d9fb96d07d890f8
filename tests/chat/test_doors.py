"""What of Gradio can be reached, by whom, and what it is told."""

import json
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.caller import Caller
from assistant.chat.doors import Doors


async def told(request: Request) -> JSONResponse:
    body = (await request.body()).decode("utf-8", "replace")
    return JSONResponse({"headers": dict(request.headers), "body": body})


def named(app: ASGIApp) -> ASGIApp:
    """As the gate does, which tells who calls; here by a header."""

    async def calling(scope: Scope, receive: Receive, send: Send) -> None:
        name = dict(scope["headers"]).get(b"x-name", b"").decode()
        await app({**scope, "caller": Caller(name, frozenset())}, receive, send)

    return calling


def client_of(**options: Any) -> TestClient:
    app = Starlette(routes=[Route("/{path:path}", told, methods=["GET", "POST", "PUT", "DELETE"])])
    return TestClient(named(Doors(app, **options)))


@pytest.fixture
def client() -> TestClient:
    return client_of()


def join(client: TestClient, name: str, session: object = "s1") -> int:
    body = {"session_hash": session, "data": []}
    return client.post("/gradio_api/queue/join", json=body, headers={"x-name": name}).status_code


def data(client: TestClient, name: str, query: str = "session_hash=s1") -> int:
    return client.get(f"/gradio_api/queue/data?{query}", headers={"x-name": name}).status_code


def cancel(client: TestClient, name: str) -> int:
    body = {"session_hash": "s1", "fn_index": 0, "event_id": "e"}
    return client.post("/gradio_api/cancel", json=body, headers={"x-name": name}).status_code


def test_a_conversation_is_its_callers_alone(client: TestClient) -> None:
    assert data(client, "ann") == 404  # before anybody has joined
    assert join(client, "ann") == 200
    assert [data(client, "ann"), cancel(client, "ann"), join(client, "ann")] == [200, 200, 200]
    assert [data(client, "bob"), cancel(client, "bob"), join(client, "bob")] == [404, 404, 404]
    assert data(client, "ann") == 200


@pytest.mark.parametrize("query", ["", "session_hash=s1&session_hash=s2", "session_hash=", "session_hash=s%31x"])
def test_a_conversation_is_named_once(client: TestClient, query: str) -> None:
    assert join(client, "ann") == 200
    assert data(client, "ann", query) == 404


@pytest.mark.parametrize("session", [None, "", 1, ["s1"], "s" * 65])
def test_what_is_no_name_of_a_conversation_joins_none(client: TestClient, session: object) -> None:
    assert join(client, "ann", session) == 404


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 50_000])
def test_bodies_that_cannot_be_read_are_told_so(client: TestClient, body: bytes) -> None:
    assert client.post("/gradio_api/queue/join", content=body).status_code == 400
    assert client.post("/gradio_api/cancel", content=body).status_code == 400


def test_the_conversation_used_longest_ago_is_forgotten_first() -> None:
    client = client_of(most=2)
    assert [join(client, "ann", "s1"), join(client, "ann", "s2")] == [200, 200]
    assert data(client, "ann", "session_hash=s1") == 200
    assert join(client, "ann", "s3") == 200
    assert [data(client, "ann", f"session_hash={session}") for session in ("s1", "s2", "s3")] == [200, 404, 200]


def test_gradio_gets_the_body_and_of_the_headers_those_that_it_may_see(client: TestClient) -> None:
    foreign = {
        "x-gradio-server": "http://evil.example", "x-forwarded-host": "evil.example", "x-gradio-user": "root",
        "x-forwarded-proto": "javascript", "forwarded": "host=evil.example", "authorization": "Bearer ra_x",
        "x-name": "ann", "x-gradio-history-bucket": "b", "accept-language": "zh", "cookie": "a=b",
    }  # fmt: skip
    body = {"session_hash": "s1", "data": ["é"]}
    reply = client.post("/gradio_api/queue/join", json=body, headers=foreign).json()
    assert json.loads(reply["body"]) == body
    seen = reply["headers"].keys() & foreign.keys()
    assert seen == {"accept-language", "cookie"}
    assert client.get("/", headers={"x-forwarded-proto": "https"}).json()["headers"]["x-forwarded-proto"] == "https"


@pytest.mark.parametrize(
    "path",
    ["/", "/theme.css", "/assets/index.js", "/static/js/a.js", "/favicon.ico", "/gradio_api/app_id", "/robots.txt"],
)
def test_what_the_page_loads_is_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


CLOSED = """
/login/ /login_check /logout /token /user /app_id /config /config/ /monitoring /monitoring/summary
/openapi.json /svelte/x /dev/reload /pwa_icon /assets /static/ /gradio_api/openapi.json /gradio_api/info
/gradio_api/upload /gradio_api/upload_progress /gradio_api/file=/etc/passwd /gradio_api/file/x
/gradio_api/proxy=http://evil.example /gradio_api/process_recording /gradio_api/heartbeat/s1
/gradio_api/call/x /gradio_api/call/x/y /gradio_api/run/x /gradio_api/api/x /gradio_api/stream/x
/gradio_api/component_server /gradio_api/deep_link /gradio_api/runs /gradio_api/run-history/records
/gradio_api/custom_component/x /gradio_api/vibe-edit /gradio_api/mcp/ /gradio_api/login_check
/gradio_api/startup-events /gradio_api/token /gradio_api/user /gradio_api/monitoring /gradio_api/queue/join/
/gradio_api/queue/data/ //gradio_api/upload /gradio_api//upload /gradio_api/queue/../upload
""".split()


@pytest.mark.parametrize("path", CLOSED)
def test_every_other_door_is_closed(client: TestClient, path: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE"):
        assert client.request(method, f"http://testserver{path}").status_code == 404


@pytest.mark.parametrize("path", ["/", "/theme.css", "/gradio_api/queue/data"])
def test_what_is_read_cannot_be_written(client: TestClient, path: str) -> None:
    assert client.post(path).status_code == 404
