"""The page on which a person gives a key, so that the chat and the reader can be opened in a browser."""

from html import escape
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.access import COOKIE, SESSION, Access
from assistant.quotas import Quotas

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in</title>
<link rel="icon" href="/look/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/look/tokens.css">
<link rel="stylesheet" href="/look/page.css">
<link rel="stylesheet" href="/look/parts.css">
<link rel="stylesheet" href="/look/login.css">
<script src="/look/theme.js"></script>
</head>
<body class="login">
<main>
<h1>Sign in</h1>
<p>This assistant answers people who have a key. Ask whoever runs it for one.</p>
<form method="post" action="/login">
<input type="hidden" name="next" value="{onward}">
<label for="key">Key</label>
<input id="key" name="key" type="password" autocomplete="current-password" required autofocus{described}>
{said}<button class="button filled" type="submit">Sign in</button>
</form>
</main>
</body>
</html>
"""


def login_pages(access: Access, quotas: Quotas) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/login")
    async def page(next: str = "/") -> HTMLResponse:
        return HTMLResponse(login_page(next))

    @router.post("/login")
    async def enter(
        request: Request, key: Annotated[str, Form(max_length=200)], next: Annotated[str, Form()] = "/"
    ) -> Response:
        if seconds := await run_in_threadpool(quotas.wait_for_login, access.address(request)):
            said = login_page(next, f"Too many attempts: try again in {seconds} seconds.")
            return HTMLResponse(said, 429, {"retry-after": str(seconds)})
        held = access.keyring.find(key.strip())
        if held is None:
            return HTMLResponse(login_page(next, "That key is not known here."), 401)
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


def login_page(onward: str, said: str = "") -> str:
    described = ' aria-describedby="said" aria-invalid="true"' if said else ""
    words = f'<p id="said" class="said" role="alert">{escape(said)}</p>\n' if said else ""
    return PAGE.format(onward=escape(inside(onward)), described=described, said=words)


def inside(address: str) -> str:
    """Return an address on this server; anything else becomes the first page."""
    plain = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if plain else "/"
