"""Stands before every address: lets callers in who may do what they ask, and tells others why not.

Answers browsers' questions across origins from the list of sites, and keeps quotas. Pure
ASGI, so that it covers the API, the chat page and everything mounted alike.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.access import keys
from assistant.access.audit import Refusals
from assistant.access.caller import Access, Caller
from assistant.access.quotas import Quotas
from assistant.web.problem import problem
from assistant.web.readiness import READER
from assistant.web.routes import is_costly, is_counted
from assistant.web.workers import ASKER

OPEN = ("/healthz", "/readyz", "/look/", "/embed", "/login", "/logout", "/favicon.ico", "/admin", "/api/admin")
NEEDS: Mapping[str, keys.Scope] = {  # by the address's beginning, the first that fits; the chat page needs "ask"
    "/api/search": "search",
    "/api/documents": "search",
    "/api/collections": "search",
    "/api/passages": "search",
    "/api/feedback": "feedback",
    "/api/library": "documents",
    "/report": "search",
    "/metrics": "admin",
    "/": "ask",
}
FOR_VISITORS = ("/api/ask", "/api/feedback")
TOKEN = "/embed/token"  # nosec B105 # an address; a page that gets no token may read why
ACROSS = (*FOR_VISITORS, TOKEN)  # what a page of another origin may call
TOLD = (401, 403, 429)  # refusals that the log tells; a browser led to the login is none
READING = ("GET", "HEAD", "OPTIONS")


class Gatekeeper:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, access: Access, quotas: Quotas, open_report: bool) -> None:
        self.app, self.access, self.quotas = app, access, quotas
        self.refusals = Refusals()
        self.open_report = open_report

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # nothing here speaks WebSocket
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        allowed = self.allowed_origin(request)
        reader = allowed or (request.headers.get("origin", "") if scope["path"] == TOKEN else "")
        send = across(send, reader) if reader else send
        if scope["method"] == "OPTIONS" and "access-control-request-method" in request.headers:
            await preflight(allowed)(scope, receive, send)
            return
        refusal = await self.refusal(request)
        if refusal and refusal.status_code in TOLD:
            self.tell(request, refusal.status_code)
        await (refusal or self.app)(scope, receive, send)

    def tell(self, request: HTTPConnection, status: int) -> None:
        """Log that a request was refused: who, where, and nothing of what was asked."""
        caller = request.scope.get("caller")
        who = caller.name if caller else f"address {self.access.address(request)}"
        self.refusals.note(by=who, status=status, method=request.scope["method"], path=request.scope["path"][:200])

    def allowed_origin(self, request: HTTPConnection) -> str:
        """Return the other origin whose page may call this address; empty where none may."""
        origin, path = request.headers.get("origin", ""), request.scope["path"]
        return origin if path in ACROSS and origin in self.access.sites.origins else ""

    async def refusal(self, request: HTTPConnection) -> Response | None:
        """Return why a request is not let in, or None."""
        path, method = request.scope["path"], request.scope["method"]
        if method not in READING and self.is_foreign(request):
            return problem(403, "Pages of that origin may not call this.", path)
        if is_open(path) or (self.open_report and is_open(path, ("/report",))):
            return await self.over_quota(self.access.caller(request) or self.stranger(request), request.scope)
        caller = self.access.caller(request)
        if caller is None:
            return who_are_you(request, self.access.fault(request))
        request.scope["caller"] = caller
        needed = next(scope for beginning, scope in NEEDS.items() if path.startswith(beginning))
        if needed not in caller.scopes or (caller.site and path not in FOR_VISITORS):
            if fault := self.access.fault(request):
                return who_are_you(request, fault)
            which = "which this key has not" if caller.name.startswith("key ") else "which only a key can have"
            return problem(403, f"That needs the scope {needed}, {which}.", path)
        return await self.over_quota(caller, request.scope)

    def stranger(self, request: HTTPConnection) -> Caller:
        """Return who is counted at an address that is open to everybody."""
        return Caller(f"address {self.access.address(request)}", frozenset())

    def is_foreign(self, request: HTTPConnection) -> bool:
        origin = request.headers.get("origin")
        return origin is not None and not self.access.is_own(request, origin) and not self.allowed_origin(request)

    async def over_quota(self, caller: Caller, scope: Scope) -> Response | None:
        """Return why a caller has to wait, or None; from here on the request counts as that caller's."""
        ASKER.set("" if caller.unlimited else caller.name)
        READER.set(caller.reader)
        if caller.unlimited or not is_counted(scope):
            return None
        seconds = await run_in_threadpool(self.quotas.wait, caller, is_costly(scope))
        if not seconds:
            return None
        told = "questions: ask again" if is_costly(scope) else "requests: come back"
        words = f"Too many {told} in {seconds} second{'' if seconds == 1 else 's'}."
        return problem(429, words, scope["path"], {"retry-after": str(seconds)})


def is_open(path: str, doors: Sequence[str] = OPEN) -> bool:
    """True for an address that nobody needs to sign in for."""
    return any(path == door or path.startswith((f"{door.rstrip('/')}/", f"{door}.")) for door in doors)


def who_are_you(request: HTTPConnection, fault: str = "") -> Response:
    """Return the way to the login for a browser's page, else a problem: ``fault`` is that of the key that was given."""
    path: str = request.scope["path"]
    if request.scope["method"] == "GET" and "text/html" in request.headers.get("accept", ""):
        query = request.url.query
        return RedirectResponse(f"/login?next={quote(f'{path}?{query}' if query else path)}", 303)
    words = fault or "A key is needed: send it as Authorization: Bearer <key>."
    how = 'Bearer error="invalid_token"' if fault else "Bearer"
    return problem(401, words, path, {"www-authenticate": how})


def preflight(allowed: str) -> Response:
    if not allowed:
        return problem(403, "Pages of that origin may not call this.")
    headers = {
        "access-control-allow-methods": "POST",
        "access-control-allow-headers": "authorization, content-type",
        "access-control-max-age": "600",
    }
    return Response(status_code=204, headers=headers)


def across(send: Send, origin: str) -> Send:
    """Let pages of that origin read the response."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["access-control-allow-origin"] = origin
            headers["access-control-expose-headers"] = "retry-after"
            headers.add_vary_header("origin")
        await send(message)

    return sending
