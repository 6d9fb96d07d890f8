"""OpenAI's chat API, asked with OpenAI's own client."""

from copy import copy
from dataclasses import replace

import openai
import pytest
from fastapi.testclient import TestClient
from openai.types.chat import ChatCompletionMessageParam
from served import client_for

from assistant.engine import Engine
from assistant.serving.openai_api import Message, conversation_of

QUESTION = "How many elevators will be installed in old residential buildings?"
ASKED: list[ChatCompletionMessageParam] = [{"role": "user", "content": QUESTION}]


@pytest.fixture(scope="module")
def http(engine: Engine) -> TestClient:
    return client_for(engine)


@pytest.fixture
def client(http: TestClient) -> openai.OpenAI:
    return openai.OpenAI(base_url="http://testserver/v1", api_key="none", http_client=http, max_retries=0)  # type: ignore[arg-type]


def test_completion_holds_answer_and_citations(client: openai.OpenAI) -> None:
    made = client.chat.completions.create(model="report-assistant", messages=ASKED, temperature=0)
    assert "[1]" in (made.choices[0].message.content or "")
    assert made.choices[0].finish_reason == "stop"
    assert made.model_extra is not None
    assert "800 elevators" in made.model_extra["report"]["citations"][0]["quote"]


def test_refusal_can_be_read_by_a_program(client: openai.OpenAI) -> None:
    bread: list[ChatCompletionMessageParam] = [{"role": "user", "content": "How do I bake sourdough bread?"}]
    made = client.chat.completions.create(model="x", messages=bread)
    assert made.choices[0].finish_reason == "content_filter"
    assert made.choices[0].message.refusal
    assert made.model_extra is not None
    assert made.model_extra["report"]["status"] == "not_in_report"


def test_stream_has_the_same_text(client: openai.OpenAI) -> None:
    whole = client.chat.completions.create(model="x", messages=ASKED).choices[0].message.content
    chunks = list(
        client.chat.completions.create(model="x", messages=ASKED, stream=True, stream_options={"include_usage": True})
    )
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices) == whole
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-1].usage is not None
    assert len({chunk.id for chunk in chunks}) == 1


def test_earlier_messages_are_the_history(client: openai.OpenAI) -> None:
    messages: list[ChatCompletionMessageParam] = [
        {"role": "system", "content": "Speak like a pirate."},
        {"role": "user", "content": "How many congestion relief projects will be completed?"},
        {"role": "assistant", "content": "30 [1]"},
        {"role": "user", "content": [{"type": "text", "text": "And dead-end roads?"}]},
    ]
    made = client.chat.completions.create(model="x", messages=messages)
    assert "50 dead-end roads" in (made.choices[0].message.content or "").replace("*", "")


def test_models_are_listed(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["report-assistant"]
    assert client.models.retrieve("report-assistant").id == "report-assistant"


def test_errors_reach_the_client_in_words(client: openai.OpenAI) -> None:
    with pytest.raises(openai.UnprocessableEntityError, match="There is no question"):
        client.chat.completions.create(model="x", messages=[{"role": "user", "content": " "}])
    with pytest.raises(openai.UnprocessableEntityError, match="last message"):
        client.chat.completions.create(model="x", messages=[{"role": "assistant", "content": "x"}])


@pytest.mark.parametrize("body", [{}, {"messages": []}, {"messages": [{"role": "king"}]}, [], "x"])
def test_bad_bodies_are_problems(http: TestClient, body: object) -> None:
    reply = http.post("/v1/chat/completions", json=body)
    assert reply.status_code == 422
    assert reply.json()["error"]["message"] == reply.json()["detail"]


def test_not_ready_and_unknown_addresses_are_problems(http: TestClient) -> None:
    assert client_for(None).post("/v1/chat/completions", json={"messages": ASKED}).status_code == 503
    assert http.post("/v1/embeddings", json={}).status_code == 404


def test_long_conversations_lose_their_oldest_messages() -> None:
    messages = [Message(role="user", content=str(number) * 10) for number in range(10)]
    question, history = conversation_of(messages, most=4, most_characters=25)
    assert question == "9" * 10
    assert [turn.content[0] for turn in history] == ["7", "8"]


def test_whom_to_ask_ends_a_refusal(engine: Engine) -> None:
    named = copy(engine)
    named.composer = replace(engine.composer, contact="desk@example.org")
    client = openai.OpenAI(
        base_url="http://testserver/v1", api_key="none", http_client=client_for(named), max_retries=0
    )  # type: ignore[arg-type]
    bread: list[ChatCompletionMessageParam] = [{"role": "user", "content": "How do I bake sourdough bread?"}]
    made = client.chat.completions.create(model="x", messages=bread)
    assert (made.choices[0].message.refusal or "").endswith("\n\nWhom to ask: desk@example.org")
    assert made.model_extra is not None
    assert made.model_extra["report"]["contact"] == "desk@example.org"
    told = client.chat.completions.create(model="x", messages=bread, stream=True)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in told) == made.choices[0].message.content
