"""Under which address the assistant is reached: a path before its own, left on by a proxy or taken off."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.web.root import Rerooted, Rooted, own_path, site_of

PUBLIC = "https://report.example/report"
PREFIX = {"x-forwarded-prefix": "/tools/assistant/"}


async def page(request: Request) -> HTMLResponse:
    return HTMLResponse('<a href="/report/a">a</a><a href="//x.example/">x</a><p title="/b">href=&quot;/c&quot;</p>')


async def seen(request: Request) -> JSONResponse:
    return JSONResponse([own_path(request.scope), site_of(request), request.url.path])


async def away(request: Request) -> RedirectResponse:
    return RedirectResponse(request.query_params["to"], 303)


async def stream(request: Request) -> PlainTextResponse:
    return PlainTextResponse(' href="/report/a"')


def client(public_url: str | None = None, believed: bool = True) -> TestClient:
    routes = [
        Route("/", page),
        Route("/away", away),
        Route("/stream", stream),
        Route("/in/seen", seen, methods=["GET", "POST"]),
        Route("/report/{name:path}", seen),
    ]
    rooted = Middleware(Rooted, public_url=public_url, is_believed=lambda request: believed)
    app = Starlette(routes=routes, middleware=[rooted, Middleware(Rerooted)])
    return TestClient(app, base_url="http://a.example", follow_redirects=False)


@pytest.mark.parametrize(
    ("path", "told", "own"),
    [
        ("/report/report/a", {}, "/report/a"),  # left on, and like a path of ours
        ("/report/a", {"x-forwarded-prefix": "/report"}, "/report/a"),  # taken off, and said so
        ("/in/seen", {}, "/in/seen"),  # called beside the proxy
    ],
)
def test_the_path_of_the_public_address_is_taken_off_once(path: str, told: dict[str, str], own: str) -> None:
    assert client(PUBLIC).get(path, headers=told).json() == [own, PUBLIC, f"/report{own}"]


def test_the_public_address_outranks_what_a_proxy_says() -> None:
    site = "https://report.example"
    assert client(site).get("/in/seen", headers=PREFIX).json() == ["/in/seen", site, "/in/seen"]


def test_a_believed_proxy_says_which_path_it_has_taken_off() -> None:
    site = "http://a.example/tools/assistant"
    assert client().get("/in/seen", headers=PREFIX).json() == ["/in/seen", site, "/tools/assistant/in/seen"]


@pytest.mark.parametrize("prefix", ["//evil.example", "/a/../b", "/a b", '/"', "/a?b", "https://evil.example", "/a,/b"])
def test_what_is_no_path_is_not_believed(prefix: str) -> None:
    assert client().get("/in/seen", headers={"x-forwarded-prefix": prefix}).json()[1] == "http://a.example"


def test_nobody_else_is_believed() -> None:
    assert client(believed=False).get("/in/seen", headers=PREFIX).json()[1] == "http://a.example"
    twice = [("x-forwarded-prefix", "/a"), ("x-forwarded-prefix", "/b")]
    assert client().get("/in/seen", headers=twice).json()[1] == "http://a.example"


def test_links_and_redirects_get_the_path_and_nothing_else_does() -> None:
    reply = client().get("/", headers=PREFIX)
    assert reply.text == (
        '<a href="/tools/assistant/report/a">a</a><a href="//x.example/">x</a><p title="/b">href=&quot;/c&quot;</p>'
    )
    assert int(reply.headers["content-length"]) == len(reply.content)
    assert client().get("/stream", headers=PREFIX).text == ' href="/report/a"'
    for to, location in (("/b", "/tools/assistant/b"), ("//x.example/", "//x.example/"), ("?a", "?a")):
        assert client().get("/away", params={"to": to}, headers=PREFIX).headers["location"] == location


def test_a_slash_too_many_leads_to_the_address_that_is_meant() -> None:
    led = client(PUBLIC).get("/report/in/seen/?a=b")
    assert (led.status_code, led.headers["location"]) == (308, "/report/in/seen?a=b")
    assert client().post("/in/seen/").json()[0] == "/in/seen"  # no redirect: pages elsewhere could not follow one
    assert client().get("/report/").json()[0] == "/report/"
    assert client(PUBLIC).get("/report").headers["location"] == "/report/"  # what is beside the page is under it


@pytest.mark.parametrize("path", ["/%5Cevil.example/", "//evil.example/", "//evil.example/a/"])
def test_no_slash_leads_to_another_server(path: str) -> None:
    location = client().get(f"http://a.example{path}").headers.get("location", "/")
    assert location.startswith("/")
    assert location[1:2] not in ("/", "\\")
