"""The promises of docs/answers.md over every question file; what is measured of them is gated by pytest --golden."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.answer.verify import violations
from assistant.engine import Engine
from assistant.schema import Answer, Seconds, Turn

FILES = sorted((Path(__file__).parent / "golden").glob("*.jsonl"))
ROWS = [json.loads(line) for file in FILES for line in file.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def ask(engine: Engine) -> Any:
    @cache
    def answer(number: int) -> Answer:
        row = ROWS[number]
        return engine.answer(row["question"], [Turn(**turn) for turn in row["history"]])

    return answer


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row["id"] for row in ROWS])
def test_every_answer_keeps_every_promise(ask: Any, engine: Engine, number: int) -> None:
    assert violations(ask(number), engine.store.documents, engine.finder.texts) == []


def test_answers_are_the_same_byte_for_byte(ask: Any, engine: Engine) -> None:
    for number in range(0, len(ROWS), 7):  # some of every file: all of them would take as long as the promises
        row = ROWS[number]
        again = engine.answer(row["question"], [Turn(**turn) for turn in row["history"]])
        assert replace(again, seconds=Seconds()) == replace(ask(number), seconds=Seconds())


def test_gold_evidence_stands_in_the_documents(engine: Engine) -> None:
    for row in ROWS:
        for evidence in row["evidence"]:
            text = " ".join(engine.store.documents[evidence["doc"]].split())
            assert evidence["quote"] in text
