"""What every response carries and what no request may do."""

import asyncio
import re

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message, Receive

from assistant.page.look import LOOK
from assistant.web.shield import Shield


async def page(request: Request) -> HTMLResponse:
    page = "<html><script>\n known(1)</script><script src='/a.js'></script><scripture><script>evil()</script>"
    return HTMLResponse(f"{page}<script data-x>known(2)</script></html>")


async def echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(await request.body())


async def stream(request: Request) -> StreamingResponse:
    return StreamingResponse(iter(["one", "two"]), media_type="text/event-stream")


async def host(request: Request) -> PlainTextResponse:
    return PlainTextResponse(request.headers.get("x-forwarded-host", "none"))


@pytest.fixture
def client() -> TestClient:
    routes = [
        Route("/", page),
        Route("/echo", echo, methods=["POST"]),
        Route("/stream", stream),
        Route("/host", host),
        Route("/assets/{name}", host),
    ]
    return TestClient(Shield(Starlette(routes=routes), max_body=100, scripts={"/": (b"known(",)}))


def test_scripts_that_are_known_get_the_nonce_of_the_policy_and_no_other(client: TestClient) -> None:
    reply = client.get("/")
    nonce = re.search(r"'nonce-([^']+)'", reply.headers["content-security-policy"])
    assert nonce is not None
    assert f'<script nonce="{nonce[1]}">\n known(1)' in reply.text
    assert reply.text.count("nonce") == 1  # neither what was put in between nor what begins like it
    assert int(reply.headers["content-length"]) == len(reply.content)


def test_pages_without_scripts_of_their_own_allow_none() -> None:
    client = TestClient(Shield(Starlette(routes=[Route("/", page)]), max_body=100))
    assert "script-src 'self';" in client.get("/").headers["content-security-policy"]
    assert "nonce" not in client.get("/").text


def test_nonce_is_new_every_time(client: TestClient) -> None:
    policies = {client.get("/").headers["content-security-policy"] for _ in range(3)}
    assert len(policies) == 3


def test_policy_allows_neither_eval_nor_other_hosts(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'self'" in policy


def test_streams_pass_untouched(client: TestClient) -> None:
    assert client.get("/stream").text == "onetwo"


def test_body_over_the_limit_is_refused(client: TestClient) -> None:
    assert client.post("/echo", content=b"x" * 100).status_code == 200
    assert client.post("/echo", content=b"x" * 101).status_code == 413


@pytest.mark.parametrize("length", ["-1", "many", "1e9"])
def test_odd_content_length_is_refused(client: TestClient, length: str) -> None:
    assert client.post("/echo", content=b"x", headers={"content-length": length}).status_code == 413


def test_only_paths_are_addresses() -> None:
    refusal = Shield(Starlette(), max_body=100).refusal(
        {"type": "http", "method": "OPTIONS", "path": "*", "headers": []}
    )
    assert refusal is not None
    assert refusal.status_code == 400


def test_endless_names_are_nothing(client: TestClient) -> None:
    assert client.get(f"/assets/{'a' * 256}").status_code == 404


@pytest.mark.parametrize("header", [{"origin": "http://[evil"}, {"referer": "http://[evil"}, {"origin": ""}])
def test_a_malformed_page_is_told_so(client: TestClient, header: dict[str, str]) -> None:
    reply = client.get("/host", headers=header)
    assert (reply.status_code, reply.headers["content-type"]) == (400, "application/problem+json")


def test_other_names_are_refused_with_every_header_of_a_response() -> None:
    app = Starlette(routes=[Route("/host", host)])
    client = TestClient(Shield(app, 100, is_called=lambda request: request.url.hostname == "testserver"))
    assert client.get("/host").status_code == 200
    reply = client.get("/host", headers={"host": "evil.example"})
    assert reply.status_code == 400
    assert "evil" not in reply.text
    assert "content-security-policy" in reply.headers


def test_over_tls_browsers_are_told_to_come_back_so() -> None:
    client = TestClient(Shield(Starlette(routes=[Route("/scheme", scheme)]), 100, is_secure=is_secure))
    assert "strict-transport-security" not in client.get("/scheme").headers
    reply = client.get("/scheme", headers={"x-secure": "1"})
    assert reply.headers["strict-transport-security"] == "max-age=31536000"
    assert reply.text == "https"  # what the application puts into addresses


def is_secure(request: HTTPConnection) -> bool:
    return "x-secure" in request.headers


async def scheme(request: Request) -> PlainTextResponse:
    return PlainTextResponse(request.url.scheme)


def test_forwarded_host_is_not_believed(client: TestClient) -> None:
    assert client.get("/host", headers={"x-forwarded-host": "evil.example"}).text == "none"


def test_hashed_assets_may_be_kept(client: TestClient) -> None:
    assert "immutable" in client.get("/assets/a.js").headers["cache-control"]
    assert "cache-control" not in client.get("/host").headers


@pytest.mark.parametrize("path", ["/api/documents", "/admin", "/login/list", "/v1/models"])
def test_what_is_for_one_caller_is_kept_by_no_browser(client: TestClient, path: str) -> None:
    assert client.get(path).headers["cache-control"] == "no-store"


def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never() -> Message:
        await asyncio.sleep(60)
        return {"type": "http.request"}

    monkeypatch.setattr("assistant.web.shield.BODY_WAIT", 0.01)
    with pytest.raises(HTTPException) as caught:
        asyncio.run(waited(Shield(Starlette(), max_body=100).limited(never, 100)))
    assert caught.value.status_code == 408


async def waited(receive: Receive) -> Message:
    return await receive()


def test_each_address_may_say_who_frames_it() -> None:
    app = Starlette(routes=[Route("/", page)])
    client = TestClient(Shield(app, 100, ancestors=lambda scope: "https://intranet.example"))
    assert client.get("/").headers["content-security-policy"].endswith("frame-ancestors https://intranet.example")


def test_what_is_served_under_a_hash_is_kept_but_not_that_it_was_missing() -> None:
    client = TestClient(Shield(Starlette(routes=[Route(f"{LOOK}/a.css", page)]), 100))
    assert "immutable" in client.get(f"{LOOK}/a.css").headers["cache-control"]
    assert client.get(f"{LOOK}/b.css").headers["cache-control"] == "no-cache"
