"""Threads that answer: so many questions at once, so many that wait, each for so long.

Bridges from the event loop to threads; knows nothing of HTTP nor of what is asked.
"""

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from typing import Any, TypeVar

from assistant.config import Config
from assistant.errors import Busy, TooSlow

T = TypeVar("T")
END = object()  # after the last item of a source


class Workers:
    """One object a server. A source is read at a desk; a place is a desk or a place in the queue for one."""

    def __init__(self, config: Config) -> None:
        self.places = threading.Semaphore(config.asks_at_once + config.max_waiting)
        self.free = config.asks_at_once  # desks
        self.queue: deque[threading.Event] = deque()  # who waits for one
        self.lock = threading.Lock()  # of the two
        self.seconds = config.ask_seconds  # for waiting and reading together

    async def run(self, work: Callable[[], T]) -> T:
        """Return what the work returns; raises Busy, TooSlow, or what it raises."""
        [result] = [item async for item in self.stream(once(work))]
        return result

    async def stream(self, source: Iterator[T]) -> AsyncIterator[T]:
        """Yield what the source yields; raises Busy, TooSlow, or what it raises.

        A place is free again when its source has come to rest, not when nobody listens any more.
        """
        if not self.places.acquire(blocking=False):
            raise Busy("Too many questions at once: ask again in a moment.")
        loop, given_up = asyncio.get_running_loop(), threading.Event()
        items, until = asyncio.Queue[Any](), loop.time() + self.seconds

        def hand_over(item: Any) -> None:
            with suppress(RuntimeError):  # the server has stopped meanwhile
                loop.call_soon_threadsafe(items.put_nowait, item)

        work = (self.read, source, hand_over, given_up)
        # a daemon, so that a source that hangs does not keep the server from stopping
        threading.Thread(target=copy_context().run, args=work, name="answer", daemon=True).start()
        try:
            while (item := await self.next_of(items, until)) is not END:
                if isinstance(item, Exception):
                    raise item
                yield item
        finally:
            given_up.set()

    async def next_of(self, items: "asyncio.Queue[Any]", until: float) -> Any:
        try:
            async with asyncio.timeout_at(until):
                return await items.get()
        except TimeoutError as error:
            raise TooSlow(f"No whole answer came within {self.seconds:g} seconds: ask again.") from error

    def read(self, source: Iterator[T], hand_over: Callable[[Any], None], given_up: threading.Event) -> None:
        """Read the source to its end, or for as long as somebody listens."""
        try:
            with self.desk():
                while not given_up.is_set() and (item := next(source, END)) is not END:
                    hand_over(item)
            hand_over(END)
        except Exception as error:  # noqa: BLE001 - raised again where somebody listens
            hand_over(error)
        finally:
            self.places.release()

    @contextmanager
    def desk(self) -> Iterator[None]:
        """Wait for a desk. Desks are handed over in turn; at a semaphore the next may be overtaken."""
        turn = threading.Event()
        with self.lock:
            if self.free:
                self.free -= 1
                turn.set()
            else:
                self.queue.append(turn)
        turn.wait()
        try:
            yield
        finally:
            with self.lock:
                if self.queue:
                    self.queue.popleft().set()
                else:
                    self.free += 1


def once(work: Callable[[], T]) -> Iterator[T]:
    yield work()
