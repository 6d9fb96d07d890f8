"""Courtesy and acts in a conversation, asked of the whole engine."""

import pytest
from conversing import converse

from assistant.engine import Engine
from assistant.schema import Turn

QUESTION = "How many elevators will be installed in old residential buildings?"


def test_courtesy_between_two_questions_does_not_break_the_chain(engine: Engine) -> None:
    answer = converse(engine, "How many parking spaces will be created?", "thanks", "shorter please", "And greenways?")
    assert "greenways" in answer.citations[0].quote


def test_yes_takes_up_what_was_offered(engine: Engine) -> None:
    offer = engine.composer.sayings.say("readings", places="“Advance urban renewal”, “Boost consumption”")
    history = [Turn("user", "What is planned for it?"), Turn("assistant", offer)]
    answer = engine.answer("yes please", history)
    assert answer.standalone_question == "What is planned under “Advance urban renewal”?"
    assert answer.status == "answered"
    assert engine.answer("yes please", [Turn("user", QUESTION), Turn("assistant", "800 [1]")]).status == "conversation"


@pytest.mark.parametrize(
    ("message", "read_as"),
    [
        ("Dear assistant, how many urban jobs will be created? Thank you", "How many urban jobs will be created?"),
        ("Hi, could you tell me how many urban jobs will be created?", "How many urban jobs will be created?"),
        ("How many urban jobs will be created? Kind regards, Ann", "How many urban jobs will be created?"),
        ("What is the latest information on subways?", "What is said about subways?"),
    ],
)
def test_words_around_a_question_are_left_out(engine: Engine, message: str, read_as: str) -> None:
    assert engine.answer(message).standalone_question == read_as
