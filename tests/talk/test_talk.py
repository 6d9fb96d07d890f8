"""Courtesy and acts, asked of the whole engine: what they reply, and that a conversation holds."""

import re

import pytest

from assistant.answer.verify import figures
from assistant.engine import Engine
from assistant.language.loading import load_language
from assistant.schema import Answer, Turn

QUESTION = "How many elevators will be installed in old residential buildings?"


def converse(engine: Engine, *messages: str) -> Answer:
    """Ask one message after the other, with all before it as history; return the last answer."""
    history: list[Turn] = []
    for message in messages:
        answer = engine.answer(message, history)
        history += [Turn("user", message), Turn("assistant", answer.answer)]
    return answer


@pytest.mark.parametrize("message", ["hello", "help", "who are you?", "thank you, bye", "ok"])
def test_courtesy_gets_fixed_words_without_citation_or_figure(engine: Engine, message: str) -> None:
    answer = engine.answer(message)
    assert (answer.status, answer.citations, answer.confidence) == ("conversation", (), 0)
    assert not figures(answer.answer, load_language("en"))


def test_help_names_what_is_held_and_questions_that_are_answered(engine: Engine) -> None:
    answer = engine.answer("help")
    assert "Foreign Affairs Office" in answer.answer
    assert len(answer.suggestions) == 3
    assert all(engine.finder.answers(question) for question in answer.suggestions)


def test_courtesy_is_said_in_the_page_s_language(engine: Engine) -> None:
    assert "报告" in engine.speaking("zh").answer("hello").answer


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("shorter please", r"^… and install \*\*more than 800 elevators\*\*"),
        ("only the figure", r"^\*\*more than 800 elevators\*\* \[1\]$"),
        ("as a list", r"^- We will inspect 507 units.*\n- "),
        ("as a table", r"^\| Under .*\n\|---\|---\|\n\| Advance urban renewal \|"),
        ("where does it say that?", r"second paragraph.*\(Part V\)"),
        ("are you sure?", r"^The report says so, word for word"),
        ("show me the whole paragraph", r"507 units"),
    ],
)
def test_an_act_works_on_what_was_shown(engine: Engine, act: str, said: str) -> None:
    answer = converse(engine, QUESTION, act)
    assert answer.status == "answered"
    assert re.search(said, answer.answer, re.DOTALL)
    assert any("800 elevators" in citation.quote for citation in answer.citations)


def test_any_more_shows_only_what_was_not_shown(engine: Engine) -> None:
    first, more = (
        converse(engine, "Which museums are mentioned?"),
        converse(engine, "Which museums are mentioned?", "Any more?"),
    )
    assert not {item.quote for item in first.citations} & {item.quote for item in more.citations}


def test_the_next_paragraph_follows_and_the_previous_leads_back(engine: Engine) -> None:
    own = converse(engine, QUESTION, "the whole paragraph").citations[0]
    after = converse(engine, QUESTION, "the next paragraph").citations[0]
    back = converse(engine, QUESTION, "the next paragraph", "the previous paragraph").citations[0]
    assert after.start >= own.end
    assert (back.start, back.end) == (own.start, own.end)


def test_a_translation_is_not_made_up(engine: Engine) -> None:
    assert converse(engine, QUESTION, "translate that").status == "conversation"


def test_an_act_without_an_answer_before_it_is_a_question(engine: Engine) -> None:
    assert engine.answer("Any more?").status == "needs_clarification"


def test_courtesy_between_two_questions_does_not_break_the_chain(engine: Engine) -> None:
    answer = converse(engine, "How many parking spaces will be created?", "thanks", "shorter please", "And greenways?")
    assert "greenways" in answer.citations[0].quote


def test_a_new_subject_drops_the_old_one(engine: Engine) -> None:
    answer = converse(engine, QUESTION, "What about parking spaces?")
    assert answer.standalone_question == "How many parking spaces?"
    assert "35,000 parking spaces" in answer.citations[0].quote


def test_a_place_narrows_and_may_be_absent(engine: Engine) -> None:
    answer = converse(engine, "How many parking spaces will be created?", "And in Tongzhou?")
    assert (answer.status, answer.reason) == ("not_in_report", "other_time_or_place")
    assert "“Tongzhou”" in answer.answer


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
