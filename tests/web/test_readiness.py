"""Getting ready, ready, failed."""

import threading
from dataclasses import replace
from typing import Any

import pytest
from served import Opened

from assistant.config import Config
from assistant.engine import Engine
from assistant.errors import NotFound, NotReady, StartFailed, meaning
from assistant.web.readiness import READER, Reader, Readiness, Say
from index.documents.collections import Collection, Collections
from index.errors import SeedsError

PATIENCE = 20


def test_not_ready_until_opened_and_says_what_is_done(engine: Engine) -> None:
    go_on = threading.Event()

    def slowly(config: Config, say: Say) -> Engine:
        say("Building the index.")
        go_on.wait(PATIENCE)
        return engine

    ready = Readiness(Config(), slowly)
    with pytest.raises(NotReady, match="Starting"):
        ready.engine()
    ready.start()
    go_on.set()
    assert ready.finished.wait(PATIENCE)
    assert ready.engine() is engine
    assert ready.doing == "Building the index."


def test_failure_is_raised_as_it_was() -> None:
    def fail(config: Config, say: Say) -> Engine:
        raise SeedsError("The folder is empty: put a document in it.")

    ready = Readiness(Config(), fail)
    ready.open()
    with pytest.raises(SeedsError, match="put a document"):
        ready.engine()


def test_unexpected_failure_is_logged_and_told_without_details(caplog: pytest.LogCaptureFixture) -> None:
    def fail(config: Config, say: Say) -> Engine:
        raise ZeroDivisionError("secret detail")

    ready = Readiness(Config(), fail)
    ready.open()
    with pytest.raises(StartFailed, match="could not start") as caught:
        ready.engine()
    assert meaning(caught.value).http_status == 503
    assert "secret detail" not in str(caught.value)
    assert "secret detail" in caplog.text


def test_whoever_wants_to_know_is_told_of_the_engine_before_it_answers() -> None:
    made: Any = object()
    ready = Readiness(Config(), lambda config, say: made)
    told: list[Any] = []
    ready.on_open.append(lambda engine: told.append((engine, ready.opened)))
    ready.open()
    assert told == [(made, None)]


CLOSED = "board/minutes.md"


@pytest.mark.parametrize(
    ("reader", "reads"),
    [
        (Reader(), False),
        (Reader(frozenset({"key clerk"})), False),
        (Reader(frozenset({"key board"})), True),
        (Reader(frozenset({"site intranet"})), True),
        (Reader(reads_all=True), True),
    ],
)
def test_the_engine_is_of_what_the_caller_may_read(reader: Reader, reads: bool, shelf: Engine) -> None:
    ready = Opened(Config())
    ready.opened = shelf
    token = READER.set(reader)
    try:
        assert (CLOSED in ready.engine().store.documents) is reads
        assert ready.engine() is ready.engine(), "made once"
    finally:
        READER.reset(token)
    assert CLOSED in ready.whole().store.documents


def test_who_may_read_nothing_is_told_that_there_is_nothing(shelf: Engine) -> None:
    ready, engine = Opened(Config()), shelf.speaking("en")
    closed = Collections({".": Collection(".", "", readers=("key x",))})
    engine.hold(replace(shelf.manifest, collections=closed.record()), shelf.finder)
    ready.opened = engine
    with pytest.raises(NotFound, match="may read"):
        ready.engine()
