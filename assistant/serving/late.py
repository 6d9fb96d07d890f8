"""What is loaded while the port is open already: the chat page and the tools, each with a stand-in until then."""

import asyncio
import importlib
import logging
import threading
from contextlib import AsyncExitStack

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.chat.doors import Doors, has_door
from assistant.serving.failures import RETRY_AFTER, notice
from assistant.web.body import read_json
from assistant.web.problem import for_visitors, problem
from assistant.web.readiness import Readiness
from assistant.web.root import own_path
from assistant.web.workers import Workers
from index.errors import ReportError

log = logging.getLogger(__name__)


class LateChat:
    """The chat, from the moment it is loaded; before that a page that says what is being done."""

    def __init__(self, ready: Readiness) -> None:
        self.ready = ready
        self.app: FastAPI | None = None
        self.doors: ASGIApp | None = None  # to the app
        self.loaded = threading.Event()
        self.failure = ""
        self.resources = AsyncExitStack()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.doors or self.waiting(scope)
        if self.doors and own_path(scope) == "/":
            await asyncio.to_thread(self.ready.engine)  # who may read nothing is told so
        try:
            await app(scope, receive, send)
        except HTTPException:  # of ours, about the body: answered as every problem
            raise
        except Exception as error:  # noqa: BLE001 - Gradio trips over requests that no page sends; it has said 500
            log.warning("the chat page cannot read a request: %s", type(error).__name__)

    def waiting(self, scope: Scope) -> ASGIApp:
        failure = for_visitors(self.ready.failure) if self.ready.failure else self.failure
        later = {} if failure else {"retry-after": RETRY_AFTER}
        state = failure or f"Getting ready. {self.ready.doing}"
        if own_path(scope) == "/":
            page = notice(state, refresh=not failure)
            return HTMLResponse(page, 503, headers={"cache-control": "no-store", **later})
        if not has_door(scope):
            return problem(404, "There is nothing here, or not yet.")
        return problem(503, state, headers=later)

    async def load(self) -> None:
        """Import Gradio in a thread, wait for the engine, build the page and hand over to it."""
        try:
            ui = await asyncio.to_thread(importlib.import_module, "assistant.chat.ui")
            await asyncio.to_thread(self.ready.finished.wait)
            inner = await asyncio.to_thread(
                asyncio.run, ui.mount(self.ready.engine, self.ready.whole().config.max_question)
            )
            await self.resources.enter_async_context(inner.router.lifespan_context(inner))
            self.app, self.doors = inner, Doors(inner)
            self.loaded.set()
            await asyncio.to_thread(self.ready.settle)
        except ReportError as error:
            self.failure = for_visitors(error)
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
        self.failure = ""
        self.app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app or problem(503, "Getting ready.", headers={"retry-after": RETRY_AFTER})
        if scope["method"] != "POST":  # there is nothing to listen to, and a stream of that would stay open for ever
            app = problem(405, "Calls of tools are POST.", headers={"allow": "POST"})
        elif self.app:
            try:
                _, receive = await read_json(receive)
            except ValueError:
                app = problem(400, "The body is not JSON, or too deep.")
        await app(scope, receive, send)

    async def run(self) -> None:
        """Import it in a thread and keep it running until cancelled."""
        try:
            module = await asyncio.to_thread(importlib.import_module, "assistant.serving.mcp_server")
            server = module.mcp_server(self.ready.engine, self.workers)
            self.app = server.streamable_http_app()
            async with server.session_manager.run():
                await asyncio.Event().wait()
        except Exception:  # whatever it was, the health check must say so
            log.exception("the tools could not be opened")
            self.failure = "The tools at /mcp could not be opened; the server's log says why."
            self.app = problem(503, self.failure)
