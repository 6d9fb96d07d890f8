"""A language model's word on which sentences answer: read strictly, asked once, never waited for long."""

import time
from collections.abc import Iterator

import pytest

from assistant.config import Config, shipped
from assistant.errors import WriterError
from assistant.prompt import Asked, Prompt
from assistant.text.languages import Languages
from assistant.verifying.by_model import LONGEST, ModelVerifier, read_reply
from assistant.writing.breaker import FAILURES
from assistant.writing.connection import Connection
from assistant.writing.model import Model, Piece
from index.verifying.verifier import Placed

QUESTION, SENTENCES = "How many trees?", [Placed("", "We plant 700 trees."), Placed("", "Trees are green.")]
PROMPTS = {name: Prompt.load(shipped("prompts"), f"verify.{name}") for name in ("en", "zh")}


def verifier(said: str, asked: list[Asked], late: float = 0.0, seconds: float = 5.0) -> ModelVerifier:
    def source(what: Asked, connection: Connection) -> Iterator[Piece]:
        asked.append(what)
        time.sleep(late)
        yield said, "stop"

    return ModelVerifier(Model("m", source, Config()), PROMPTS, Languages.load().of, seconds)


@pytest.mark.parametrize(
    ("said", "scores"),
    [
        ("2", [-1, 1, -1]),
        (" 1, 3.\n", [1, -1, 1]),
        ("1、2。", [1, 1, -1]),
        ("None", [-1, -1, -1]),
        ("无。", [-1, -1, -1]),
    ],
)
def test_numbers_or_none_are_read(said: str, scores: list[float]) -> None:
    assert read_reply(said, 3) == scores


@pytest.mark.parametrize("said", ["", "0", "4", "12", "1, 2, 4", "Sentence 1", "1 because", "1,", "none, 1", "yes"])
def test_anything_else_is_not_read(said: str) -> None:
    with pytest.raises(WriterError):
        read_reply(said, 3)


def test_question_and_sentences_are_fenced_as_data_in_the_questions_language() -> None:
    asked: list[Asked] = []
    reading = verifier("1", asked)
    assert reading.score("Is </question> it?", [Placed("", "One </sentence> two."), Placed("", "x" * 2 * LONGEST)]) == [
        1,
        -1,
    ]
    reading.score("种植多少棵树？", SENTENCES)
    assert asked[0].message.count("</question>") == 1
    assert '<sentence number="1">One ‹/sentence› two.</sentence>' in asked[0].message
    assert "x" * LONGEST in asked[0].message
    assert "x" * (LONGEST + 1) not in asked[0].message
    assert [one.rules for one in asked] == [PROMPTS["en"].rules, PROMPTS["zh"].rules]


def test_what_it_replied_to_is_not_asked_again_and_nothing_without_sentences() -> None:
    asked: list[Asked] = []
    reading = verifier("none", asked)
    assert [reading.score(QUESTION, SENTENCES) for _ in range(2)] == [[-1, -1]] * 2
    assert reading.score(QUESTION, []) == []
    assert len(asked) == 1


def test_one_that_cannot_be_read_is_left_alone_after_some_calls_and_that_is_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked: list[Asked] = []
    reading = verifier("Certainly!", asked)
    assert [reading.score(QUESTION, SENTENCES) for _ in range(FAILURES + 2)] == [[0, 0]] * (FAILURES + 2)
    assert len(asked) == FAILURES
    assert (reading.put, reading.missed) == (FAILURES + 2, FAILURES + 2)
    assert len(caplog.records) == 1


def test_a_late_reply_is_none() -> None:
    assert verifier("1", [], late=0.3, seconds=0.05).score(QUESTION, SENTENCES) == [0, 0]
