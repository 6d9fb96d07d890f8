"""What is served: the API, the reader, the chat page, and whether all of it is ready.

Translates between HTTP and the engine. The port opens at once; the engine and Gradio are
loaded in threads, and a page that says so stands in for the chat until it is there.
"""

import asyncio
import importlib
import json
import logging
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send
from swagger_ui_bundle import swagger_ui_path

from assistant import reader
from assistant.config import Config
from assistant.errors import NotFound, NotReady, meaning
from assistant.readiness import Readiness
from assistant.schema import Answer, Delta, Event, ReadAs, Turn
from assistant.shield import Shield
from index.errors import ReportError

STATIC = Path(__file__).parent / "static"
STOP_AFTER = 3  # seconds that running answers may take when the server stops
RETRY_AFTER = "2"  # seconds

log = logging.getLogger(__name__)


class TurnIn(BaseModel):
    """One message of the conversation so far."""

    model_config = ConfigDict(extra="forbid")
    role: Literal["user", "assistant"]
    content: str


class AskIn(BaseModel):
    """A question, with the conversation it belongs to."""

    question: str = Field(examples=["How many elevators will be installed in old residential buildings?"])
    history: list[TurnIn] = []
    stream: bool = False


def create_app(config: Config, readiness: Readiness | None = None) -> FastAPI:
    """Return the application; ``readiness`` is given by tests, else opened in the background at start."""
    ready = readiness or Readiness(config)
    chat = LateChat(ready)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        ready.start()
        loading = asyncio.create_task(chat.load())
        yield
        loading.cancel()
        await chat.close()

    app = FastAPI(title="Report assistant", version="0.1.0", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.chat = chat
    add_errors(app, ready)
    add_api(app, ready)
    add_reader(app, ready)
    app.mount("/look/swagger", StaticFiles(directory=swagger_ui_path))
    app.mount("/look", StaticFiles(directory=STATIC))
    app.mount("/", chat)
    app.add_middleware(Shield, max_body=config.max_body)
    return app


# --- the API ------------------------------------------------------------------------------


def add_api(app: FastAPI, ready: Readiness) -> None:
    @app.post("/api/ask", summary="Ask a question", responses={422: {"description": "Not a question that can be read"}})
    async def ask(body: AskIn, request: Request) -> Any:
        engine = ready.engine()
        history = [Turn(turn.role, turn.content) for turn in body.history]
        if body.stream or "text/event-stream" in request.headers.get("accept", ""):
            events = engine.stream(body.question, history)
            first = await run_in_threadpool(next, events)  # a question that cannot be read is still an error status
            return StreamingResponse(server_sent(first, events), media_type="text/event-stream")
        answer = await run_in_threadpool(engine.answer, body.question, history)
        return JSONResponse(answer.to_dict())

    @app.get("/healthz", summary="Whether the server runs")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", summary="Whether questions can be answered")
    async def readyz() -> dict[str, str]:
        return {"status": "ready", "index": ready.engine().manifest.build_id}

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
            swagger_favicon_url="/look/icon.svg",
        )


async def server_sent(first: Event, rest: Iterator[Event]) -> AsyncIterator[str]:
    """Yield events in the text/event-stream format; an error ends the stream as an event of its own."""
    yield one_event(first)
    try:
        async for event in iterate_in_threadpool(rest):
            yield one_event(event)
    except ReportError as error:
        yield written("error", {"error": str(error)})


def one_event(event: Event) -> str:
    match event:
        case ReadAs(question=question):
            return written("read_as", {"question": question})
        case Delta(text=text):
            return written("delta", {"text": text})
        case Answer():
            return written("answer", event.to_dict())


def written(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


# --- the reader ---------------------------------------------------------------------------


def add_reader(app: FastAPI, ready: Readiness) -> None:
    @app.get("/report", include_in_schema=False)
    async def report() -> RedirectResponse:
        return RedirectResponse("/report/")

    @app.get("/report/", response_class=HTMLResponse, summary="The documents")
    def documents() -> str:
        return reader.list_page(ready.engine().store)

    @app.get("/report/{document}", response_class=HTMLResponse, summary="One document, to be read")
    def document(document: str) -> Any:
        store = ready.engine().store
        try:
            return reader.document_page(store, reader.find_document(store, document))
        except NotFound as error:
            return HTMLResponse(reader.list_page(store, said=str(error)), meaning(error).http_status)


# --- errors -------------------------------------------------------------------------------


def add_errors(app: FastAPI, ready: Readiness) -> None:
    @app.exception_handler(ReportError)
    async def for_people(request: Request, error: ReportError) -> JSONResponse:
        status = meaning(error).http_status
        headers = {"retry-after": RETRY_AFTER} if isinstance(error, NotReady) else None
        return JSONResponse({"error": str(error)}, status, headers)

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return JSONResponse({"error": "The body is not JSON."}, 400)
        where = ".".join(str(part) for part in first["loc"] if part != "body") or "body"
        return JSONResponse({"error": f"{where}: {first['msg'].lower()}."}, 422)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        return JSONResponse({"error": f"{error.detail}."}, error.status_code, error.headers)

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> JSONResponse:
        return JSONResponse({"error": "Something went wrong; the server's log says what."}, 500)


# --- the chat page ------------------------------------------------------------------------


class LateChat:
    """The chat, from the moment it is loaded; before that a page that says what is being done."""

    def __init__(self, ready: Readiness) -> None:
        self.ready = ready
        self.app: ASGIApp | None = None
        self.loaded = threading.Event()
        self.resources = AsyncExitStack()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app or self.waiting(scope)
        await app(scope, receive, send)

    def waiting(self, scope: Scope) -> ASGIApp:
        if scope["path"] != "/":
            return JSONResponse({"error": "There is nothing here, or not yet."}, 404)
        state = str(self.ready.failure) if self.ready.failure else f"Getting ready. {self.ready.doing}"
        headers = {} if self.ready.failure else {"retry-after": RETRY_AFTER}
        page = (STATIC / "waiting.html").read_text("utf-8").replace("$state", reader.escape(state))
        return HTMLResponse(page if not self.ready.failure else page.replace(REFRESH, ""), headers=headers)

    async def load(self) -> None:
        """Import Gradio in a thread, wait for the engine, build the page and hand over to it."""
        try:
            ui = await asyncio.to_thread(importlib.import_module, "assistant.ui")
            await asyncio.to_thread(self.ready.finished.wait)
            if self.ready.failure:
                return
            inner = ui.mount(self.ready.engine())  # here, since Gradio wants a running loop; it takes a moment only
            await self.resources.enter_async_context(inner.router.lifespan_context(inner))
            self.app = inner
            self.loaded.set()
        except Exception:
            log.exception("the chat page could not be built")
            raise

    async def close(self) -> None:
        await self.resources.aclose()


REFRESH = '<meta http-equiv="refresh" content="2">'


# --- running ------------------------------------------------------------------------------


class Server(uvicorn.Server):
    """uvicorn that tells Gradio's open pages that it stops, so that they do not hold it up."""

    def handle_exit(self, sig: int, frame: Any) -> None:
        super().handle_exit(sig, frame)


def serve(config: Config, host: str, port: int) -> None:
    """Serve until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    app = create_app(config)
    settings = uvicorn.Config(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=STOP_AFTER)
    log.info("http://%s:%d", host, port)
    Server(settings).run()
