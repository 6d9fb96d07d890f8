"""The page on which a person gives a key, so that the chat and the reader can be opened in a browser; and the list of
the browsers that have done so with the same key, each of which can be signed out there."""

from datetime import UTC, datetime
from html import escape
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.access import audit
from assistant.access.caller import Access
from assistant.access.keys import Key
from assistant.access.ledger import LONGEST, Login
from assistant.access.quotas import Quotas
from assistant.locale import preferred
from assistant.page.html_page import html_page
from assistant.page.wording import Wording, wording

LOGINS = "/login/list"
BODY = """<main>
<h1>{sign_in}</h1>
<p>{who_may}</p>
<form method="post" action="/login">
<input type="hidden" name="next" value="{onward}">
<label for="key">{key}</label>
<input id="key" name="key" type="password" autocomplete="current-password" required autofocus{described}>
{said}<button class="button filled" type="submit">{sign_in}</button>
</form>{logins}
</main>"""
LIST = """<main>
<h1>{logins}</h1>
<p>{signed_in}</p>
<ul>{rows}</ul>
<form method="post" action="/logout"><button class="button filled">{sign_out}</button></form>
</main>"""
ROW = """<li><p>{device}</p><p class="when">{when}</p>
<form method="post" action="/login/end"><input type="hidden" name="id" value="{id}">
<button class="button outlined">{end}</button></form></li>"""


def login_pages(access: Access, quotas: Quotas) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    add_login(router, access, quotas)
    add_logins(router, access)
    return router


def add_login(router: APIRouter, access: Access, quotas: Quotas) -> None:
    @router.get("/login")
    def page(request: Request, next: str = "/") -> HTMLResponse:
        return HTMLResponse(login_page(next, preferred(request), listed=access.login(request) is not None))

    @router.post("/login")
    async def enter(
        request: Request, key: Annotated[str, Form(max_length=200)], next: Annotated[str, Form()] = "/"
    ) -> Response:
        language, address = preferred(request), access.address(request)
        words, held = wording(language), access.keyring.find(key.strip())
        if seconds := await run_in_threadpool(quotas.wait_for_login, address, counted=held is None):
            said = words.too_many_attempts.format(seconds=seconds)
            return HTMLResponse(login_page(next, language, said), 429, {"retry-after": str(seconds)})
        if held is None:
            audit.note("login refused", address=address)
            ended = access.keyring.has_ended(key.strip())
            return HTMLResponse(login_page(next, language, words.expired_key if ended else words.unknown_key), 401)
        audit.note("login", key=held.name, address=address)
        reply = RedirectResponse(inside(next), 303)
        token, secure = access.begin(request, held), access.is_secure(request)
        reply.set_cookie(access.cookie(request), token, LONGEST, httponly=True, samesite="lax", secure=secure)
        return reply


def add_logins(router: APIRouter, access: Access) -> None:
    @router.post("/logout")
    def leave(request: Request) -> Response:
        if login := access.login(request):
            access.ledger.end(login.id, login.key)
            audit.note("logout", key=name_of(access, login), address=access.address(request))
        return signed_out(access, request)

    @router.get(LOGINS)
    def logins(request: Request) -> Response:
        login = access.login(request)
        key = access.keyring.get(login.key) if login else None
        if login is None or key is None:
            return RedirectResponse(f"/login?next={LOGINS}", 303)
        return HTMLResponse(logins_page(key, login, access.ledger.of(login.key), preferred(request)))

    @router.post("/login/end")
    def end(request: Request, id: Annotated[str, Form(max_length=200)]) -> Response:
        login = access.login(request)
        if login is None:
            return RedirectResponse(f"/login?next={LOGINS}", 303)
        access.ledger.end(id, login.key)
        audit.note("login ended", key=name_of(access, login), address=access.address(request))
        return signed_out(access, request) if id == login.id else RedirectResponse(LOGINS, 303)


def name_of(access: Access, login: Login) -> str:
    key = access.keyring.get(login.key)
    return key.name if key else ""


def signed_out(access: Access, request: Request) -> Response:
    reply = RedirectResponse("/login", 303)
    secure = access.is_secure(request)
    reply.delete_cookie(access.cookie(request), httponly=True, samesite="lax", secure=secure)
    return reply


def login_page(onward: str, language: str, said: str = "", listed: bool = False) -> str:
    words = wording(language)
    body = BODY.format(
        sign_in=words.sign_in,
        who_may=words.who_may,
        key=words.key,
        onward=escape(inside(onward)),
        described=' aria-describedby="said" aria-invalid="true"' if said else "",
        said=f'<p id="said" class="said" role="alert">{escape(said)}</p>\n' if said else "",
        logins=f'\n<p><a href="{LOGINS}">{words.logins}</a></p>' if listed else "",
    )
    return html_page(words.sign_in, body, "login", language)


def logins_page(key: Key, own: Login, logins: list[Login], language: str) -> str:
    words = wording(language)
    rows = "".join(row_html(login, login.id == own.id, words) for login in logins)
    signed_in = escape(words.signed_in.format(name=key.name))
    body = LIST.format(logins=words.logins, signed_in=signed_in, rows=rows, sign_out=words.sign_out)
    return html_page(words.logins, body, "login", language)


def row_html(login: Login, is_own: bool, words: Wording) -> str:
    when = words.login_times.format(opened=minute(login.opened), seen=minute(login.seen))
    device = f"{words.this_browser} · {login.device}" if is_own else login.device
    return ROW.format(device=escape(device), when=escape(when), id=escape(login.id), end=words.sign_out_there)


def minute(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"


def inside(address: str) -> str:
    """Return an address on this server; anything else becomes the first page."""
    plain = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if plain else "/"
