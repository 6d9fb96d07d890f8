"""What is served: the API, the report's pages, the chat page, and whether all of it is ready.

Translates between HTTP and the engine. The port opens at once; the engine and Gradio are
loaded in threads, and a page that says so stands in for the chat until it is there.
"""

import asyncio
import importlib
import json
import logging
import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from html import escape
from importlib.metadata import version
from socket import socket
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, Literal

import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from fastapi.staticfiles import StaticFiles
from pydantic import AfterValidator, BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from swagger_ui_bundle import swagger_ui_path

from assistant.access.caller import Access, open_access
from assistant.access.gatekeeper import Gatekeeper
from assistant.access.login import login_pages
from assistant.access.quotas import Quotas
from assistant.config import Config
from assistant.errors import Busy, NotReady, meaning
from assistant.feedback import admin
from assistant.feedback.ratings import keep_questions
from assistant.locale import choose
from assistant.page.html_page import html_page
from assistant.page.look import LOOK, STATIC
from assistant.reader.report_site import add_report
from assistant.schema import Answer, Delta, Event, Progress, ReadAs, Turn
from assistant.serving.api import EXAMPLE_ANSWER, EXAMPLE_EVENTS, reading_api
from assistant.serving.openai_api import openai_api
from assistant.serving.widget import ancestors, embed_pages
from assistant.web import logs
from assistant.web.metrics import Counting, Metrics, metrics_api
from assistant.web.problem import UNEXPECTED, broken_off, documented, problem
from assistant.web.readiness import Readiness
from assistant.web.shield import Shield
from assistant.web.workers import Workers
from index.errors import ReportError

if TYPE_CHECKING:
    from assistant.web.tracing import Tracing

RETRY_AFTER = "2"  # seconds
REFRESH = f'<meta http-equiv="refresh" content="{RETRY_AFTER}">'  # works without script
WAITING = """<header class="mast"><div class="mast-title"><h1>Ask the report</h1></div></header>
<main class="waiting"><p role="status">{sentence}</p>{again}</main>"""
AGAIN = '<p class="small">This page looks again by itself.</p>'
OUTSIDE = ("body", "query", "path")  # where a field stands; its name says enough
UNBUFFERED = {"cache-control": "no-cache", "x-accel-buffering": "no"}  # the second is for nginx

log = logging.getLogger(__name__)


ASK_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "model": Answer,
        "description": "The answer; or its events, where a stream was asked for",
        "content": {
            "application/json": {"example": EXAMPLE_ANSWER},
            "text/event-stream": {"example": EXAMPLE_EVENTS},
        },
    },
    **documented(400, 408, 422, 429, 503, 504),
}


def whole(text: str) -> str:
    """Return the text with "?" for each half of a surrogate pair: JSON can carry one, UTF-8 cannot send it back."""
    return text.encode("utf-8", "replace").decode("utf-8")


Text = Annotated[str, AfterValidator(whole)]


class TurnIn(BaseModel):
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: Text


class AskIn(BaseModel):
    """A question, with the conversation it belongs to."""

    question: Text = Field(examples=["How many elevators will be installed in old residential buildings?"])
    history: list[TurnIn] = []
    stream: bool = False
    language: str = Field("en", description="of the assistant's own sentences: en or zh; any other means English")


