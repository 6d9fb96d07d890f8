"""Which reading of a follow-up is taken."""

from assistant.engine import Engine
from assistant.schema import Answer, Turn

QUESTION = "How many elevators will be installed in old residential buildings?"


def converse(engine: Engine, *messages: str) -> Answer:
    """Ask one message after the other, with all before it as history; return the last answer."""
    history: list[Turn] = []
    for message in messages:
        answer = engine.answer(message, history)
        history += [Turn("user", message), Turn("assistant", answer.answer)]
    return answer


def test_a_new_subject_drops_the_old_one(engine: Engine) -> None:
    answer = converse(engine, QUESTION, "What about parking spaces?")
    assert answer.standalone_question == "How many parking spaces?"
    assert "35,000 parking spaces" in answer.citations[0].quote


def test_a_place_narrows_and_may_be_absent(engine: Engine) -> None:
    answer = converse(engine, "How many parking spaces will be created?", "And in Tongzhou?")
    assert (answer.status, answer.reason) == ("not_in_report", "other_time_or_place")
    assert "“Tongzhou”" in answer.answer
