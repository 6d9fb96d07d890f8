"""What is worked out while nobody asks."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.serving import beforehand
from assistant.serving.beforehand import try_offers


class Documents:
    """An engine whose offers are letters."""

    def __init__(self, letters: str) -> None:
        self.letters, self.tried = letters, list[str]()
        self.offers = self.finder = self
        self.texts = SimpleNamespace(name="en")

    def try_all(self, languages: Any) -> Iterator[float]:
        for letter in self.letters:
            self.tried.append(letter)
            yield 1 / "!abcde".index(letter)  # "!" cannot be tried


@pytest.fixture(autouse=True)
def _without_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beforehand, "PAUSE", 0)


async def until(happens: Any) -> None:
    async with asyncio.timeout(10):
        while not happens():
            await asyncio.sleep(0)


async def working(ready: Any, workers: Any, check: Any) -> None:
    task = asyncio.create_task(try_offers(ready, workers))
    await check()
    assert not task.done()  # it waits for other documents, and ends with the server
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()


def test_offers_are_tried_once_the_documents_are_open_and_those_of_the_next_ones_too() -> None:
    first, second = Documents("abc"), Documents("de")
    ready, workers = SimpleNamespace(opened=None), SimpleNamespace(inside=Counter())

    async def check() -> None:
        await asyncio.sleep(0)
        ready.opened = first
        await until(lambda: first.tried == ["a", "b", "c"])
        ready.opened = second
        await until(lambda: second.tried == ["d", "e"])

    asyncio.run(working(ready, workers, check))


def test_nothing_is_tried_while_somebody_asks() -> None:
    documents = Documents("abc")
    workers = SimpleNamespace(inside=Counter(somebody=1))

    async def check() -> None:
        for _ in range(50):
            await asyncio.sleep(0)
        assert documents.tried == []
        workers.inside.clear()
        await until(lambda: documents.tried == ["a", "b", "c"])

    asyncio.run(working(SimpleNamespace(opened=documents), workers, check))


def test_what_cannot_be_tried_is_logged_and_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    first, second = Documents("a!b"), Documents("c")
    ready = SimpleNamespace(opened=first)

    async def check() -> None:
        await until(lambda: "could not be tried" in caplog.text)
        ready.opened = second
        await until(lambda: second.tried == ["c"])

    asyncio.run(working(ready, SimpleNamespace(inside=Counter()), check))
    assert first.tried == ["a", "!"]