def create_app(
    config: Config,
    readiness: Readiness | None = None,
    access: Access | None = None,
    tracing: "Tracing | None" = None,
) -> FastAPI:
    """Return the application; ``readiness`` is given by tests, else opened in the background at start.

    Without ``access`` it is open to everybody: whoever serves it says who may come in.
    """
    ready = readiness or Readiness(config)
    access, quotas = access or Access(config, public=True), Quotas(config.quota, config.quota_store)
    workers = Workers(config)
    chat, tools, metrics = LateChat(ready), LateTools(ready, workers), Metrics(workers)
    ready.on_open += [metrics.opened, partial(logs.follow, questions=config.log_questions)]
    ready.on_open.append(partial(keep_questions, config=config))
    lifespan = lifespan_of(ready, chat, tools, tracing)
    app = FastAPI(
        title="Report assistant",
        version=version("report-assistant"),
        lifespan=lifespan,
        docs_url=None,
        responses=documented(401, 403, 413),  # what the layers around it answer
    )
    app.openapi_version = "3.0.2"  # the newest that the bundled Swagger page reads
    app.state.chat = chat
    add_errors(app)
    app.include_router(admin.router(config, access, quotas))
    add_api(app, ready, workers)
    add_report(app, ready)
    app.include_router(login_pages(access, quotas))
    app.include_router(embed_pages(access, ready.engine))
    app.include_router(metrics_api(metrics))
    app.router.routes.append(Route("/mcp", tools))
    app.mount("/look/swagger", StaticFiles(directory=swagger_ui_path))
    app.mount(LOOK, StaticFiles(directory=STATIC))
    app.mount("/", chat)
    if tracing:
        ready.on_open.append(tracing.opened)
        app.add_middleware(tracing.around)
    app.add_middleware(Gatekeeper, access=access, quotas=quotas, open_report=config.open_report)
    app.add_middleware(Shield, max_body=config.max_body, ancestors=ancestors(access.sites))
    app.add_middleware(GZipMiddleware, compresslevel=6)  # outside: pages get their nonces first
    app.add_middleware(Counting, metrics=metrics)
    return app


Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def lifespan_of(ready: Readiness, chat: "LateChat", tools: "LateTools", tracing: "Tracing | None") -> Lifespan:
    """Return what the server does from its start to its end."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        ready.start()
        tasks = [asyncio.create_task(chat.load()), asyncio.create_task(tools.run())]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await chat.close()
        if tracing:
            await asyncio.to_thread(tracing.close)

    return lifespan


# --- the API ------------------------------------------------------------------------------


def add_api(app: FastAPI, ready: Readiness, workers: Workers) -> None:
    @app.post("/api/ask", summary="Ask a question", tags=["ask"], responses=ASK_RESPONSES)
    async def ask(body: AskIn, request: Request) -> Any:
        engine = ready.engine().speaking(choose(body.language, None, ""))
        history = [Turn(turn.role, turn.content) for turn in body.history]
        if body.stream or "text/event-stream" in request.headers.get("accept", ""):
            events = workers.stream(engine.stream(body.question, history))
            first = await anext(events)  # a question that cannot be read is still an error status
            return StreamingResponse(server_sent(first, events), headers=UNBUFFERED, media_type="text/event-stream")
        answer = await workers.run(partial(engine.answer, body.question, history))
        return JSONResponse(answer.to_dict())

    @app.get("/healthz", summary="Whether the server runs")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", summary="Whether questions can be answered", responses=documented(503))
    async def readyz() -> dict[str, str]:
        return {"status": "ready", "index": ready.engine().manifest.build_id}

    app.include_router(reading_api(ready.engine, workers))
    app.include_router(openai_api(ready.engine, workers))

    @app.api_route("/v1/{rest:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    @app.api_route("/api/{rest:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    async def unknown(rest: str) -> None:
        """Answer here for wrong addresses and methods, which would otherwise reach the chat page."""
        raise HTTPException(404, "There is no such address, or not with this method; see /docs")

    @app.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="Report assistant: API",
            swagger_js_url="/look/swagger/swagger-ui-bundle.js",
            swagger_css_url="/look/swagger/swagger-ui.css",
            swagger_favicon_url=f"{LOOK}/icon.svg",
        )


async def server_sent(first: Event, rest: AsyncIterator[Event]) -> AsyncIterator[str]:
    """Yield events in the text/event-stream format; an error ends the stream as an event of its own."""
    yield one_event(first)
    try:
        async for event in rest:
            yield one_event(event)
    except Exception as error:  # noqa: BLE001 - told to the client, and logged where nobody expected it
        yield written("error", broken_off(error))


def one_event(event: Event) -> str:
    match event:
        case ReadAs(question=question):
            return written("read_as", {"question": question})
        case Progress(doing=doing):
            return written("status", {"doing": doing})
        case Delta(text=text):
            return written("delta", {"text": text})
        case Answer():
            whole_answer = event.to_dict()
            cited = "".join(written("citation", citation) for citation in whole_answer["citations"])
            return cited + written("answer", whole_answer)


def written(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


# --- errors -------------------------------------------------------------------------------


def add_errors(app: FastAPI) -> None:
    @app.exception_handler(ReportError)
    async def for_people(request: Request, error: ReportError) -> Response:
        status, waiting = meaning(error).http_status, isinstance(error, NotReady | Busy)
        headers = {"retry-after": RETRY_AFTER} if waiting else None
        if "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(notice(str(error), refresh=waiting), status, headers)
        return problem(status, str(error), request.url.path, headers)

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return problem(400, "The body is not JSON.", request.url.path)
        where = ".".join(str(part) for part in first["loc"] if part not in OUTSIDE) or "body"
        return problem(422, f"{where}: {first['msg'].lower()}.", request.url.path)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, f"{error.detail}.", request.url.path, error.headers)

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> JSONResponse:
        return problem(500, UNEXPECTED, request.url.path)


# --- the chat page ------------------------------------------------------------------------


def notice(sentence: str, refresh: bool) -> str:
    """Return a page that says one thing, and with ``refresh`` looks again by itself."""
    body = WAITING.format(sentence=escape(sentence), again=AGAIN * refresh)
    return html_page("Getting ready", body, "waiting", head=REFRESH * refresh)


class LateChat:
    """The chat, from the moment it is loaded; before that a page that says what is being done."""

    def __init__(self, ready: Readiness) -> None:
        self.ready = ready
        self.app: FastAPI | None = None
        self.loaded = threading.Event()
        self.failure = ""
        self.resources = AsyncExitStack()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app: ASGIApp = self.app or self.waiting(scope)
        try:
            await app(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - Gradio trips over requests that no page sends; it has said 500
            log.warning("the chat page cannot read a request: %s", type(error).__name__)

    def waiting(self, scope: Scope) -> ASGIApp:
        if scope["path"] != "/":
            return problem(404, "There is nothing here, or not yet.")
        failure = str(self.ready.failure or "") or self.failure
        state = failure or f"Getting ready. {self.ready.doing}"
        page = notice(state, refresh=not failure)
        return HTMLResponse(page, 500 if failure else 200, headers={"cache-control": "no-store"})

    async def load(self) -> None:
        """Import Gradio in a thread, wait for the engine, build the page and hand over to it."""
        try:
            ui = await asyncio.to_thread(importlib.import_module, "assistant.chat.ui")
            await asyncio.to_thread(self.ready.finished.wait)
            inner = await asyncio.to_thread(asyncio.run, ui.mount(self.ready.engine()))
            await self.resources.enter_async_context(inner.router.lifespan_context(inner))
            self.app = inner
            self.loaded.set()
        except ReportError as error:
            self.failure = str(error)
        except Exception:  # whatever it was, the page must say so instead of waiting for ever
            log.exception("the chat page could not be built")
            self.failure = "The chat page could not be built; the server's log says why. The API answers."

    def stop(self) -> None:
        """Let Gradio end the streams of open pages, which would hold up the server's end."""
        if self.app is not None:
            for page in self.app.state.pages:
                page.stop_event.set()

    async def close(self) -> None:
        await self.resources.aclose()


