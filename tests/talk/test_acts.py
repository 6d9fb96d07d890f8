"""Acts on the last answer."""

import re

import pytest
from conversing import converse
from model_engine import by_prompt, written_by

from assistant.engine import Engine
from assistant.schema import Turn

QUESTION = "How many elevators will be installed in old residential buildings?"


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


CHINESE = "1. 我们将检查507处房屋，完成300多个老旧小区改造，并加装800多部电梯。"


@pytest.mark.parametrize(
    ("reply", "is_shown"),
    [(CHINESE, True), (CHINESE.replace("800", "900"), False), ("800", False)],
)
def test_a_model_translates_beside_the_quote_with_the_same_figures(engine: Engine, reply: str, is_shown: bool) -> None:
    with written_by(engine, by_prompt(translate=reply)) as (writing, server):
        asked = engine.answer(QUESTION)
        history = [Turn("user", QUESTION), Turn("assistant", asked.answer)]
        answer = writing.answer("translate that", history)
    assert len(server.asked) == 1
    assert (reply.removeprefix("1. ") in answer.answer) is is_shown
    assert answer.status == ("answered" if is_shown else "conversation")
    assert (answer.mode == "generative" and "800 elevators" in answer.citations[0].quote) or not is_shown
