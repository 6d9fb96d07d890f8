"""The promises of docs/answers.md over every question file, and floors for what they measure."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.engine import Engine
from assistant.schema import Answer, Seconds, Turn
from assistant.verify import violations

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
    assert violations(ask(number), engine.store.documents) == []


def test_answers_are_the_same_byte_for_byte(ask: Any, engine: Engine) -> None:
    for number, row in enumerate(ROWS):
        again = engine.answer(row["question"], [Turn(**turn) for turn in row["history"]])
        assert replace(again, seconds=Seconds()) == replace(ask(number), seconds=Seconds())


def test_gold_evidence_stands_in_the_documents(engine: Engine) -> None:
    for row in ROWS:
        for evidence in row["evidence"]:
            text = " ".join(engine.store.documents[evidence["doc"]].split())
            assert evidence["quote"] in text


def test_evidence_is_among_five_passages(ask: Any) -> None:
    found = [
        any(held(quote, passage.text) for quote in gold(row) for passage in ask(number).passages[:5])
        for number, row in enumerate(ROWS)
        if row["answerable"]
    ]
    assert sum(found) / len(found) >= 0.95


def test_first_citation_is_the_evidence(ask: Any) -> None:
    right = [
        any(held(quote, citation.quote) for citation in ask(number).citations[:1] for quote in gold(row))
        for number, row in enumerate(ROWS)
        if row["answerable"]
    ]
    assert sum(right) / len(right) >= 0.80


def test_what_is_not_there_is_refused(ask: Any) -> None:
    refused = [not ask(number).citations for number, row in enumerate(ROWS) if not row["answerable"]]
    assert sum(refused) / len(refused) >= 0.80


def gold(row: dict[str, Any]) -> list[str]:
    return [evidence["quote"] for evidence in row["evidence"]]


def held(quote: str, text: str) -> bool:
    return quote in " ".join(text.split())
