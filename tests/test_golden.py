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
NUMBERED = [(file, json.loads(line)) for file in FILES for line in file.read_text("utf-8").splitlines()]
ROWS = [row for _, row in NUMBERED]


@pytest.fixture(scope="module")
def ask(engine: Engine) -> Any:
    @cache
    def answer(number: int) -> Answer:
        row = ROWS[number]
        return engine.answer(row["question"], [Turn(**turn) for turn in row["history"]])

    return answer


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask the rows of all files but those of ``--golden``, where each answer that breaks a promise fails as well."""
    if "number" in metafunc.fixturenames:
        gated = {Path(file).resolve() for file in metafunc.config.getoption("golden") or ()}
        numbers = [number for number, (file, _) in enumerate(NUMBERED) if file not in gated]
        metafunc.parametrize("number", numbers, ids=[ROWS[number]["id"] for number in numbers])


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
