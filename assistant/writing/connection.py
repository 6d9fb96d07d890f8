"""The way to a language model's server for one request: until when, for how many bytes, and how it is cut.

What is read here is raw: a server that sends bytes without ever making a piece of them, or more than any
answer is worth, is left as one that is silent. Knows nothing of what is asked.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic
from typing import Any

import httpx

TOKEN_BYTES = 4096  # a token travels in an event of about 350 bytes
SPARE_BYTES = 65_536  # headers, comments, an error's page


class Connection:
    """Used by the thread that reads; ``cut`` may be called by any other, at any time, more than once."""

    def __init__(self, until: float, most: int) -> None:
        """``until`` is in monotonic seconds, ``most`` in bytes."""
        self.until, self.left = until, most
        self.response: httpx.Response | None = None
        self.stream: Any = None  # of httpcore, over a socket
        self.is_cut = threading.Event()

    @property
    def is_over(self) -> bool:
        """True where it has been cut, or its time is over: whatever goes wrong now is of that."""
        return self.is_cut.is_set() or monotonic() > self.until

    def sending(self, request: httpx.Request) -> None:
        """Look at a request before it is sent; raises httpx.ReadTimeout where there is no time for one."""
        self.require(0)
        request.headers["accept-encoding"] = "identity"
        request.extensions["trace"] = self.traced

    def traced(self, name: str, information: dict[str, Any]) -> None:
        """Learn of the socket as soon as it is connected: a server may never come to a response."""
        if name.endswith(("connect_tcp.complete", "start_tls.complete")):
            self.stream = information["return_value"]
            if self.is_cut.is_set():
                self.cut()

    def received(self, response: httpx.Response) -> None:
        """Have the body counted; raises httpx.DecodingError for a packed one, whose size nobody can tell."""
        self.close()
        self.response = response
        if response.headers.get("content-encoding", "identity") != "identity":
            raise httpx.DecodingError("the model's server packs its answer, which was not asked for")
        response.stream = Metered(response.stream, self)

    def require(self, size: int) -> None:
        """Count ``size`` bytes; raises httpx.ReadTimeout or ReadError where there is no time or no room for them."""
        self.left -= size
        if self.is_over:
            raise httpx.ReadTimeout("the model's server has had its time")
        if self.left < 0:
            raise httpx.ReadError("the model's server sends more than an answer")

    def cut(self) -> None:
        """End whatever the reading thread waits for. Only the socket is touched: the rest belongs to that thread."""
        self.is_cut.set()
        if self.stream is not None:
            with suppress(OSError):  # it is closed already
                self.stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the response, in the thread that reads.

        One that is left to the garbage collector is closed in whatever thread that runs, and where
        this one holds the connection pool's lock, it waits for ever.
        """
        if self.response is not None:
            self.response.close()
        self.response = None


class Metered(httpx.SyncByteStream):
    """A response's body as it comes, counted before anything is made of it."""

    def __init__(self, inner: Any, connection: Connection) -> None:
        self.inner, self.connection = inner, connection

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.inner:
            self.connection.require(len(chunk))
            yield chunk

    def close(self) -> None:
        self.inner.close()
