"""The language model's client is set up as configured, and what is missing is named."""

import time

import pytest
from model_server import Behaviour, says, serving

from assistant.config import Config
from assistant.errors import SettingsError
from assistant.prompt import Asked
from assistant.writing.connection import Connection
from assistant.writing.llm import open_llm, stream

URL = "http://127.0.0.1:9/v1"


def test_client_is_set_up_as_configured() -> None:
    llm = open_llm(Config(llm_url=URL + "/", llm_model="small", llm_api_key="k", llm_timeout=3, llm_context=4096))
    assert (llm.metadata.model_name, llm.metadata.context_window, llm.metadata.num_output) == ("small", 4096, 512)
    assert llm.metadata.is_chat_model
    assert (llm.api_base, llm.api_key, llm.timeout, llm.temperature) == (URL, "k", 3, 0)  # type: ignore[attr-defined]
    assert "seed" in llm.additional_kwargs  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({}, "ASSISTANT_LLM_URL is missing"),
        ({"llm_url": ""}, "ASSISTANT_LLM_URL is missing"),
        ({"llm_url": "127.0.0.1:8080", "llm_model": "m"}, "ASSISTANT_LLM_URL is no web address"),
        ({"llm_url": "http://me:pw@host/v1", "llm_model": "m"}, "ASSISTANT_LLM_API_KEY"),
        ({"llm_url": "http://host/v1?key=pw", "llm_model": "m"}, "ASSISTANT_LLM_API_KEY"),
        ({"llm_url": URL}, "ASSISTANT_LLM_MODEL is missing"),
        ({"llm_url": URL, "llm_model": "m", "llm_context": 512, "llm_max_tokens": 512}, "ASSISTANT_LLM_MAX_TOKENS"),
    ],
)
def test_what_is_missing_is_named_and_no_secret_told(settings: dict[str, str], complaint: str) -> None:
    with pytest.raises(SettingsError, match=complaint) as raised:
        open_llm(Config(**settings))  # type: ignore[arg-type]
    assert "pw" not in str(raised.value)


def test_without_a_key_no_other_key_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "of another service")
    llm = open_llm(Config(llm_url=URL, llm_model="small"))
    assert llm.api_key == "none"  # type: ignore[attr-defined]


def test_a_stream_tells_its_pieces_and_how_it_ended() -> None:
    llm = open_llm_at(says("One two.", "stop", size=4))
    assert llm == [("One ", None), ("two.", None), ("", "stop")]


def test_a_stream_that_breaks_off_tells_no_reason() -> None:
    assert open_llm_at(says("One two.", None, size=8)) == [("One two.", None)]


def test_a_stream_that_is_left_closes_its_connection() -> None:
    with serving(says("One two three four five.", "stop", size=1)) as server:
        connection = Connection(time.monotonic() + 20, 100_000)
        pieces = stream(open_llm(Config(llm_url=server.url, llm_model="m")), Asked("rules", "message"), connection)
        next(pieces)
        response = connection.response
        pieces.close()
        assert response is not None
        assert response.is_closed
        assert connection.response is None


def open_llm_at(behaviour: Behaviour) -> list[tuple[str, str | None]]:
    with serving(behaviour) as server:
        connection = Connection(time.monotonic() + 20, 100_000)
        llm = open_llm(Config(llm_url=server.url, llm_model="m"))
        return list(stream(llm, Asked("rules", "message"), connection))
