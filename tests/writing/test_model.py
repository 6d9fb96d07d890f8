"""A model is asked with a time limit that holds, and how its stream ended is told."""

import time
from collections.abc import Iterator
from queue import SimpleQueue

import pytest

from assistant.config import Config
from assistant.errors import WriterError
from assistant.prompt import Asked
from assistant.writing.breaker import Breaker
from assistant.writing.connection import Connection
from assistant.writing.model import Model, Piece

ASKED = Asked("rules", "message")


def model(*pieces: Piece | Exception, breaker: Breaker | None = None, **settings: int) -> Model:
    def source(asked: Asked, connection: Connection) -> Iterator[Piece]:
        for piece in pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    return Model("m", source, Config(**settings), breaker)  # type: ignore[arg-type]


def asked(model: Model, seconds: float = 5) -> str:
    return model.complete(ASKED, time.monotonic() + seconds)


def test_a_finished_reply_is_whole() -> None:
    assert asked(model(("One ", None), ("two.", "stop"))) == "One two."


@pytest.mark.parametrize(
    ("pieces", "code"),
    [
        ([("One", None)], "model_cut_off"),
        ([("One", "length")], "model_cut_off"),
        ([("One", None), ConnectionError()], "model_unavailable"),
        ([ValueError("not JSON")], "model_unavailable"),
        ([("word " * 400, None), ("more", "stop")], "model_cut_off"),
    ],
)
def test_how_a_reply_failed_is_told(pieces: list[Piece | Exception], code: str) -> None:
    with pytest.raises(WriterError) as raised:
        asked(model(*pieces, llm_max_tokens=100))
    assert raised.value.code == code


def test_for_brief_replies_it_is_the_same_model_with_the_same_health() -> None:
    breaker = Breaker(failures=1)
    whole = model(("word " * 40, "stop"), breaker=breaker)
    brief = whole.brief(whole.source, 8)
    assert len(asked(whole)) == 200
    with pytest.raises(WriterError, match="model_cut_off"):
        asked(brief)
    with pytest.raises(WriterError, match="model_unavailable"):
        asked(whole)
    assert brief.slots is whole.slots


def test_a_silent_model_is_left_in_time() -> None:
    def source(asked: Asked, connection: Connection) -> Iterator[Piece]:
        time.sleep(0.5)
        yield "late", "stop"

    with pytest.raises(WriterError) as raised:
        asked(Model("m", source, Config()), 0.05)
    assert raised.value.code == "model_too_slow"


@pytest.mark.parametrize("fault", [ConnectionError(), None], ids=["an error", "an end"])
def test_what_goes_wrong_after_the_time_was_too_slow_though_it_is_told_first(fault: Exception | None) -> None:
    def source(asked: Asked, connection: Connection) -> Iterator[Piece]:
        if fault:
            raise fault
        yield from ()

    one, pieces = Model("m", source, Config()), SimpleQueue[Piece | Exception]()
    one.read(ASKED, pieces, Connection(time.monotonic() - 1, 1000))  # has ended before anybody waits
    with pytest.raises(WriterError) as raised:
        list(one.pass_on(pieces, time.monotonic() + 5))
    assert raised.value.code == "model_too_slow"


@pytest.mark.parametrize(("is_short", "expected"), [(True, True), (False, False)])
def test_running_out_of_a_short_time_says_nothing_of_the_models_health(is_short: bool, expected: bool) -> None:
    def source(asked: Asked, connection: Connection) -> Iterator[Piece]:
        time.sleep(0.2)
        yield "late", "stop"

    breaker = Breaker(failures=1)
    with pytest.raises(WriterError):
        list(Model("m", source, Config(), breaker).stream(ASKED, time.monotonic() + 0.02, is_short))
    assert breaker.allows() is expected


def test_what_came_before_the_fault_is_handed_on() -> None:
    stream = model(("One", None), ConnectionError()).stream(ASKED, time.monotonic() + 5)
    assert next(stream) == "One"
    with pytest.raises(WriterError):
        next(stream)


def test_no_more_is_handed_on_than_a_model_may_write() -> None:
    stream = model(("a" * 5000, "stop"), llm_max_tokens=100).stream(ASKED, time.monotonic() + 5)
    assert len(next(stream)) == 1200


def test_after_failures_the_model_is_not_asked_again() -> None:
    breaker = Breaker(failures=1)
    for _ in range(2):
        with pytest.raises(WriterError):
            asked(model(ConnectionError(), breaker=breaker))
    with pytest.raises(WriterError):
        asked(model(("fine", "stop"), breaker=breaker))


def test_a_model_that_only_wrote_too_much_is_asked_again() -> None:
    breaker = Breaker(failures=1)
    with pytest.raises(WriterError):
        asked(model(("One", "length"), breaker=breaker))
    assert asked(model(("fine", "stop"), breaker=breaker)) == "fine"


def test_only_so_many_requests_at_a_time() -> None:
    one = model(("fine", "stop"), llm_concurrency=1)
    one.slots.acquire()
    with pytest.raises(WriterError) as raised:
        asked(one, 0.02)
    assert raised.value.code == "model_too_slow"
    one.slots.release()
    assert asked(one) == "fine"
