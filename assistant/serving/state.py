"""Whether the server runs and can answer, and how its API is used: what others ask about it, not of it."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse

from assistant.access.caller import COOKIE
from assistant.access.gatekeeper import is_open
from assistant.errors import NotReady
from assistant.evidence.weights import origin
from assistant.page.look import LOOK
from assistant.web.problem import documented
from assistant.web.readiness import Readiness
from assistant.web.root import site_of
from index.errors import ReportError

SWAGGER = "/look/swagger"  # where the bundled page's script and style are served
SWAGGER_SCRIPT = b"const ui = SwaggerUIBundle("  # how the one script begins that stands in that page itself


SIGNING_IN: dict[str, dict[str, str]] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A key (assistant key new), or a visitor's token"},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "A key"},
    "login": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "A browser that has signed in"},
}


def health_api(ready: Readiness) -> APIRouter:
    """Return the routes that a supervisor asks."""
    router = APIRouter()

    @router.get("/healthz", summary="Whether the server runs")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz", summary="Whether questions can be answered", responses=documented(503))
    async def readyz() -> dict[str, str]:
        try:
            engine = ready.whole()
        except ReportError as error:  # whatever it is, a supervisor is told that nothing can be answered
            raise NotReady(str(error)) from error
        ready.require_parts()
        made_with = engine.finder.weights.provenance, engine.manifest.documents, engine.manifest.build_id
        return {"status": "ready", "index": engine.manifest.build_id, "weights": origin(*made_with)}

    return router


def documentation(is_public: bool) -> APIRouter:
    """Return what documents the API: for programs, and as a page. Where ``is_public``, nobody needs to sign in."""
    router = APIRouter()

    @router.get("/openapi.json", include_in_schema=False)
    async def document(request: Request) -> dict[str, Any]:
        return described(request.app.openapi(), site_of(request), is_public)

    @router.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="openapi.json",
            title="Report assistant: API",
            swagger_js_url=f"{SWAGGER}/swagger-ui-bundle.js",
            swagger_css_url=f"{SWAGGER}/swagger-ui.css",
            swagger_favicon_url=f"{LOOK}/icon.svg",
        )

    return router


def described(document: dict[str, Any], site: str, is_public: bool) -> dict[str, Any]:
    """Return the API's document with the address that it is called at, and how to sign in there."""
    ways: list[dict[str, list[str]]] = [{name: []} for name in SIGNING_IN]
    needed = [{}, *ways] if is_public else ways
    paths = {
        path: {method: {"security": [], **told} if is_open(path) else told for method, told in operations.items()}
        for path, operations in document["paths"].items()
    }
    components = document.get("components", {})
    schemes = {**components.get("securitySchemes", {}), **SIGNING_IN}
    return {
        **document,
        "servers": [{"url": site}],
        "security": needed,
        "paths": paths,
        "components": {**components, "securitySchemes": schemes},
    }
