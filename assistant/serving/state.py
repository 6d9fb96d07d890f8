"""Whether the server runs and can answer, and how its API is used: what others ask about it, not of it."""

from fastapi import APIRouter
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse

from assistant.page.look import LOOK
from assistant.web.problem import documented
from assistant.web.readiness import Readiness

SWAGGER = "/look/swagger"  # where the bundled page's script and style are served
SWAGGER_SCRIPT = b"const ui = SwaggerUIBundle("  # how the one script begins that stands in that page itself


def health_api(ready: Readiness) -> APIRouter:
    """Return the routes that a supervisor asks."""
    router = APIRouter()

    @router.get("/healthz", summary="Whether the server runs")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz", summary="Whether questions can be answered", responses=documented(503))
    async def readyz() -> dict[str, str]:
        engine = ready.engine()
        ready.require_parts()
        return {"status": "ready", "index": engine.manifest.build_id}

    return router


def documentation() -> APIRouter:
    """Return the page that documents the API."""
    router = APIRouter()

    @router.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="Report assistant: API",
            swagger_js_url=f"{SWAGGER}/swagger-ui-bundle.js",
            swagger_css_url=f"{SWAGGER}/swagger-ui.css",
            swagger_favicon_url=f"{LOOK}/icon.svg",
        )

    return router
