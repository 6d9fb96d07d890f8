"""A question is there, and not too long."""

import pytest

from assistant.config import Config, shipped
from assistant.errors import QuestionError
from assistant.prompt import Sayings
from assistant.question.limits import checked, newest, readable
from assistant.schema import Turn

SAYINGS = Sayings.load(shipped("prompts"), "en")
CONFIG = Config(max_question=20, max_history=1, max_history_chars=30)


def test_outer_white_space_is_left_off() -> None:
    assert checked("  How many?\n", (), CONFIG, SAYINGS) == "How many?"


@pytest.mark.parametrize(
    ("question", "history", "said"),
    [
        ("???", (), "There is no question"),
        ("a" * 21, (), "21"),
        ("How?", (Turn("user", "a"), Turn("user", "b")), "2"),
        ("How?", (Turn("user", "a" * 31),), "30"),
    ],
)
def test_what_is_too_long_or_empty_is_told(question: str, history: tuple[Turn, ...], said: str) -> None:
    with pytest.raises(QuestionError, match=said.replace("?", r"\?")):
        checked(question, history, CONFIG, SAYINGS)


def test_history_stays_within_its_limits() -> None:
    turns = [Turn("user", "a" * 10), Turn("assistant", "b" * 10), Turn("user", "c")]
    assert newest(turns, 40, 1000) == turns
    assert newest(turns, 1, 1000) == turns[-1:]
    assert newest(turns, 40, 12) == turns[1:]
    assert newest(turns, 0, 1000) == []


def test_white_space_is_collapsed_before_anything_is_read() -> None:
    assert checked("How\u00a0 many\t?\n \n\n\nAnd  why?", (), CONFIG, SAYINGS) == "How many ?\n\nAnd why?"
    assert checked("a" + " " * 10_000 + "b", (), CONFIG, SAYINGS) == "a b"  # counted as it is read


def test_what_a_person_said_is_no_longer_than_a_question() -> None:
    turns = [Turn("user", " a  b" * 5), Turn("assistant", "c \n\n\n d" * 5)]
    assert [turn.content for turn in readable(turns, 4)] == ["a b ", "c\n\nd" + "c\n\nd" * 4]
