"""What of Gradio can be reached, by whom, and what it is told of a request: lists, and everything else is closed.

Gradio keeps conversations apart by a ``session_hash`` that the page makes up. Here it belongs to
the caller who joined with it first, so that nobody reads or stops the answer of somebody else.
"""

import re
from collections import OrderedDict
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.body import read_json
from assistant.web.problem import problem
from assistant.web.root import own_path

# What the page loads, and what it sends. Uploads, files by path, saved sessions, a proxy, logins, monitoring, calls
# from programs, and whatever the next version brings, are not among them.
READ = re.compile(
    r"/|/theme\.css|/favicon\.ico|/manifest\.json|/robots\.txt|/(?:assets|static)/.+|/gradio_api/(?:app_id|queue/data)"
)
WRITE = re.compile(r"/gradio_api/(?:queue/join|cancel|reset)")
READING = ("GET", "HEAD")
# Others name servers that Gradio would put into addresses and redirects, or people that it would believe in.
HEADERS = frozenset(
    b"host accept accept-encoding accept-language cache-control connection content-length content-type cookie "
    b"if-modified-since if-none-match if-range origin range referer transfer-encoding user-agent".split()
)
# How the scripts begin that stand in the page itself.
SCRIPTS = (
    b"window.gradio_config = ",
    b"window.gradio_api_info = ",
    b"window.__gradio_mode__ = ",
    b"(() => {\n\t\t\t\tconst root = ",
    b"const ce = document.getElementsByTagName(",
)
MOST = 10_000  # sessions whose callers are known; the one used longest ago is forgotten first
LONGEST = 64  # characters of a session's name; the page's have eleven


class Doors:
    """Wraps Gradio's application; the gate before it has told who calls."""

    def __init__(self, app: ASGIApp, most: int = MOST) -> None:
        self.app, self.most = app, most
        self.callers: OrderedDict[str, str] = OrderedDict()  # by session, the last used at the end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, caller = own_path(scope), name_of(scope)
        if not has_door(scope):
            await problem(404, "There is nothing here.", path)(scope, receive, send)
            return
        app: ASGIApp = self.app
        if path == "/gradio_api/queue/data":
            named = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [])
            if len(named) != 1 or not self.is_of(named[0], caller):
                app = problem(404, "There is no such conversation.", path)
        elif path in ("/gradio_api/queue/join", "/gradio_api/cancel"):
            try:
                body, receive = await read_json(receive)
            except ValueError:
                app = problem(400, "The body is not JSON, or too deep.", path)
            else:
                app = self.app if self.may(path, body, caller) else problem(404, "There is no such conversation.", path)
        await app(understood(scope), receive, send)

    def may(self, path: str, body: object, caller: str) -> bool:
        session = body.get("session_hash") if isinstance(body, dict) else None
        if not isinstance(session, str) or not 0 < len(session) <= LONGEST:
            return False
        return self.join(session, caller) if path.endswith("join") else self.is_of(session, caller)

    def join(self, session: str, caller: str) -> bool:
        """Bind a session to its caller; False where it is bound to another."""
        known = self.callers.setdefault(session, caller)
        while len(self.callers) > self.most:
            self.callers.popitem(last=False)
        return known == caller and self.is_of(session, caller)

    def is_of(self, session: str, caller: str) -> bool:
        if self.callers.get(session) != caller:
            return False
        self.callers.move_to_end(session)
        return True


def has_door(scope: Scope) -> bool:
    """True for an address and method of the chat page."""
    allowed = READ if scope["method"] in READING else WRITE
    return bool(allowed.fullmatch(own_path(scope))) and scope["method"] in (*READING, "POST")


def name_of(scope: Scope) -> str:
    caller = scope.get("caller")
    return caller.name if caller else ""


def understood(scope: Scope) -> Scope:
    """Return the request with the headers that Gradio may see; of what a proxy says only that it speaks TLS."""
    kept = [
        (name, value)
        for name, value in scope["headers"]
        if name in HEADERS or (name == b"x-forwarded-proto" and value == b"https")
    ]
    return {**scope, "headers": kept}
