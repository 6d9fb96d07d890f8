"""Threads that answer: how many, how long, and who listens."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.config import Config
from assistant.errors import Busy, TooSlow
from assistant.web.workers import Workers

PATIENCE = 10  # seconds


def workers(most: int = 1, room: int = 0, seconds: float = PATIENCE) -> Workers:
    return Workers(Config(max_asks=most, max_waiting=room, ask_seconds=seconds))


async def all_of(source: Any) -> list[Any]:
    return [item async for item in source]


async def until(true: Any) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.01)


def test_items_come_in_order_and_from_a_thread() -> None:
    threads = (threading.current_thread().name for _ in range(3))
    assert asyncio.run(all_of(workers().stream(threads))) == ["answer"] * 3


def test_work_gives_what_it_returns_or_raises() -> None:
    assert asyncio.run(workers().run(lambda: 7)) == 7
    with pytest.raises(ZeroDivisionError):
        asyncio.run(workers().run(lambda: 1 // 0))


def test_others_wait_their_turn_and_more_are_turned_away() -> None:
    async def run() -> list[Any]:
        some, go, order = workers(most=1, room=2), threading.Event(), list[str]()

        def first() -> None:
            go.wait(PATIENCE)
            order.append("first")

        running = asyncio.create_task(some.run(first))
        await until(lambda: some.free == 0)
        second = asyncio.create_task(some.run(lambda: order.append("second")))
        await until(lambda: len(some.queue) == 1)
        third = asyncio.create_task(some.run(lambda: order.append("third")))
        await until(lambda: len(some.queue) == 2)
        with pytest.raises(Busy):
            await some.run(lambda: order.append("too many"))
        go.set()
        await asyncio.gather(running, second, third)
        return order

    assert asyncio.run(run()) == ["first", "second", "third"]


def test_what_takes_too_long_is_given_up_but_keeps_its_place() -> None:
    async def run() -> None:
        some, go = workers(seconds=0.05), threading.Event()
        with pytest.raises(TooSlow, match=r"0\.05 seconds"):
            await some.run(lambda: go.wait(PATIENCE))
        with pytest.raises(Busy):
            await some.run(lambda: True)
        go.set()
        await until(lambda: some.places._value == 1)
        assert await some.run(lambda: True)

    asyncio.run(run())


def test_source_is_left_when_nobody_listens_any_more() -> None:
    async def run() -> bool:
        closed = threading.Event()

        def endless() -> Iterator[int]:
            try:
                while True:
                    yield 1
            finally:
                closed.set()

        listening = workers().stream(endless())
        assert await anext(listening) == 1
        await listening.aclose()  # type: ignore[attr-defined]
        return await asyncio.to_thread(closed.wait, PATIENCE)

    assert asyncio.run(run())
