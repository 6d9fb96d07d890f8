"""Getting ready, ready, failed."""

import threading
from typing import Any

import pytest

from assistant.config import Config
from assistant.engine import Engine
from assistant.errors import NotReady
from assistant.web.readiness import Readiness, Say
from index.errors import ReportError, SeedsError

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
    with pytest.raises(ReportError, match="could not start") as caught:
        ready.engine()
    assert "secret detail" not in str(caught.value)
    assert "secret detail" in caplog.text


def test_whoever_wants_to_know_is_told_of_the_engine_before_it_answers() -> None:
    made: Any = object()
    ready = Readiness(Config(), lambda config, say: made)
    told: list[Any] = []
    ready.on_open.append(lambda engine: told.append((engine, ready.opened)))
    ready.open()
    assert told == [(made, None)]
