"""Threads that work for requests: so many at once, so many that wait, each for so long; callers take turns.

Bridges from the event loop to threads; knows nothing of HTTP nor of what is asked.
"""

import asyncio
import threading
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from contextvars import ContextVar, copy_context
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from assistant.config import Config
from assistant.errors import Busy, TooSlow

T = TypeVar("T")
P = ParamSpec("P")
Work = Callable[[], None]
END = object()  # after the last item of a source
PAGES_AT_ONCE = 2  # pages and files made at once: they compute, and answers compute beside them
# For whom this task works; nobody in particular, such as whoever sits at this machine, has no share to keep to.
ASKER: ContextVar[str] = ContextVar("asker", default="")


class Workers:
    """One object a server and kind of work. A source is read at a desk; a place is a desk or one in the queue for it.

    Of several desks a caller has all but one at most, of the places three quarters: others always get in.
    """

    def __init__(self, config: Config, desks: int = 0) -> None:
        """``desks`` is how many sources are read at once; 0: as many as questions are answered."""
        self.free = desks or config.asks_at_once
        self.places = self.free + config.max_waiting
        self.most_desks = max(1, self.free - 1)
        self.most_places = self.places - self.places // 4
        self.inside = Counter[str]()  # places taken, by asker
        self.seated = Counter[str]()  # desks taken, by asker
        self.queues: dict[str, deque[Work]] = {}  # what waits for a desk; the asker whose turn it is first
        self.lock = threading.Lock()  # of all of these
        self.seconds = config.ask_seconds  # for waiting and reading together

    @property
    def waiting(self) -> int:
        """How many wait for a desk."""
        with self.lock:
            return sum(map(len, self.queues.values()))

    def at_desk(self, work: Callable[P, T]) -> Callable[P, Awaitable[T]]:
        """Return the work as a route: done here when it is called."""

        @wraps(work)
        async def route(*args: P.args, **kwargs: P.kwargs) -> T:
            return await self.run(partial(work, *args, **kwargs))

        return route

    async def run(self, work: Callable[[], T]) -> T:
        """Return what the work returns; raises Busy, TooSlow, or what it raises."""
        [result] = [item async for item in self.stream(once(work))]
        return result

    async def stream(self, source: Iterator[T]) -> AsyncIterator[T]:
        """Yield what the source yields; raises Busy, TooSlow, or what it raises.

        A place is free again when its source has come to rest, not when nobody listens any more.
        """
        self.enter(ASKER.get())
        loop, given_up = asyncio.get_running_loop(), threading.Event()
        items, until = asyncio.Queue[Any](), loop.time() + self.seconds

        def hand_over(item: Any) -> None:
            with suppress(RuntimeError):  # the server has stopped meanwhile
                loop.call_soon_threadsafe(items.put_nowait, item)

        work = partial(copy_context().run, self.read, source, hand_over, given_up)
        self.line_up(ASKER.get(), work)
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
            while not given_up.is_set() and (item := next(source, END)) is not END:
                hand_over(item)
            hand_over(END)
        except BaseException as error:  # noqa: BLE001 - raised again where somebody listens; a desk outlives a panic too
            hand_over(error if isinstance(error, Exception) else RuntimeError(type(error).__name__))

    def enter(self, asker: str) -> None:
        """Take a place; raises Busy where all are taken, or the asker has its share of them."""
        with self.lock:
            if self.inside.total() >= self.places or (asker and self.inside[asker] >= self.most_places):
                raise Busy("Too many questions at once: ask again in a moment.")
            take(self.inside, asker, 1)

    def line_up(self, asker: str, work: Work) -> None:
        """Do the work in a thread when a desk is free. What waits has none: many at once would hold up the loop."""
        with self.lock:
            self.queues.setdefault(asker, deque()).append(work)
            seated = self.seat()
        if seated:
            # a daemon, so that a source that hangs does not keep the server from stopping
            threading.Thread(target=self.work_on, args=seated, name="answer", daemon=True).start()

    def work_on(self, asker: str, work: Work) -> None:
        """Do the work at a desk, and then what waits for one."""
        seated: tuple[str, Work] | None = asker, work
        while seated:
            asker, work = seated
            work()
            with self.lock:
                self.free += 1
                take(self.seated, asker, -1)
                take(self.inside, asker, -1)
                seated = self.seat()

    def seat(self) -> tuple[str, Work] | None:
        """Give a free desk to the asker whose turn it is, with what it wants done; None where nobody may sit."""
        asker = next(filter(self.may_sit, self.queues), None) if self.free else None
        if asker is None:
            return None
        queue = self.queues.pop(asker)
        work = queue.popleft()
        if queue:
            self.queues[asker] = queue  # behind the others
        self.free -= 1
        take(self.seated, asker, 1)
        return asker, work

    def may_sit(self, asker: str) -> bool:
        return not asker or self.seated[asker] < self.most_desks


def take(counts: Counter[str], asker: str, number: int) -> None:
    """Count, and forget an asker that has nothing."""
    counts[asker] += number
    if not counts[asker]:
        del counts[asker]


def once(work: Callable[[], T]) -> Iterator[T]:
    yield work()
