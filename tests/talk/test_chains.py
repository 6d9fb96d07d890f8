"""Follow-ups in chains of three to five turns, each with what was really replied before: how they are read.

``has`` and ``has_not`` are words of the right reading; ``quote`` stands in the answer, and without one there is none.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.engine import Engine
from assistant.schema import ANSWERED, Answer, Turn

CHAINS = [json.loads(line) for line in Path(__file__).with_name("chains.jsonl").read_text("utf-8").splitlines()]
LEAST = 0.92  # share of right readings, and of right answers


@pytest.fixture(scope="module")
def followed(engine: Engine) -> list[tuple[dict[str, Any], Answer, str | None]]:
    return [turn for chain in CHAINS for turn in follow(engine, chain)]


def follow(engine: Engine, chain: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Answer, str | None]]:
    history: list[Turn] = []
    for turn in [{"question": chain["question"]}, *chain["turns"]]:
        question = turn["question"]
        act = engine.listener.hear(question, history).act
        answer = engine.answer(question, history)
        if history:
            yield turn, answer, act
        history += [Turn("user", question), Turn("assistant", answer.answer)]


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


def test_follow_ups_are_read_as_they_are_meant(followed: list[tuple[dict[str, Any], Answer, str | None]]) -> None:
    assert len(followed) >= 60
    assert share([is_read(turn, answer.standalone_question.lower(), act) for turn, answer, act in followed]) >= LEAST


def is_read(turn: dict[str, Any], reading: str, act: str | None) -> bool:
    if act or "act" in turn:
        return act == turn.get("act")
    return all(word in reading for word in turn["has"]) and not any(word in reading for word in turn["has_not"])


def test_they_are_answered_with_the_right_sentence(followed: list[tuple[dict[str, Any], Answer, str | None]]) -> None:
    assert share([is_answered(turn, answer) for turn, answer, _ in followed if "act" not in turn]) >= LEAST


def is_answered(turn: dict[str, Any], answer: Answer) -> bool:
    quotes = " ".join(" ".join(item.quote.split()) for item in answer.citations)
    return turn["quote"] in quotes if "quote" in turn else answer.status not in ANSWERED
