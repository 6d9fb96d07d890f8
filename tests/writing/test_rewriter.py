"""A model reads a question only where rules fall short, and adds nothing of its own."""

from collections.abc import Iterator
from time import monotonic

import pytest

from assistant.config import Config, shipped
from assistant.language.loading import load_language
from assistant.prompt import Asked, Prompt
from assistant.schema import Turn
from assistant.writing.connection import Connection
from assistant.writing.model import Model, Piece
from assistant.writing.rewriter import Rewriter

HISTORY = [Turn("user", "How many relief projects will be completed in Beijing?"), Turn("assistant", "30 [1]")]
RULED = "How many dead-end roads?"


def rewriter(said: str, asked: list[Asked]) -> Rewriter:
    def source(what: Asked, connection: Connection) -> Iterator[Piece]:
        asked.append(what)
        yield said, "stop"

    prompts = {name: Prompt.load(shipped("prompts"), name) for name in ("standalone", "translate", "parts", "suggest")}
    return Rewriter(Model("m", source, Config()), prompts, is_wide=False, seconds=20, language=load_language("en"))


def read(said: str, question: str = "And dead-end roads?", history: list[Turn] = HISTORY) -> tuple[str, int]:
    asked: list[Asked] = []
    return rewriter(said, asked).read(question, history, RULED), len(asked)


def test_a_leaning_question_is_completed() -> None:
    said = "How many dead-end roads will be completed in Beijing?"
    assert read(said) == read(f'Standalone question: "{said}"') == (said, 1)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "How many relief projects will be completed in Beijing?",
        "How many dead-end roads will be completed in Shanghai?",
        "How many of the 55 dead-end roads will be completed?",
        "How many dead-end roads?\nThere are 50.",
        "How many dead-end roads " + "really " * 60,
    ],
)
def test_a_reading_that_adds_or_loses_something_is_not_taken(said: str) -> None:
    assert read(said)[0] == RULED


def test_a_question_that_stands_alone_is_left_alone() -> None:
    assert read("x", "How many elevators will be installed in old residential buildings?") == (RULED, 0)
    assert read("x", history=[]) == (RULED, 0)


def test_a_question_in_another_script_is_translated() -> None:
    question = "老旧小区要加装800部电梯吗？"
    assert read("Will 800 elevators be installed?", question, []) == ("Will 800 elevators be installed?", 1)
    assert read("Will 900 elevators be installed?", question, [])[0] == RULED
    assert read("要加装吗？", question, [])[0] == RULED


TWO = "How many elevators will be installed, and when does the museum open?"


def parts(said: str, question: str = TWO) -> tuple[list[str], int]:
    asked: list[Asked] = []
    return rewriter(said, asked).parts(question), len(asked)


def test_a_question_with_several_parts_is_taken_apart() -> None:
    said = ["How many elevators will be installed?", "When does the museum open?"]
    assert parts("\n".join(said)) == parts(f"1. {said[0]}\n2. {said[1]}\n") == (said, 1)


@pytest.mark.parametrize(
    "said",
    [
        "",
        TWO,
        "How many elevators will be installed?\nWhen does it close?",
        "How many elevators will be installed?\nWhen does the museum of Shanghai open?",
        "How many elevators will be installed?\nHow many are installed?",
        "There are 800 elevators.\nThe museum opens in May.",
    ],
)
def test_parts_that_add_or_lose_something_are_not_taken(said: str) -> None:
    assert parts(said)[0] == []


def test_a_question_with_one_part_is_left_alone() -> None:
    assert parts("x", "How many elevators and parking spaces will be built?") == ([], 0)


def test_a_reply_without_end_is_read_no_further_than_it_may_be_of_use() -> None:
    assert parts("How many elevators will be installed?\n" * 50)[0] == []


def test_next_questions_come_from_what_was_shown() -> None:
    said = "How many trees will be planted?\nHow many elevators?\nWill it be free?\nWho plants 900 trees?"
    asked: list[Asked] = []
    found = rewriter(said, asked).next_questions("How many elevators?", "We will plant 700 trees.", monotonic() + 9)
    assert found == ["How many trees will be planted?"]
