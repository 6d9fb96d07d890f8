"""What a message wants in its conversation."""

import pytest

from assistant.engine import Engine
from assistant.schema import Turn

ASKED = (Turn("user", "How many parks?"), Turn("assistant", "Twelve parks. [1]"))


def test_an_act_is_about_the_last_question_whatever_was_said_between(engine: Engine) -> None:
    history = [*ASKED, Turn("user", "thanks"), Turn("assistant", "You are welcome.")]
    heard = engine.listener.hear("as a list", history)
    assert (heard.act, heard.question, heard.said) == (
        "list",
        "How many parks?",
        ("Twelve parks. [1]", "You are welcome."),
    )


def test_without_an_answer_an_act_is_a_question(engine: Engine) -> None:
    heard = engine.listener.hear("as a list", [])
    assert (heard.act, heard.courtesy, heard.question) == (None, None, "as a list")


@pytest.mark.parametrize(("message", "courtesy"), [("thanks!", "thanks"), ("How many trees?", None)])
def test_courtesy_and_questions(engine: Engine, message: str, courtesy: str | None) -> None:
    assert engine.listener.hear(message, ASKED).courtesy == courtesy


def test_yes_takes_up_an_offer_and_only_an_offer(engine: Engine) -> None:
    offer = engine.composer.sayings.say("readings", places="“Parks”, “Trams”")
    heard = engine.listener.hear("yes", [Turn("user", "What about it?"), Turn("assistant", offer)])
    assert heard.question == engine.composer.sayings.say("next_question", topic="Parks")
    assert engine.listener.hear("yes", ASKED).courtesy == "yes"


def test_what_a_refusal_quotes_as_coming_near_was_not_said(engine: Engine) -> None:
    refusal = engine.answer("Who will be the next mayor?")
    history = [Turn("user", refusal.question), Turn("assistant", refusal.answer)]
    heard = engine.listener.hear("as a list", history)
    assert "motions" in refusal.answer
    assert "motions" not in heard.said[0]
