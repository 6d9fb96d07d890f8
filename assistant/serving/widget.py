"""The widget over HTTP: its script, its page for frames, and the token that a visitor gets.

A token goes only to pages of a listed site, as the browser names them, and holds no secret:
it names the site and runs out.
"""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.types import Scope

from assistant.access.caller import VISIT, Access, reader_of
from assistant.access.sites import Site, Sites
from assistant.access.snippets import LINES, integrity
from assistant.locale import preferred
from assistant.page.look import LOADER, LOOK, NEWEST, WIDGETS, widgets
from assistant.page.references import PART, spoken_date
from assistant.web.problem import documented, problem
from assistant.web.readiness import READER, Reader
from assistant.web.shield import KEPT

if TYPE_CHECKING:
    from assistant.engine import Engine

REFUSED = "This site may not show the assistant here."
PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{look}/embed.css">
<script src="{script}" defer></script>
</head>
<body>
<report-assistant inline site="{site}" language="{language}"><a href="{shown}">{title}</a></report-assistant>
</body>
</html>
"""


def embed_pages(access: Access, ready: Callable[[], "Engine"], open_report: bool) -> APIRouter:
    """Return the routes; ``open_report`` tells that the report's pages need no key."""
    router = APIRouter()
    add_scripts(router)
    add_frame(router, access, open_report)
    add_tokens(router, access, ready, open_report)
    return router


def add_scripts(router: APIRouter) -> None:
    kept = widgets()

    @router.get("/embed.js", include_in_schema=False)
    async def loader(request: Request) -> Response:
        return script(request, LOADER)

    @router.get(f"{WIDGETS}/{{name}}", include_in_schema=False)
    async def widget(request: Request, name: str) -> Response:
        if name not in kept:
            return problem(404, "There is no such version of the widget, or no more: run assistant embed again.")
        return script(request, kept[name], "no-cache" if name == NEWEST else KEPT)


def add_frame(router: APIRouter, access: Access, open_report: bool) -> None:
    @router.get("/embed", include_in_schema=False)
    async def page(request: Request, site: str = "") -> Response:
        known = access.sites.find(site)
        if known is None:
            return HTMLResponse(REFUSED, 404)
        if request.headers.get("sec-fetch-dest") == "document":
            return HTMLResponse("This page is for frames on the pages of a site.", 403)
        return HTMLResponse(frame_page(known, known.language or preferred(request), full(access, open_report) or "/"))


def add_tokens(router: APIRouter, access: Access, ready: Callable[[], "Engine"], open_report: bool) -> None:
    @router.post("/embed/token", summary="A visitor's token", tags=["widget"], responses=documented(404, 422, 503))
    def token(request: Request, site: str, collection: str | None = None) -> Any:
        known = access.sites.find(site)
        if known is None:
            return problem(404, f"There is no site {site[:64]!r}: it is to stand in the file of ASSISTANT_SITES.")
        if not access.may_show(request, known):
            return problem(403, REFUSED)
        led = full(access, open_report)
        READER.set(Reader(frozenset({reader_of(known)})))
        title, edition = masthead(ready().within(collection))
        shown = {**known.model_dump(include={"theme", "language", "starters"}), "title": known.title or title}
        signed = access.signer.sign("visit", known.id, VISIT)
        told = {**shown, "edition": edition, "full": led, "report": led != ""}
        return {"token": signed, "seconds": VISIT, "site": told}


def script(request: Request, path: Path, keep: str = "no-cache") -> Response:
    """Return a script for pages of any origin, which may check its hash."""
    tag = f'"{integrity(path)}"'
    headers = {"etag": tag, "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
    headers["cache-control"] = keep
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(path.read_bytes(), headers=headers, media_type="text/javascript")


def full(access: Access, open_report: bool) -> str:
    """Return the page that a visitor, who has no key, may open: the chat, or the report; empty where there is none."""
    return "/" if access.lets_people_in else "/report/" if open_report else ""


def frame_page(site: Site, language: str, shown: str) -> str:
    title = escape(site.title or LINES[language])
    widget = f"{WIDGETS}/{NEWEST}"
    return PAGE.format(language=language, title=title, look=LOOK, site=site.id, script=widget, shown=shown)


def masthead(engine: "Engine") -> tuple[str, str]:
    """Return the title that the documents share and their parts and dates, as far as there are any."""
    places = list({passage.place.document_id: passage.place for passage in engine.store.passages}.values())
    titles = list(dict.fromkeys(PART.sub("", place.title).strip() for place in places))
    parts = [match[1] for place in places if (match := PART.search(place.title))]
    dates = dict.fromkeys(day for place in places if (day := spoken_date(place.date)))
    return titles[0] if len(titles) == 1 else "", " · ".join(filter(None, [in_words(parts), *dates]))


def in_words(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return f"Part {parts[0]}" if parts else ""
    return f"Parts {', '.join(parts[:-1])} and {parts[-1]}"


def ancestors(sites: Sites) -> Callable[[Scope], str]:
    """Return who may frame an address: for the widget's page the site's origins, else our own pages."""

    def allowed(scope: Scope) -> str:
        if scope["path"] != "/embed":
            return "'self'"
        named = parse_qs(scope["query_string"].decode("ascii", "replace")).get("site", [])
        site = sites.find(named[0]) if len(named) == 1 else None
        return " ".join(site.origins) if site else "'none'"

    return allowed
