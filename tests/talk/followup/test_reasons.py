"""What "Why?" is told right after an answer."""

import pytest
from conversing import converse

from assistant.engine import Engine
from assistant.language.loading import load_language
from assistant.talk.followup.reasons import asks_why

BENCHES = "How many benches were put up along the streets?"


@pytest.mark.parametrize(
    ("language", "message", "asks"),
    [
        ("en", "Why?", True),
        ("en", "How so?", True),
        ("en", "Why is that?", True),
        ("en", "Why will more than 800 elevators be installed in old residential buildings?", False),
        ("en", "How many?", False),
        ("zh", "为什么？", True),
        ("zh", "这是为什么呢？", True),
        ("zh", "多少？", False),
    ],
)
def test_a_reason_is_asked_of_what_was_said(language: str, message: str, asks: bool) -> None:
    assert asks_why(message, load_language(language)) is asks


@pytest.mark.parametrize("why", ["Why?", "How so?", "Why is that?"])
def test_where_no_reason_is_given_that_is_said_with_the_place(shelf: Engine, why: str) -> None:
    answer = converse(shelf, BENCHES, why)
    assert answer.status == "not_in_report"
    assert "give no reason for that in so many words. It stands under “Streets”." in answer.answer


def test_a_reason_that_the_sentence_states_is_told(engine: Engine) -> None:
    answer = converse(engine, "Which landmark projects will be relocated to Xiong'an?", "Why?")
    assert answer.status == "answered"
    assert "**to ensure smooth relocation to Xiong'an of landmark projects" in answer.answer


def test_who_says_so_is_told_by_the_place(engine: Engine) -> None:
    answer = converse(engine, "How many elevators will be installed in old residential buildings?", "Who says that?")
    assert "Published by: Foreign Affairs Office" in answer.answer