class LateTools:
    """The MCP server, from the moment it is loaded: importing it takes a second that nothing else should wait for."""

    def __init__(self, ready: Readiness, workers: Workers) -> None:
        self.ready, self.workers = ready, workers
        self.app: ASGIApp = problem(503, "Getting ready.", headers={"retry-after": RETRY_AFTER})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        calls = (
            scope["method"] == "POST"
        )  # there is nothing to listen to, and a stream of that would stay open for ever
        app = self.app if calls else problem(405, "Calls of tools are POST.", headers={"allow": "POST"})
        await app(scope, receive, send)

    async def run(self) -> None:
        """Import it in a thread and keep it running until cancelled."""
        module = await asyncio.to_thread(importlib.import_module, "assistant.serving.mcp_server")
        server = module.mcp_server(self.ready.engine, self.workers)
        self.app = server.streamable_http_app()
        async with server.session_manager.run():
            await asyncio.Event().wait()


# --- running ------------------------------------------------------------------------------


class Server(uvicorn.Server):
    """uvicorn that ends open chat pages first when it is told to stop."""

    def __init__(self, settings: uvicorn.Config, chat: LateChat) -> None:
        super().__init__(settings)
        self.chat = chat
        self.loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        await super().startup(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self.chat.stop)
        super().handle_exit(sig, frame)


def serve(config: Config, host: str, port: int, public: bool = False) -> None:
    """Serve until stopped. Raises SettingsError where others could come in and nothing says who may."""
    access = open_access(config, host, public)
    logs.set_up(config.log_format)
    app = create_app(config, access=access, tracing=tracing_of(config))
    settings = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        timeout_graceful_shutdown=config.stop_after,
        ws="none",  # nothing here speaks WebSocket, and an upgrade that nobody answers would hang
        proxy_headers=False,  # whose word is believed is decided in access.py
        server_header=False,
    )
    log.info("http://%s:%d", host, port)
    Server(settings, app.state.chat).run()


def tracing_of(config: Config) -> "Tracing | None":
    """Return what OpenTelemetry's variables ask for; its packages are imported only then."""
    if not any(name.startswith("OTEL_") for name in os.environ):
        return None
    from assistant.web import tracing

    wanted = tracing.is_wanted(os.environ)
    return tracing.open_tracing(os.environ, config.log_questions) if wanted else None
