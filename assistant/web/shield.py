"""What every response carries and what no request may do: headers, size limit, names that are not the server's.

Pure ASGI, so that streams pass untouched. Only pages with scripts of their own in them are held
back, to give those that are known the nonce that the content security policy asks for.
"""

import asyncio
import re
import secrets
from collections.abc import Callable, Mapping, Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.page.look import LOOK
from assistant.web.hosts import are_well_formed
from assistant.web.problem import problem

POLICY = (
    "default-src 'none'; script-src 'self'{nonce}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors {ancestors}"
)
HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
SCRIPT = re.compile(rb"<script(?=[\s>])[^>]{0,300}>\s*")
LONGEST = 255  # bytes of a name in an address; no file has a longer one, and asking for it fails oddly
BODY_WAIT = 30  # seconds for the next piece of a body
SAFELY = "max-age=31536000"  # seconds for which a browser comes back over TLS alone
PRIVATE = ("/api/", "/v1/", "/admin", "/login", "/mcp", "/metrics")  # what these say no browser keeps
KEPT = "public, max-age=31536000, immutable"  # for what is served under a hash


Scripts = Mapping[str, tuple[bytes, ...]]


class Shield:
    """Wraps the whole application. ``max_body`` is in bytes; ``ancestors`` tells who may frame an address.

    ``is_called`` is true for a request under a name of the server, ``is_secure`` for one over TLS. ``scripts`` are, by
    address, how the scripts begin that stand in that page itself.
    """

    def __init__(
        self,
        app: ASGIApp,
        max_body: int,
        ancestors: Callable[[Scope], str] = lambda scope: "'self'",
        is_called: Callable[[HTTPConnection], bool] = lambda request: True,
        is_secure: Callable[[HTTPConnection], bool] = lambda request: False,
        scripts: Scripts | None = None,
        larger: Mapping[str, int] | None = None,
    ) -> None:
        """``larger`` has, by an address's beginning, how large a body may be there."""
        self.app = app
        self.max_body = max_body
        self.larger = larger or {}
        self.ancestors = ancestors
        self.is_called, self.is_secure = is_called, is_secure
        self.scripts = scripts or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        known = self.scripts.get(scope["path"], ())
        nonce = secrets.token_urlsafe(16) if known else ""
        secure = self.is_secure(HTTPConnection(scope))
        fixed = self.fixed(scope, nonce, secure)
        onward = Outgoing(send, scope["path"], fixed, nonce, known).send
        if refusal := self.refusal(scope):
            await refusal(scope, receive, onward)
            return
        # a page that is not compressed can be given its nonces; x-forwarded-host would be believed without question
        dropped = {b"x-forwarded-host"} | ({b"accept-encoding"} if known else set())
        headers = [pair for pair in scope["headers"] if pair[0] not in dropped]
        scope = {**scope, "headers": headers, **({"scheme": "https"} if secure else {})}
        await self.app(scope, self.limited(receive, self.most(scope["path"])), onward)

    def fixed(self, scope: Scope, nonce: str, secure: bool) -> dict[str, str]:
        """Return the headers that every response to a request carries."""
        policy = POLICY.format(nonce=f" 'nonce-{nonce}'" if nonce else "", ancestors=self.ancestors(scope))
        safely = {"strict-transport-security": SAFELY} if secure else {}
        return {**HEADERS, **safely, "content-security-policy": policy}

    def refusal(self, scope: Scope) -> JSONResponse | None:
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        if not self.is_called(HTTPConnection(scope)):
            return problem(400, "That is not a name of this server: ASSISTANT_HOSTS has those that are.", scope["path"])
        if not are_well_formed(headers):
            return problem(400, "The page that asks cannot be told: Origin or Referer is malformed.", scope["path"])
        most = self.most(scope["path"])
        if not length.isdigit() or int(length) > most:
            return problem(413, f"{too_large(most)}.", scope["path"])
        if not scope["path"].startswith("/"):  # OPTIONS *, or a whole address in place of a path
            return problem(400, "That is not an address of this server.")
        if any(len(name.encode()) > LONGEST for name in scope["path"].split("/")):
            return problem(404, "There is nothing here.")
        return None

    def most(self, path: str) -> int:
        """Return how many bytes a body may have at an address."""
        return next((most for start, most in self.larger.items() if path.startswith(start)), self.max_body)

    def limited(self, receive: Receive, most: int) -> Receive:
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
            if seen > most:
                raise HTTPException(413, too_large(most))  # answered as JSON by the application within
            return message

        return receive_part


def too_large(most: int) -> str:
    return f"The request is larger than {most:,} bytes"


class Outgoing:
    """Sends one response on: with headers, and pages with nonces."""

    def __init__(
        self, send: Send, path: str, fixed: Mapping[str, str], nonce: str = "", known: Sequence[bytes] = ()
    ) -> None:
        self.onward = send
        self.path = path
        self.fixed = fixed
        self.nonce = nonce.encode()
        self.known = list(known)  # how scripts begin that have not been met yet
        self.start: Message | None = None  # held back while a page's body is gathered
        self.body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(self.fixed)
            if self.path.startswith(("/assets/", f"{LOOK}/")) and message["status"] < 400:
                headers["cache-control"] = KEPT
            elif self.path.startswith("/look/"):
                headers["cache-control"] = "no-cache"  # asked for again, mostly answered by 304
            elif self.path.startswith(PRIVATE):
                headers.setdefault("cache-control", "no-store")
            if self.known and headers.get("content-type", "").startswith("text/html"):
                self.start = message
                return
        elif self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self.send_page(self.start, message)
            return
        await self.onward(message)

    async def send_page(self, start: Message, last: Message) -> None:
        body = SCRIPT.sub(self.marked, self.body)
        MutableHeaders(scope=start)["content-length"] = str(len(body))
        await self.onward(start)
        await self.onward({**last, "body": body})

    def marked(self, tag: re.Match[bytes]) -> bytes:
        """Return a script's tag, with the nonce where it is the first that begins like one of those that are known."""
        begins = next((known for known in self.known if tag.string.startswith(known, tag.end())), None)
        if begins is None:
            return tag[0]
        self.known.remove(begins)
        return tag[0].replace(b"<script", b'<script nonce="' + self.nonce + b'"', 1)
