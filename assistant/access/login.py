"""The page on which a person gives a key, so that the chat and the reader can be opened in a browser."""

from html import escape
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.access.caller import COOKIE, SESSION, Access
from assistant.access.quotas import Quotas
from assistant.locale import preferred
from assistant.page.html_page import html_page
from assistant.page.wording import wording

BODY = """<main>
<h1>{sign_in}</h1>
<p>{who_may}</p>
<form method="post" action="/login">
<input type="hidden" name="next" value="{onward}">
<label for="key">{key}</label>
<input id="key" name="key" type="password" autocomplete="current-password" required autofocus{described}>
{said}<button class="button filled" type="submit">{sign_in}</button>
</form>
</main>"""


def login_pages(access: Access, quotas: Quotas) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/login")
    async def page(request: Request, next: str = "/") -> HTMLResponse:
        return HTMLResponse(login_page(next, preferred(request)))

    @router.post("/login")
    async def enter(
        request: Request, key: Annotated[str, Form(max_length=200)], next: Annotated[str, Form()] = "/"
    ) -> Response:
        language = preferred(request)
        words = wording(language)
        if seconds := await run_in_threadpool(quotas.wait_for_login, access.address(request)):
            said = words.too_many_attempts.format(seconds=seconds)
            return HTMLResponse(login_page(next, language, said), 429, {"retry-after": str(seconds)})
        held = access.keyring.find(key.strip())
        if held is None:
            return HTMLResponse(login_page(next, language, words.unknown_key), 401)
        reply = RedirectResponse(inside(next), 303)
        token = access.signer.sign("session", held.digest, SESSION)
        secure = access.is_secure(request)
        reply.set_cookie(COOKIE, token, SESSION, httponly=True, samesite="lax", secure=secure)
        return reply

    @router.post("/logout")
    async def leave() -> Response:
        reply = RedirectResponse("/login", 303)
        reply.delete_cookie(COOKIE, httponly=True, samesite="lax")
        return reply

    return router


def login_page(onward: str, language: str, said: str = "") -> str:
    words = wording(language)
    body = BODY.format(
        sign_in=words.sign_in,
        who_may=words.who_may,
        key=words.key,
        onward=escape(inside(onward)),
        described=' aria-describedby="said" aria-invalid="true"' if said else "",
        said=f'<p id="said" class="said" role="alert">{escape(said)}</p>\n' if said else "",
    )
    return html_page(words.sign_in, body, "login", language)


def inside(address: str) -> str:
    """Return an address on this server; anything else becomes the first page."""
    plain = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if plain else "/"
