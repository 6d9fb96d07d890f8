"""The configured language model, asked with a time limit that holds whatever the model does.

A thread reads the model's stream, so that a silent one cannot hold up an answer; when the time is over its
connection is cut and its slot free, whatever the thread does. Knows how a stream ended, nothing of what it says.
"""

import logging
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from copy import copy
from queue import Empty, SimpleQueue
from typing import Literal

from assistant.config import Config
from assistant.errors import WriterError
from assistant.prompt import Asked
from assistant.writing.breaker import Breaker
from assistant.writing.connection import SPARE_BYTES, TOKEN_BYTES, Connection

CHARACTERS = 12  # a token has fewer; a model that writes on beyond its limit is cut off
DONE = "stop"  # why a stream ended, when the model had finished
FULL = "length"  # the same, when it had written as much as it may

log = logging.getLogger(__name__)

Piece = tuple[str, str | None]  # a piece of text, and why the stream ends with it
Source = Callable[[Asked, Connection], Generator[Piece, None, None]]


class Model:
    """Asks a source of text, such as ``llm.Client``. Shared by threads."""

    def __init__(self, name: str, source: Source, config: Config, breaker: Breaker | None = None) -> None:
        self.name = name
        self.source = source
        self.limit(config.llm_max_tokens)
        self.slots = threading.BoundedSemaphore(config.llm_concurrency)
        self.breaker = breaker or Breaker()

    def limit(self, tokens: int) -> None:
        """Take no reply that is longer."""
        self.longest = tokens * CHARACTERS
        self.most_bytes = tokens * TOKEN_BYTES + SPARE_BYTES

    def brief(self, source: Source, tokens: int) -> "Model":
        """Return the same model, with its slots and breaker, behind a source that asks for so few tokens."""
        other = copy(self)
        other.source = source
        other.limit(tokens)
        return other

    def complete(self, asked: Asked, until: float) -> str:
        """Return the whole reply to a short request; raises WriterError where there is none."""
        return "".join(self.stream(asked, until, is_short=True))

    def stream(self, asked: Asked, until: float, is_short: bool = False) -> Generator[str, None, None]:
        """Yield the reply's pieces until it is finished, at the latest ``until`` (monotonic seconds).

        ``is_short`` tells that the time is less than an answer's, so that it says nothing of the
        model's health. Raises WriterError where it does not come, is not finished in time or breaks off.
        """
        if not self.breaker.allows():
            raise WriterError("model_unavailable")
        if not self.slots.acquire(timeout=max(0.0, until - time.monotonic())):
            raise WriterError("model_too_slow")
        pieces: SimpleQueue[Piece | Exception] = SimpleQueue()
        connection = Connection(until, self.most_bytes)
        threading.Thread(target=self.read, args=(asked, pieces, connection), name="model", daemon=True).start()
        try:
            yield from self.pass_on(pieces, until)
        except WriterError as error:
            if not error.is_ill:
                self.breaker.succeeded()
            elif not (is_short and error.code == "model_too_slow"):
                self.breaker.failed()
            raise
        else:
            self.breaker.succeeded()
        finally:
            connection.cut()
            self.slots.release()

    def read(self, asked: Asked, pieces: SimpleQueue[Piece | Exception], connection: Connection) -> None:
        """Read the model's stream into ``pieces``.

        What fails or ends once the time is over was too slow, also where that is told here before anybody looks.
        """
        try:
            with closing(self.source(asked, connection)) as source:
                for piece in source:
                    pieces.put(piece)
                    if connection.is_cut.is_set():
                        return
            # ended without having said why
            pieces.put(WriterError("model_too_slow") if connection.is_over else ("", ""))
        except Exception as error:  # noqa: BLE001 - whatever a model's server does, an answer is given
            pieces.put(WriterError("model_too_slow") if connection.is_over else error)

    def pass_on(self, pieces: SimpleQueue[Piece | Exception], until: float) -> Iterator[str]:
        length = 0
        while True:
            try:
                piece = pieces.get(timeout=max(0.0, until - time.monotonic()))
            except Empty:
                raise WriterError("model_too_slow") from None
            if isinstance(piece, WriterError):
                raise piece
            if isinstance(piece, Exception):
                log.warning("The language model failed: %s.", describe(piece))
                raise WriterError("model_unavailable") from piece
            text, ended = piece
            yield text[: self.longest - length]
            length += len(text)
            if ended == DONE and length <= self.longest:
                return
            if ended is not None or length > self.longest:
                raise WriterError("model_cut_off", is_ill=ended != FULL)
            if time.monotonic() > until:
                raise WriterError("model_too_slow")


def describe(error: Exception) -> str:
    """Return an error's kind and HTTP status: its message may hold the question or the key."""
    status: Literal[""] | int = getattr(error, "status_code", "")
    return f"{type(error).__name__} {status}".strip()
