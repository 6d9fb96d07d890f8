"""A model's server may send what it likes: it has its time and its bytes, and then its slot is free again."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import httpx
import pytest
from model_server import Behaviour, Handler, says, serving

from assistant.config import Config
from assistant.errors import WriterError
from assistant.prompt import Asked
from assistant.writing.connection import Connection
from assistant.writing.llm import open_llm, stream
from assistant.writing.model import Model

ASKED = Asked("rules", "message")
SECONDS = 0.4  # that an answer may take here
MOST_BYTES = 100_000


def model_at(url: str) -> Model:
    config = Config(llm_url=url, llm_model="m", llm_timeout=20, llm_concurrency=1, llm_max_tokens=10)
    return Model("m", partial(stream, open_llm(config)), config)


def on_and_on(text: str, opened: bool = True) -> Behaviour:
    """Return a server that sends this again and again, for as long as somebody reads."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        if opened:
            handler.begin()
        while not handler.wait(0.02):
            handler.raw(text)

    return behave


@pytest.mark.parametrize(
    "behaviour",
    [on_and_on(": keep-alive\n\n"), on_and_on("\n"), on_and_on("a"), on_and_on("x", opened=False)],
    ids=["comments", "empty lines", "one long line", "headers that do not end"],
)
def test_bytes_without_a_piece_hold_no_slot_beyond_the_time(behaviour: Behaviour) -> None:
    hung_up: list[float] = []

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        try:
            behaviour(handler, body)
        except OSError:
            hung_up.append(time.monotonic())

    with serving(behave) as server:
        model = model_at(server.url)
        for _ in range(2):
            with pytest.raises(WriterError) as raised:
                model.complete(ASKED, time.monotonic() + SECONDS)
            assert raised.value.code == "model_too_slow"
        server.behaviour = says("fine")
        assert model.complete(ASKED, time.monotonic() + 10) == "fine"
        assert eventually(lambda: len(hung_up) == 2)  # the server is told, it need not write on


def test_nothing_is_sent_or_read_after_the_time_though_nobody_has_cut_it() -> None:
    late = Connection(time.monotonic() - 1, MOST_BYTES)
    with pytest.raises(httpx.ReadTimeout):
        late.sending(httpx.Request("POST", "http://127.0.0.1:1"))
    with pytest.raises(httpx.ReadTimeout):
        late.require(1)


def eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10
    while not holds() and time.monotonic() < until:
        time.sleep(0.02)
    return holds()


@pytest.mark.parametrize("text", ["a" * 65_536, ": " + "a" * 65_536 + "\n\n"], ids=["a line", "comments"])
def test_more_bytes_than_an_answer_is_worth_are_not_read(text: str) -> None:
    sent: list[int] = []

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin()
        for _ in range(1000):
            handler.raw(text)
            sent.append(len(text))

    with serving(behave) as server, pytest.raises(WriterError) as raised:
        model_at(server.url).complete(ASKED, time.monotonic() + 20)
    assert raised.value.code == "model_unavailable"
    assert sum(sent) < 40 * 1024 * 1024  # what lay in the sockets' buffers, twice


def test_a_packed_answer_is_not_unpacked() -> None:
    def behave(handler: Handler, body: dict[str, Any]) -> None:
        assert handler.headers["accept-encoding"] == "identity"
        handler.send_response(200)
        handler.send_header("content-encoding", "gzip")
        handler.end_headers()

    with serving(behave) as server, pytest.raises(WriterError):
        model_at(server.url).complete(ASKED, time.monotonic() + 20)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_question_is_not_sent_on_to_another_address(status: int) -> None:
    with serving(says("stolen")) as elsewhere:

        def behave(handler: Handler, body: dict[str, Any]) -> None:
            handler.send_response(status)
            handler.send_header("location", f"{elsewhere.url}/chat/completions")
            handler.send_header("content-length", "0")
            handler.end_headers()

        with serving(behave) as server, pytest.raises(WriterError):
            model_at(server.url).complete(ASKED, time.monotonic() + 20)
        assert elsewhere.asked == []
