"""What every response carries and what no request may do: headers, size limit, closed doors.

Pure ASGI, so that streams pass untouched. Only HTML pages are held back, to give each of
their scripts the nonce that the content security policy asks for.
"""

import asyncio
import re
import secrets
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.page.look import LOOK
from assistant.web.problem import problem

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors {ancestors}"
)
HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
# Doors of Gradio that the chat does not use: uploads, files by path, saved sessions, a proxy, calls from programs.
CLOSED = re.compile(
    r"/gradio_api/(?:upload|call|run/|deep_link|file=|file/|info|runs|component_server|proxy=|mcp|vibe)"
)
SCRIPT = re.compile(rb"<script(?=[\s>])")
LONGEST = 255  # bytes of a name in an address; no file has a longer one, and asking for it fails oddly
BODY_WAIT = 30  # seconds for the next piece of a body
KEPT = "public, max-age=31536000, immutable"  # for what is served under a hash


class Shield:
    """Wraps the whole application. ``max_body`` is in bytes; ``ancestors`` tells who may frame an address."""

    def __init__(self, app: ASGIApp, max_body: int, ancestors: Callable[[Scope], str] = lambda scope: "'self'") -> None:
        self.app = app
        self.max_body = max_body
        self.ancestors = ancestors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if refusal := self.refusal(scope):
            await refusal(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        # an uncompressed page can be given its nonces; x-forwarded-host would be believed without question
        dropped = {b"x-forwarded-host"} | ({b"accept-encoding"} if is_page(scope) else set())
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in dropped]}
        policy = POLICY.format(nonce=nonce, ancestors=self.ancestors(scope))
        await self.app(scope, self.limited(receive), Outgoing(send, scope["path"], nonce, policy).send)

    def refusal(self, scope: Scope) -> JSONResponse | None:
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.max_body:
            return problem(413, f"{self.too_large()}.", scope["path"])
        if not scope["path"].startswith("/"):  # OPTIONS *, or a whole address in place of a path
            return problem(400, "That is not an address of this server.")
        if CLOSED.search(scope["path"]) or any(len(name.encode()) > LONGEST for name in scope["path"].split("/")):
            return problem(404, "There is nothing here.")
        if scope["path"].startswith("/gradio_api/") and scope["method"] == "POST" and is_foreign(headers):
            return problem(403, "Ask from the page itself.")
        return None

    def too_large(self) -> str:
        return f"The request is larger than {self.max_body:,} bytes"

    def limited(self, receive: Receive) -> Receive:
        """Cut off a body that grows beyond the limit without having said so, or that does not come."""
        seen, complete = 0, False

        async def receive_part() -> Message:
            nonlocal seen, complete
            if complete:  # what follows a whole body is the end of the connection, which may take its time
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), BODY_WAIT)
            except TimeoutError as error:
                raise HTTPException(408, "The request's body did not come") from error
            complete = not message.get("more_body", False)
            seen += len(message.get("body", b""))
            if seen > self.max_body:
                raise HTTPException(413, self.too_large())  # answered as JSON by the application within
            return message

        return receive_part


def is_page(scope: Scope) -> bool:
    return scope["method"] == "GET" and not scope["path"].startswith(("/assets/", "/look/", "/gradio_api/", "/api/"))


def is_foreign(headers: Headers) -> bool:
    """True where a browser says that the request comes from another site's page."""
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


class Outgoing:
    """Sends one response on: with headers, and pages with nonces."""

    def __init__(self, send: Send, path: str, nonce: str, policy: str) -> None:
        self.onward = send
        self.path = path
        self.nonce = nonce
        self.policy = policy
        self.start: Message | None = None  # held back while a page's body is gathered
        self.body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update({**HEADERS, "content-security-policy": self.policy})
            if self.path.startswith(("/assets/", f"{LOOK}/")) and message["status"] < 400:
                headers["cache-control"] = KEPT
            elif self.path.startswith("/look/"):
                headers["cache-control"] = "no-cache"  # asked for again, mostly answered by 304
            if headers.get("content-type", "").startswith("text/html"):
                self.start = message
                return
        elif self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self.send_page(self.start, message)
            return
        await self.onward(message)

    async def send_page(self, start: Message, last: Message) -> None:
        body = SCRIPT.sub(b'<script nonce="' + self.nonce.encode() + b'"', self.body)
        MutableHeaders(scope=start)["content-length"] = str(len(body))
        await self.onward(start)
        await self.onward({**last, "body": body})
