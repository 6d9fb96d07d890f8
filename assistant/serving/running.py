"""The application run by uvicorn, from the command to the last answer under way."""

import asyncio
import logging
import os
from socket import socket
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn

from assistant.access.caller import open_access
from assistant.config import Config
from assistant.serving.late import LateChat
from assistant.serving.server import create_app
from assistant.web import logs

if TYPE_CHECKING:
    from assistant.web.tracing import Tracing

log = logging.getLogger(__name__)


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
