"""Engines whose answers a server for tests writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from model_server import Behaviour, Handler, ModelServer, says, serving

from assistant.answer.verify import violations
from assistant.config import Config
from assistant.engine import Engine
from assistant.schema import Answer, Delta
from assistant.writing.pen import open_pen

QUESTION = "How many elevators will be installed in old residential buildings?"
GOOD = "More than 800 elevators will be installed in old residential buildings [1]."


@contextmanager
def written_by(engine: Engine, behaviour: Behaviour, seconds: float = 20) -> Iterator[tuple[Engine, ModelServer]]:
    """Give an engine whose answers a server that behaves so writes."""
    with serving(behaviour) as server:
        config = Config(llm_url=server.url, llm_model="m", llm_timeout=seconds, llm_max_tokens=300)
        copy = Engine(config, engine.manifest, engine.finder, engine.composer, open_pen(config, engine.finder))
        yield copy, server


def answered(engine: Engine, behaviour: Behaviour, question: str = QUESTION, seconds: float = 20) -> Answer:
    with written_by(engine, behaviour, seconds) as (copy, _):
        *before, answer = copy.stream(question)
    assert isinstance(answer, Answer)
    assert violations(answer, engine.store.documents, engine.finder.texts) == []
    assert "".join(event.text for event in before if isinstance(event, Delta)) == answer.answer
    return answer


def codes(answer: Answer) -> list[str]:
    return [notice.code for notice in answer.notices]


def by_prompt(**replies: str) -> Behaviour:
    """Return a model that answers each kind of request, told by a word of its rules, in its own way."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        rules = body["messages"][0]["content"]
        says(next((text for word, text in replies.items() if word in rules), ""))(handler, body)

    return behave
