"""What is served, put together: the API, the report's pages, the chat page, and the layers around them.

The port opens at once; the engine and Gradio are loaded in threads (see ``late``).
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route
from swagger_ui_bundle import swagger_ui_path

from assistant.access.caller import Access
from assistant.access.gatekeeper import Gatekeeper
from assistant.access.login import login_pages
from assistant.access.quotas import Quotas
from assistant.chat.doors import SCRIPTS
from assistant.config import Config
from assistant.feedback import admin
from assistant.feedback.ratings import Ratings, keep_questions
from assistant.library.renewal import Renewal
from assistant.library.routes import Library, larger, library_api, library_pages
from assistant.page.look import LOOK, STATIC
from assistant.reader.report_site import add_report
from assistant.serving.api import reading_api
from assistant.serving.ask import ask_api
from assistant.serving.beforehand import try_offers
from assistant.serving.failures import add_errors, wrong_addresses
from assistant.serving.late import LateChat, LateTools
from assistant.serving.openai_api import openai_api
from assistant.serving.state import SWAGGER, SWAGGER_SCRIPT, documentation, health_api
from assistant.serving.table import table_api
from assistant.serving.widget import ancestors, embed_pages
from assistant.web import logs
from assistant.web.heads import Heads
from assistant.web.metrics import Counting, Metrics, metrics_api
from assistant.web.problem import documented
from assistant.web.readiness import Readiness
from assistant.web.root import Rerooted, Rooted
from assistant.web.shield import Shield
from assistant.web.workers import PAGES_AT_ONCE, Workers
from index.scratch import wait_for_own

if TYPE_CHECKING:
    from assistant.engine import Engine
    from assistant.web.tracing import Tracing

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]
ANSWERS = 256  # that are remembered, some 30 kB each
OPENING_ENDS = 10.0  # seconds for an index that is being opened when the server stops: its copy is to go with it


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
    workers, pages = Workers(config), Workers(config, PAGES_AT_ONCE)
    chat, tools, metrics = LateChat(ready), LateTools(ready, workers), Metrics(workers)
    ready.on_open += [metrics.opened, partial(logs.follow, questions=config.log_questions)]
    ready.on_open += [partial(keep_questions, config=config), learn_talk, lambda engine: engine.remember(ANSWERS)]
    ready.parts += [lambda: chat.failure, lambda: tools.failure]
    app = bare_app(lifespan_of(ready, workers, chat, tools, tracing))
    app.state.chat = chat
    for router in people_routers(config, ready, access, quotas, pages):
        app.include_router(router)
    for router in question_routers(ready, workers, pages):
        app.include_router(router)
    app.include_router(metrics_api(metrics))
    add_report(app, ready, pages)
    app.router.routes.append(Route("/mcp", tools))
    app.mount(SWAGGER, StaticFiles(directory=swagger_ui_path))
    app.mount(LOOK, StaticFiles(directory=STATIC))
    app.mount("/", chat)
    if tracing:
        ready.on_open.append(tracing.opened)
        app.add_middleware(tracing.around)
    add_layers(app, config, access, quotas, metrics)
    return app


def bare_app(lifespan: Lifespan) -> FastAPI:
    """Return the application before anything is served at an address."""
    app = FastAPI(
        title="Report assistant",
        version=version("report-assistant"),
        lifespan=lifespan,
        docs_url=None,
        openapi_url=None,
        responses=documented(401, 403, 413),  # what the layers around it answer
    )
    app.openapi_version = "3.0.2"  # the newest that the bundled Swagger page reads
    app.add_middleware(Rerooted)
    add_errors(app)
    return app


def question_routers(ready: Readiness, workers: Workers, pages: Workers) -> Iterator[APIRouter]:
    """Yield what is asked of the documents over HTTP, and last what tells of a wrong address."""
    yield ask_api(ready.engine, workers)
    yield table_api(ready.engine, workers)
    yield health_api(ready)
    yield reading_api(ready.engine, workers, pages)
    yield openai_api(ready.engine, workers)
    yield wrong_addresses()


def people_routers(
    config: Config, ready: Readiness, access: Access, quotas: Quotas, pages: Workers
) -> Iterator[APIRouter]:
    """Yield the pages on which people sign in, look after the assistant, or find out how it is used."""
    library = Library(config, ready, Renewal(ready), Ratings.of(config), access)
    yield admin.router(config, access, quotas, pages)
    yield library_pages(library, admin.key_check(config, access, quotas), pages)
    yield library_api(library, pages)
    yield documentation(access.public)
    yield login_pages(access, quotas)
    yield embed_pages(access, ready.engine, config.open_report)


def add_layers(app: FastAPI, config: Config, access: Access, quotas: Quotas, metrics: Metrics) -> None:
    """Put what every request goes through around the application, from the inside out."""
    app.add_middleware(Gatekeeper, access=access, quotas=quotas, open_report=config.open_report)
    app.add_middleware(
        Shield,
        max_body=config.max_body,
        ancestors=ancestors(access.sites),
        is_called=access.is_called,
        is_secure=access.is_secure,
        scripts={"/": SCRIPTS, "/docs": (SWAGGER_SCRIPT,)},
        larger=larger(config),
    )
    app.add_middleware(Counting, metrics=metrics)
    app.add_middleware(Rooted, public_url=config.public_url, is_believed=access.is_proxied)
    app.add_middleware(GZipMiddleware, compresslevel=6)  # outside: pages get their nonces and addresses first
    app.add_middleware(Heads)


def learn_talk(engine: "Engine") -> None:
    """Learn beside the start what courtesy and acts look like, in the documents' language."""
    learn = engine.listener.recogniser.learn
    threading.Thread(target=learn, args=(engine.finder.texts,), name="talk", daemon=True).start()


def lifespan_of(
    ready: Readiness, workers: Workers, chat: LateChat, tools: LateTools, tracing: "Tracing | None"
) -> Lifespan:
    """Return what the server does from its start to its end."""

    async def load() -> None:
        await chat.load()
        await try_offers(ready, workers)  # last: nobody waits for it

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.openapi()  # reads every route now: FastAPI silences warnings as it does, which threads must not share
        ready.start()
        tasks = [asyncio.create_task(work) for work in (load(), tools.run())]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await chat.close()
        await asyncio.to_thread(wait_for_own, OPENING_ENDS)
        if tracing:
            await asyncio.to_thread(tracing.close)

    return lifespan
