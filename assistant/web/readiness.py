"""Whether questions can be answered yet: the engine is opened in the background, once.

The page and the health check answer meanwhile, and say what is being done.
"""

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.config import Config
from assistant.errors import NotReady
from index.errors import ReportError

if TYPE_CHECKING:
    from assistant.engine import Engine

log = logging.getLogger(__name__)

Say = Callable[[str], None]
Open = Callable[[Config, Say], "Engine"]


def open_prepared(config: Config, say: Say) -> "Engine":
    from assistant.web.preparing import open_engine  # imports chromadb and onnxruntime, about a second

    return open_engine(config, say)


class Readiness:
    """Getting ready, then ready or failed. Opened once: what failed would fail again."""

    def __init__(self, config: Config, opener: Open = open_prepared) -> None:
        self.config = config
        self.opener = opener
        self.doing = "Starting."
        self.finished = threading.Event()
        self.opened: Engine | None = None
        self.failure: ReportError | None = None
        self.parts: list[Callable[[], str]] = []  # each tells what is wrong with it for good; empty where nothing is
        self.on_open: list[Callable[[Engine], None]] = []  # each is told of the engine, once

    def start(self) -> None:
        """Open the engine in a thread of its own."""
        threading.Thread(target=self.open, name="readiness", daemon=True).start()

    def open(self) -> None:
        try:
            engine = self.opener(self.config, self.say)
            for tell in self.on_open:
                tell(engine)
            self.opened = engine
        except ReportError as error:
            log.error("%s", error)
            self.failure = error
        except Exception:  # whatever it was, the server must say so instead of waiting for ever
            log.exception("the engine could not be opened")
            self.failure = ReportError("The assistant could not start; its log says why.")
        finally:
            self.finished.set()

    def say(self, sentence: str) -> None:
        self.doing = sentence
        log.info("%s", sentence)

    def require_parts(self) -> None:
        """Raise NotReady where a part of what is served has failed."""
        if faults := [fault for part in self.parts if (fault := part())]:
            raise NotReady(faults[0])

    def engine(self) -> "Engine":
        """Return the engine; raises NotReady while it is being opened, or the error that prevented it."""
        if self.failure:
            raise self.failure
        if self.opened is None:
            raise NotReady(f"Getting ready. {self.doing}")
        return self.opened
