"""Which reading of a follow-up is taken."""

import pytest

from assistant.engine import Engine
from assistant.schema import Answer, Turn
from assistant.talk.meant import counts_mere_name

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


def test_of_two_readings_with_one_answer_the_one_without_borrowed_words_is_taken(engine: Engine) -> None:
    last, follow = "How much high-standard cropland will be created?", "And grain?"
    assert converse(engine, last, follow).standalone_question == "How much grain?"


def test_what_only_adds_to_the_last_question_keeps_its_subject(engine: Engine) -> None:
    answer = converse(engine, "How many urban jobs will be created?", "And for college graduates?")
    assert answer.standalone_question == "How many for college graduates (about urban jobs)?"
    assert "100,000 jobs" in answer.citations[0].quote


def test_a_measure_is_kept_where_the_answer_has_it(engine: Engine) -> None:
    first = "How many kilometers of greenways will be built?"
    assert converse(engine, first, "and rural roads?").standalone_question == "How many kilometers of rural roads?"
    assert converse(engine, first, "And waterfront spaces?").standalone_question == "How many waterfront spaces?"


@pytest.mark.parametrize(
    ("reading", "is_mere"),
    [
        ("How many in Tongzhou?", True),
        ("How many roads in Tongzhou?", False),
        ("When in Tongzhou?", False),
        ("通州有多少？", True),
        ("通州有多少学校？", False),
    ],
)
def test_a_mere_name_counts_nothing(engine: Engine, reading: str, is_mere: bool) -> None:
    finder = engine.finder
    assert counts_mere_name(reading, finder.language_of(reading), finder.lexicon) is is_mere
