"""A conversation with an engine."""

from assistant.engine import Engine
from assistant.schema import Answer, Turn


def converse(engine: Engine, *messages: str) -> Answer:
    """Ask one message after the other, with all before it as history; return the last answer."""
    history: list[Turn] = []
    for message in messages:
        answer = engine.answer(message, history)
        history += [Turn("user", message), Turn("assistant", answer.answer)]
    return answer
