"""The application run by uvicorn, from the command to the last answer under way."""

import asyncio
import ctypes
import gc
import logging
import os
import signal
import sys
from contextlib import suppress
from socket import AF_INET, AF_INET6, create_server, socket
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn

from assistant.access.caller import open_access
from assistant.config import Config
from assistant.errors import SettingsError
from assistant.serving.late import LateChat
from assistant.serving.server import create_app
from assistant.web import logs
from assistant.web.readiness import Readiness
from index.vectors.memory import give_back

if TYPE_CHECKING:
    from assistant.web.tracing import Tracing

log = logging.getLogger(__name__)
# Seconds that a thread computes before another may: the loop, which answers whether all is well, waits so long for each
# turn beside threads that find answers. Python's own number is ten times this.
SWITCH = 0.0005
ARENA_MAX = -8  # mallopt's number for how many heaps there are, from malloc.h
HEAPS = 2
BACKLOG = 2048  # connections that wait to be taken, uvicorn's own number


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
    """Serve until stopped.

    Raises SettingsError where others could come in and nothing says who may, and where the address cannot be had.
    """
    sys.setswitchinterval(SWITCH)
    share_heaps()
    access = open_access(config, host, public)
    logs.set_up(config.log_format)
    with listening(host, port) as opened:
        app = create_app(config, Readiness(config, settle=settle), access, tracing_of(config))
        settings = uvicorn.Config(
            app,
            log_level="warning",
            timeout_graceful_shutdown=config.stop_after,
            ws="none",  # nothing here speaks WebSocket, and an upgrade that nobody answers would hang
            proxy_headers=False,  # whose word is believed is decided in access.py
            server_header=False,
        )
        log.info("http://%s:%d", f"[{host}]" if ":" in host else host, opened.getsockname()[1])
        # Ctrl-C ends the process as SIGTERM does, once uvicorn is done: where the index is being opened, Python would
        # take Chroma's threads down under it, and hang or crash.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        Server(settings, app.state.chat).run(sockets=[opened])


def share_heaps() -> None:
    """Have threads share two heaps, where the C library is glibc.

    It gives up to eight a core, each of which keeps the most that any of its threads has ever needed.
    """
    with suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(None).mallopt(ARENA_MAX, HEAPS)


def settle() -> None:
    """Leave all that is there now out of later searches for garbage, and give back what loading it needed.

    Each search holds up every thread: a quarter of a second where an index and the chat page are among the objects.
    """
    gc.unfreeze()  # an engine that another has replaced is garbage by now
    gc.collect()
    gc.freeze()
    give_back()


def listening(host: str, port: int) -> socket:
    """Return a socket that listens there, before anything is loaded; raises SettingsError where there is none."""
    try:
        return create_server((host, port), family=AF_INET6 if ":" in host else AF_INET, backlog=BACKLOG)
    except OSError as error:
        cause = str(error.strerror).partition(" (")[0]
        raise SettingsError(f"{host}:{port} cannot be had ({cause}): choose another with --port or --host.") from error


def tracing_of(config: Config) -> "Tracing | None":
    """Return what OpenTelemetry's variables ask for; its packages are imported only then."""
    if not any(name.startswith("OTEL_") for name in os.environ):
        return None
    from assistant.web import tracing

    wanted = tracing.is_wanted(os.environ)
    return tracing.open_tracing(os.environ, config.log_questions) if wanted else None
