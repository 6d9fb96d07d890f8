"""Answers that are known are told again, the last ones only."""

from dataclasses import replace

import pytest
from sample_answer import ANSWER

from assistant.answering.remembered import Remembered
from assistant.engine import Engine
from assistant.schema import Answer, Progress, ReadAs, Seconds

QUESTION = "How many elevators will be installed in old residential buildings?"


def test_the_last_ones_used_are_kept() -> None:
    remembered = Remembered(2)
    for answer_id in "aba":
        remembered.keep(answer_id, ANSWER)
    assert remembered.find("b")
    remembered.keep("c", ANSWER)
    assert [answer_id for answer_id in "abc" if remembered.find(answer_id)] == ["b", "c"]


def test_by_itself_nothing_is_kept() -> None:
    remembered = Remembered()
    remembered.keep("a", ANSWER)
    assert remembered.find("a") is None


def test_how_a_question_was_read_is_told_again() -> None:
    remembered = Remembered(1)
    remembered.keep("a", replace(ANSWER, question="And then?", standalone_question="What then?"))
    first, *_, last = remembered.stream("a", iter(()))
    assert (first, type(last)) == (ReadAs("What then?"), Answer)


def test_what_is_asked_again_is_worked_out_once_and_told_to_all_who_watch(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = list[Answer]()
    monkeypatch.setattr(engine, "watchers", [seen.append])
    monkeypatch.setattr(engine, "remembered", Remembered(8))
    first = engine.answer(QUESTION)
    monkeypatch.setattr(engine.finder, "find", None)
    progress, *_, again = engine.stream(QUESTION)
    assert (progress, seen) == (Progress("reading"), [first, again])
    assert replace(again, seconds=Seconds()) == replace(first, seconds=Seconds())  # type: ignore[type-var]
    with pytest.raises(TypeError):
        engine.speaking("zh").answer(QUESTION)


def test_who_reads_a_part_is_not_told_what_all_of_it_answers(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "remembered", Remembered(8))
    engine.answer(QUESTION)
    part = engine.view(frozenset({"000_2e493997888fc89e.txt"}))
    assert part.answer(QUESTION).status != "answered"
    assert part.remembered is not engine.remembered


def test_what_a_model_writes_is_not_kept(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "remembered", Remembered())
    monkeypatch.setattr(engine, "pen", object())
    engine.remember(8)
    assert engine.remembered.most == 0
