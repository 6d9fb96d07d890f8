import threading
import time
from collections.abc import Callable

import pytest
from served import Opened

from assistant.config import Config
from assistant.engine import Engine
from assistant.errors import BuildFailed
from assistant.library.renewal import Renewal


def until(done: Callable[[], bool]) -> None:
    for _ in range(500):
        if done():
            return
        time.sleep(0.01)
    pytest.fail("it did not come about")


def ready_with(engine: Engine) -> Opened:
    ready = Opened(Config())
    ready.opened = engine
    return ready


def test_another_index_is_taken_into_use(shelf: Engine) -> None:
    ready, told = ready_with(shelf.over(["parks.txt"])), list[Engine]()
    ready.on_open.append(told.append)
    other = shelf.over(["parks.txt", "report/2026/report.md"]).speaking("en")
    other.manifest = shelf.manifest
    ready.whole().manifest = ready.whole().manifest.__class__(**{**fields_of(ready.whole()), "build_id": "before"})
    renewal = Renewal(ready, lambda config, say: other)
    renewal.ask()
    until(lambda: ready.opened is other)
    assert told == [other]
    until(lambda: not renewal.is_running)
    assert [change.document for change in renewal.changes] == ["report/2026/report.md"]


def fields_of(engine: Engine) -> dict[str, object]:
    from dataclasses import fields

    return {field.name: getattr(engine.manifest, field.name) for field in fields(engine.manifest)}


def test_a_failure_leaves_the_index_before_and_is_told(shelf: Engine) -> None:
    def fail(config: Config, say: Callable[[str], None]) -> Engine:
        say("embedding")
        raise BuildFailed("a.txt cannot be read.")

    ready = ready_with(shelf)
    renewal = Renewal(ready, fail)
    renewal.ask()
    until(lambda: not renewal.is_running)
    assert (renewal.failure, renewal.doing) == ("a.txt cannot be read.", "embedding")
    assert ready.whole() is shelf


def test_one_is_built_at_a_time_and_what_came_meanwhile_after_it(shelf: Engine) -> None:
    gate, running, most, runs = threading.Event(), 0, 0, 0

    def build(config: Config, say: Callable[[str], None]) -> Engine:
        nonlocal running, most, runs
        running, runs = running + 1, runs + 1
        most = max(most, running)
        gate.wait(5)
        running -= 1
        return shelf

    renewal = Renewal(ready_with(shelf), build)
    for _ in range(5):
        renewal.ask()
    until(lambda: runs == 1)
    gate.set()
    until(lambda: not renewal.is_running)
    assert (most, runs) == (1, 2)
