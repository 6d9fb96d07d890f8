"""What passes between the page's script and the server."""

import json
from dataclasses import replace

import pytest

from assistant.page.record import Memory, Shown, read_memory, record_of, renumbered, source_key, to_json
from assistant.schema import Answer, Citation, Turn

CITATION = Citation(1, "a.txt", "Plan", None, None, None, None, None, None, "We will.", 5, 13, 0.9, "/report/a#c5-13")
ANSWER = Answer("id", "q </title>?", "q?", "answered", None, "extractive", "We will. [1]", (CITATION,))
SHOWN = renumbered(ANSWER, {"a.txt#5-13": 3})


def test_memory_is_read() -> None:
    text = '{"turns": [{"role": "user", "content": "Why?"}], "numbers": {"a.txt#5-13": 3}}'
    assert read_memory(text) == Memory((Turn("user", "Why?"),), {"a.txt#5-13": 3})


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"turns": [{"role": "system", "content": ""}]}', '{"numbers": 3}', '{"numbers": {"a": -1}}'],
)
def test_what_cannot_be_read_is_no_memory(text: str) -> None:
    assert read_memory(text) == Memory()


def test_record_holds_quote_and_place_but_no_passages() -> None:
    record = json.loads(to_json(record_of(SHOWN, {3: "Plan, page 2"})))
    assert record["references"][0]["place"] == "Plan, page 2"
    assert record["references"][0]["quote"] == "We will."
    assert (record["references"][0]["number"], record["answer"]) == (3, "We will. [3]")
    assert "passages" not in record


def test_no_tag_begins_in_the_json() -> None:
    text = to_json(record_of(SHOWN, {3: ""}))
    assert "<" not in text
    assert json.loads(text)["question"] == "q </title>?"


def test_same_span_is_the_same_source() -> None:
    [reference] = record_of(SHOWN, {3: ""}).references
    assert source_key(reference) == source_key(CITATION) == "a.txt#5-13"


def test_sources_take_their_numbers_from_the_conversation() -> None:
    sources = (replace(CITATION, start=0), replace(CITATION, number=2))
    two = replace(ANSWER, answer="B. [1] A. [2]", citations=sources)
    made = renumbered(two, {"a.txt#5-13": 3, "b.txt#0-9": 5})
    assert made.text == "B. [6] A. [3]"
    assert [citation.number for citation in made.citations] == [6, 3]
    assert renumbered(ANSWER, {}) == Shown(ANSWER, ANSWER.answer, ANSWER.citations)
