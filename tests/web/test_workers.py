"""Threads that answer: how many, how long, and who listens."""

import asyncio
import threading
from collections.abc import Iterator
from contextvars import copy_context
from typing import Any

import pytest

from assistant.config import Config
from assistant.errors import Busy, TooSlow
from assistant.web.workers import ASKER, Workers

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


def test_what_waits_for_a_desk_has_no_thread() -> None:
    async def run() -> int:
        some, go = workers(most=2, room=60), threading.Event()
        tasks = [asyncio.create_task(some.run(lambda: go.wait(PATIENCE))) for _ in range(60)]
        await until(lambda: some.waiting == 58)
        number = sum(thread.name == "answer" for thread in threading.enumerate())
        go.set()
        await asyncio.gather(*tasks)
        return number

    assert asyncio.run(run()) <= 2


def test_a_desk_outlives_what_is_no_exception() -> None:
    class Panic(BaseException):
        """As a library in Rust raises it."""

    def panics() -> None:
        raise Panic

    async def run() -> int:
        some = workers(most=1)
        with pytest.raises(RuntimeError, match="Panic"):
            await some.run(panics)
        await until(lambda: not some.inside)
        return await some.run(lambda: 7)

    assert asyncio.run(run()) == 7


def test_others_wait_their_turn_and_more_are_turned_away() -> None:
    async def run() -> list[Any]:
        some, go, order = workers(most=1, room=2), threading.Event(), list[str]()

        def first() -> None:
            go.wait(PATIENCE)
            order.append("first")

        running = asyncio.create_task(some.run(first))
        await until(lambda: some.free == 0)
        second = asyncio.create_task(some.run(lambda: order.append("second")))
        await until(lambda: some.waiting == 1)
        third = asyncio.create_task(some.run(lambda: order.append("third")))
        await until(lambda: some.waiting == 2)
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
        await until(lambda: not some.inside)
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


def test_callers_take_turns_however_many_questions_one_has() -> None:
    async def run() -> list[str]:
        some, go, order = workers(most=1, room=20), threading.Event(), list[str]()
        tasks = [asker("many", some, go, order) for _ in range(6)]
        await until(lambda: some.waiting == 5)
        tasks.append(asker("one", some, go, order))
        await until(lambda: some.waiting == 6)
        go.set()
        await asyncio.gather(*tasks)
        return order

    assert asyncio.run(run())[:3] == ["many", "many", "one"]


def asker(name: str, some: Workers, go: threading.Event, order: list[str]) -> "asyncio.Task[None]":
    def work() -> None:
        go.wait(PATIENCE)
        order.append(name)

    context = copy_context()
    context.run(ASKER.set, name)
    return asyncio.get_running_loop().create_task(some.run(work), context=context)


def test_one_caller_neither_fills_the_queue_nor_takes_all_desks() -> None:
    async def run() -> None:
        some, go, order = workers(most=3, room=5), threading.Event(), list[str]()
        tasks = [asker("many", some, go, order) for _ in range(6)]  # of eight places
        await until(lambda: some.waiting == 4)
        assert some.free == 1
        with pytest.raises(Busy):
            await asker("many", some, go, order)
        tasks.append(asker("one", some, go, order))
        await until(lambda: some.free == 0)  # at once, although others waited before
        assert some.waiting == 4
        tasks.append(asker("another", some, go, order))
        await until(lambda: some.waiting == 5)
        with pytest.raises(Busy):
            await asker("one more", some, go, order)  # all places are taken now
        go.set()
        await asyncio.gather(*tasks)
        # a place is free once its thread has come to its end, a moment after the answer was handed over
        await until(lambda: (some.free, some.inside, some.seated) == (3, {}, {}))

    asyncio.run(run())
