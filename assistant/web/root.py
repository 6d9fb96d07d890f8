"""Under which address the assistant is reached, and the path that stands there before its own.

Within, every address begins at the root. ``Rooted`` translates at the edge: it takes the path off requests, and puts it
before the addresses in redirects and pages. ``Rerooted`` gives the router both, as ASGI asks.
"""

import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.config import ROOT

HEADER = "x-forwarded-prefix"
LINK = re.compile(rb'(\s(?:href|src|action|formaction)=")/(?!/)')  # every foreign text in a page is escaped
FOLDER = "/report/"  # the one address of ours that ends with a slash
READING = ("GET", "HEAD")

Believed = Callable[[HTTPConnection], bool]


class Rooted:
    """Wraps the layers around the application, inside what compresses.

    ``public_url`` is the whole address as people type it, without a slash at its end; where it is not given, what a
    proxy says in ``X-Forwarded-Prefix`` is believed of those whom ``is_believed`` knows. A path that the proxy has
    left on is taken off; with the header it is gone already.
    """

    def __init__(self, app: ASGIApp, public_url: str | None, is_believed: Believed) -> None:
        self.app, self.is_believed = app, is_believed
        self.site = public_url or ""
        self.path = urlsplit(self.site).path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = self.told(scope)
        prefix, path = self.path if self.site else told, scope["path"]
        if prefix and not told and (path == prefix or path.startswith(f"{prefix}/")):
            path = path.removeprefix(prefix)
        plain = without_slash(path)
        onward = Outgoing(send, prefix).send
        if plain != path and scope["method"] in READING:
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"{quote(plain)}?{query}" if query else quote(plain), 308)(scope, receive, onward)
            return
        await self.app({**scope, "path": plain, "root_path": prefix, "site": self.site}, receive, onward)

    def told(self, scope: Scope) -> str:
        """Return the path that a believed proxy has taken off; empty where none says so, or it is no path."""
        told = Headers(scope=scope).getlist(HEADER)
        path = told[0].rstrip("/") if len(told) == 1 else ""
        return path if ROOT.fullmatch(path) and self.is_believed(HTTPConnection(scope)) else ""


def without_slash(path: str) -> str:
    """Return the path that is meant by one with a slash too many, or with none at all."""
    if path in ("", "/"):
        return "/"
    return path if path == FOLDER or path.startswith("//") else path.rstrip("/")


class Rerooted:
    """Wraps the router, which is to see the whole path and what of it comes before ours."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if prefix := scope.get("root_path"):
            scope = {**scope, "path": prefix + scope["path"]}
        await self.app(scope, receive, send)


def own_path(scope: Scope) -> str:
    """Return the path of ours, for what stands within the router."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def site_of(request: HTTPConnection) -> str:
    """Return the assistant's whole address, without a slash at its end: as it is set, else as it was called."""
    return request.scope.get("site") or str(request.base_url).rstrip("/")


class Outgoing:
    """Sends one response on, with the path put before the addresses in it."""

    def __init__(self, send: Send, prefix: str) -> None:
        self.onward, self.prefix = send, prefix
        self.start: Message | None = None  # held back while a page's body is gathered
        self.body = b""

    async def send(self, message: Message) -> None:
        if not self.prefix:
            await self.onward(message)
        elif message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            location = headers.get("location", "")
            if location.startswith("/") and not location.startswith("//"):
                headers["location"] = self.prefix + location
            if headers.get("content-type", "").startswith("text/html"):
                self.start = message
            else:
                await self.onward(message)
        elif self.start is None:
            await self.onward(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self.send_page(self.start, message)

    async def send_page(self, start: Message, last: Message) -> None:
        body = LINK.sub(rb"\1" + self.prefix.encode() + b"/", self.body)
        MutableHeaders(scope=start)["content-length"] = str(len(body))
        await self.onward(start)
        await self.onward({**last, "body": body})
