"""What a caller is told instead of what was asked for: errors, wrong addresses, that all is still getting ready."""

from html import escape

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from assistant.errors import Busy, NotReady, meaning
from assistant.page.html_page import html_page
from assistant.web.problem import UNEXPECTED, for_visitors, problem
from assistant.web.root import own_path
from index.errors import ReportError

RETRY_AFTER = "2"  # seconds
REFRESH = f'<meta http-equiv="refresh" content="{RETRY_AFTER}">'  # works without script
WAITING = """<header class="mast"><div class="mast-title"><h1>Ask the report</h1></div></header>
<main class="waiting"><p role="status">{sentence}</p>{again}</main>"""
AGAIN = '<p class="small">This page looks again by itself.</p>'
OUTSIDE = ("body", "query", "path")  # where a field stands; its name says enough
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def add_errors(app: FastAPI) -> None:
    @app.exception_handler(ReportError)
    async def for_people(request: Request, error: ReportError) -> Response:
        status, waiting = meaning(error).http_status, isinstance(error, NotReady | Busy)
        headers = {"retry-after": RETRY_AFTER} if waiting else None
        if "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(notice(for_visitors(error), refresh=waiting), status, headers)
        return problem(status, for_visitors(error), own_path(request.scope), headers)

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return problem(400, "The body is not JSON.", own_path(request.scope))
        where = ".".join(str(part) for part in first["loc"] if part not in OUTSIDE) or "body"
        return problem(422, f"{where}: {first['msg'].lower()}.", own_path(request.scope))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, f"{error.detail}.", own_path(request.scope), error.headers)

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> JSONResponse:
        return problem(500, UNEXPECTED, own_path(request.scope))


def wrong_addresses() -> APIRouter:
    """Return routes for what no route before them answers, and which would otherwise reach the chat page."""
    router = APIRouter()

    @router.api_route("/v1/{rest:path}", methods=METHODS, include_in_schema=False)
    @router.api_route("/api/{rest:path}", methods=METHODS, include_in_schema=False)
    async def unknown(rest: str) -> None:
        raise HTTPException(404, "There is no such address, or not with this method; see /docs")

    return router


def notice(sentence: str, refresh: bool) -> str:
    """Return a page that says one thing, and with ``refresh`` looks again by itself."""
    body = WAITING.format(sentence=escape(sentence), again=AGAIN * refresh)
    return html_page("Getting ready", body, "waiting", head=REFRESH * refresh)
