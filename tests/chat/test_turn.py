"""A turn of the chat, without a browser."""

from copy import copy
from typing import Any

from model_server import says, serving

from assistant.chat.turn import turn
from assistant.config import Config
from assistant.engine import Engine
from assistant.page.record import Memory
from assistant.page.wording import ENGLISH
from assistant.schema import Turn
from assistant.writing.pen import open_pen

QUESTION = "How many elevators will be installed in old residential buildings?"
PROJECTS = "How many congestion relief projects will be completed?"


def last_step(engine: Engine, question: str, memory: Memory | None = None) -> Any:
    *_, last = turn(engine, ENGLISH, question, memory or Memory(), "t1")
    return last


def test_answer_is_there_whole_and_then_what_could_be_asked_next(engine: Engine) -> None:
    whole, last = turn(engine, ENGLISH, QUESTION, Memory(), "t1")
    assert "Answered" in whole.message
    assert "<mark>" in whole.message
    assert not whole.running
    assert "suggestions&quot;: []" in whole.message
    assert "suggestions&quot;: [&quot;" in last.message


def test_answer_that_a_model_writes_streams(engine: Engine) -> None:
    with serving(says("More than 800 elevators will be installed in old residential buildings [1].")) as model:
        slow = copy(engine)
        slow.pen = open_pen(Config(llm_url=model.url, llm_model="m"), engine.finder)
        first, *between, whole, _ = turn(slow, ENGLISH, QUESTION, Memory(), "t1")
    assert first.running
    assert any("800 elevators" in step.message and step.running for step in between)
    assert not whole.running


def test_rewritten_follow_up_is_shown_and_can_be_edited(engine: Engine) -> None:
    last = last_step(engine, "And dead-end roads?", Memory((Turn("user", PROJECTS),)))
    assert 'Read as: <b title="How many dead-end roads' in last.message
    assert 'name="edit" value="How many dead-end roads' in last.message


def test_source_keeps_its_number_in_the_conversation(engine: Engine) -> None:
    citation = engine.answer(QUESTION).citations[0]
    known = {"other#0-5": 6, f"{citation.document_id}#{citation.start}-{citation.end}": 4}
    assert last_step(engine, QUESTION, Memory((), known)).message.count('id="fold-t1-4"') == 1
    assert last_step(engine, PROJECTS, Memory((), known)).message.count('id="fold-t1-7"') == 1


def test_bad_question_is_told_in_the_chat(engine: Engine) -> None:
    last = last_step(engine, "???")
    assert "There is no question: write one." in last.message
    assert "Answered" not in last.message


def test_long_conversation_is_answered(engine: Engine) -> None:
    said = tuple(Turn("user", PROJECTS) for _ in range(500))
    assert "Answered" in last_step(engine, QUESTION, Memory(said)).message
