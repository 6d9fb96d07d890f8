"""What every response carries and what no request may do."""

import asyncio
import re

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message, Receive

from assistant.page.look import LOOK
from assistant.web.shield import Shield


async def page(request: Request) -> HTMLResponse:
    return HTMLResponse("<html><script>1</script><script src='/a.js'></script><scripture></html>")


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
        Route("/gradio_api/queue/join", echo, methods=["POST"]),
        Route("/gradio_api/upload", echo, methods=["POST"]),
        Route("/gradio_api/call/x", echo, methods=["POST"]),
        Route("/assets/{name}", host),
    ]
    return TestClient(Shield(Starlette(routes=routes), max_body=100))


def test_scripts_get_the_nonce_of_the_policy(client: TestClient) -> None:
    reply = client.get("/")
    nonce = re.search(r"'nonce-([^']+)'", reply.headers["content-security-policy"])
    assert nonce is not None
    assert reply.text.count(f'<script nonce="{nonce[1]}"') == 2
    assert "<scripture>" in reply.text
    assert int(reply.headers["content-length"]) == len(reply.content)


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


def test_unused_doors_of_gradio_are_closed(client: TestClient) -> None:
    for door in ("upload", "call/x"):
        assert client.post(f"/gradio_api/{door}", content=b"x").status_code == 404


def test_only_paths_are_addresses() -> None:
    refusal = Shield(Starlette(), max_body=100).refusal(
        {"type": "http", "method": "OPTIONS", "path": "*", "headers": []}
    )
    assert refusal is not None
    assert refusal.status_code == 400


def test_endless_names_are_nothing(client: TestClient) -> None:
    assert client.get(f"/assets/{'a' * 256}").status_code == 404


def test_other_sites_may_not_post_to_the_chat(client: TestClient) -> None:
    join = "/gradio_api/queue/join"
    assert client.post(join, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post(join, headers={"origin": "http://testserver"}).status_code == 200
    assert client.post(join).status_code == 200


def test_forwarded_host_is_not_believed(client: TestClient) -> None:
    assert client.get("/host", headers={"x-forwarded-host": "evil.example"}).text == "none"


def test_hashed_assets_may_be_kept(client: TestClient) -> None:
    assert "immutable" in client.get("/assets/a.js").headers["cache-control"]
    assert "cache-control" not in client.get("/host").headers


def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never() -> Message:
        await asyncio.sleep(60)
        return {"type": "http.request"}

    monkeypatch.setattr("assistant.web.shield.BODY_WAIT", 0.01)
    with pytest.raises(HTTPException) as caught:
        asyncio.run(waited(Shield(Starlette(), max_body=100).limited(never)))
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
