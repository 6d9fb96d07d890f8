"""Whether questions can be answered yet, and for whom: the engine is opened in the background, once.

The page and the health check answer meanwhile, and say what is being done.
"""

import logging
import threading
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.config import Config
from assistant.errors import NotFound, NotReady, StartFailed
from index.errors import ReportError

if TYPE_CHECKING:
    from assistant.engine import Engine

log = logging.getLogger(__name__)

READERS = 64  # kinds of readers whose documents are remembered

Say = Callable[[str], None]
Open = Callable[[Config, Say], "Engine"]


@dataclass(frozen=True, slots=True)
class Reader:
    """The names by which collections may let a caller read; ``reads_all`` for whoever keeps the assistant."""

    names: frozenset[str] = frozenset()
    reads_all: bool = False


NOBODY = Reader()
# Of the request that this task works for. By default nobody: what forgets to say for whom it reads shows nothing.
READER: ContextVar[Reader] = ContextVar("reader", default=NOBODY)


def open_prepared(config: Config, say: Say) -> "Engine":
    from assistant.web.preparing import open_engine  # imports chromadb and onnxruntime, about a second

    return open_engine(config, say)


def readable(engine: "Engine", names: frozenset[str]) -> "Engine":
    """Return the engine of what a caller of these names may read; raises NotFound where that is nothing."""
    if engine.collections.are_open:
        return engine
    documents = engine.collections.readable(names, engine.store.documents)
    if not documents:
        raise NotFound("There is no document here that you may read.")
    return engine.over(documents)


class Readiness:
    """Getting ready, then ready or failed. Opened once: what failed would fail again, until another engine is taken."""

    def __init__(self, config: Config, opener: Open = open_prepared, settle: Callable[[], object] = bool) -> None:
        """``settle`` is called when an engine, or another large part, has come to stay."""
        self.config = config
        self.opener, self.settle = opener, settle
        self.doing = "Starting."
        self.finished = threading.Event()
        self.opened: Engine | None = None
        self.failure: ReportError | None = None
        self.parts: list[Callable[[], str]] = []  # each tells what is wrong with it for good; empty where nothing is
        self.on_open: list[Callable[[Engine], None]] = []  # each is told of every engine, once
        self.readable = lru_cache(READERS)(readable)

    def start(self) -> None:
        """Open the engine in a thread of its own."""
        threading.Thread(target=self.open, name="readiness", daemon=True).start()

    def open(self) -> None:
        try:
            engine = self.opener(self.config, self.say)
            for tell in self.on_open:
                tell(engine)
            self.opened = engine
            self.settle()
        except ReportError as error:
            log.error("%s", error)
            self.failure = error
        except Exception:  # whatever it was, the server must say so instead of waiting for ever
            log.exception("the engine could not be opened")
            self.failure = StartFailed("The assistant could not start; its log says why.")
        finally:
            self.finished.set()

    def take(self, engine: "Engine") -> None:
        """Answer with another engine from now on; what is being answered goes on with the one before."""
        for tell in self.on_open:
            tell(engine)
        self.opened, self.failure = engine, None
        self.readable.cache_clear()  # which holds the documents of the one before
        self.settle()

    def say(self, sentence: str) -> None:
        self.doing = sentence
        log.info("%s", sentence)

    def require_parts(self) -> None:
        """Raise NotReady where a part of what is served has failed."""
        if faults := [fault for part in self.parts if (fault := part())]:
            raise NotReady(faults[0])

    def engine(self) -> "Engine":
        """Return the engine of what the caller of this request may read.

        Raises NotFound where that is nothing, and as ``whole`` does.
        """
        whole, reader = self.whole(), READER.get()
        if reader.reads_all:
            return whole
        return self.readable(whole, reader.names & whole.collections.named)

    def whole(self) -> "Engine":
        """Return the engine of all documents; raises NotReady until it is open, or the error that prevented it."""
        if self.failure:
            raise self.failure
        if self.opened is None:
            raise NotReady(f"Getting ready. {self.doing}")
        return self.opened
