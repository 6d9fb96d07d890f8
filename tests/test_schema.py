import dataclasses
import json

import pytest

from assistant.schema import Answer, BrokenPromise, Citation, PassageRef, SectionRef, Turn


def test_an_answer_becomes_json():
    answer = Answer("1", "Why?", "Why?", "not_in_report", "off_topic", "extractive", "It is not there.")
    record = json.loads(json.dumps(answer.to_dict()))
    assert record["citations"] == []
    assert record["seconds"] == {"standalone": 0.0, "retrieve": 0.0, "answer": 0.0, "total": 0.0}


def test_a_turn_is_role_and_content():
    assert dataclasses.asdict(Turn("user", "Hi")) == {"role": "user", "content": "Hi"}


@pytest.mark.parametrize(
    ("section", "topic", "place"),
    [
        (SectionRef("8", "Health"), "Care", "A · 8. Health · Care"),
        (SectionRef(None, "Health"), None, "A · Health"),
        (None, None, "A"),
    ],
)
def test_a_place_is_as_much_as_the_document_gives(section, topic, place):
    citation = Citation(1, "a.txt", "A", None, None, section, topic, 2, None, "Beds.", 3, 8, 0.9, "/report/a#c3-8")
    assert citation.place == place


def test_an_answer_as_json_has_the_promised_fields():
    section = SectionRef("8", "Health")
    citation = Citation(
        1, "a.txt", "A", "Office", "2026-02-15", section, "Care", 2, None, "Beds.", 3, 8, 0.9, "/report/a#c3-8"
    )
    passage = PassageRef("a.txt", "A", section, "Care", 2, None, "Beds.", 3, 8, 0.5, "/report/a#c3-8")
    answer = Answer("id", "q", "q", "answered", None, "extractive", "Beds. [1]", (citation,), (passage,))
    record = json.loads(json.dumps(answer.to_dict()))
    assert list(record) == [
        "id", "question", "standalone_question", "status", "reason", "mode", "answer", "citations", "passages",
        "suggestions", "confidence", "index", "seconds", "notices", "changed_sentences", "model", "prompt",
        "table", "contact", "near_terms", "nearest",
    ]  # fmt: skip
    assert record["citations"][0]["section"] == {"number": "8", "title": "Health"}
    assert set(record["seconds"]) == {"standalone", "retrieve", "answer", "total"}


def citation(number):
    return Citation(number, "a.txt", "A", None, None, None, None, 2, None, "Beds.", 3, 8, 0.9, "/report/a#c3-8")


@pytest.mark.parametrize(
    ("status", "text", "numbers", "said"),
    [
        ("answered", "Beds.", [1], "do not match the markers"),
        ("answered", "Beds. [2]", [2], "not in order from 1"),
        ("answered", "Beds. [1] [2]", [1], "do not match the markers"),
        ("answered", "Beds. [2] Rooms. [1]", [1, 2], "not in order from 1"),
        ("answered", "Beds. [1] Rooms. [2]", [2, 1], "do not match the markers"),
        ("partly_answered", "Beds. [1]", [], "do not match the markers"),
        ("not_in_report", "Beds. [1]", [1], "status not_in_report with 1"),
        ("answered", "Nothing.", [], "status answered with 0"),
        ("partly_answered", "Nothing.", [], "status partly_answered with 0"),
    ],
)
def test_an_answer_that_breaks_its_promise_cannot_be_made(status, text, numbers, said):
    with pytest.raises(BrokenPromise, match=said):
        Answer("id", "q", "q", status, None, "extractive", text, tuple(map(citation, numbers)))


def test_an_answer_cannot_be_changed_into_a_broken_one():
    answer = Answer("id", "q", "q", "answered", None, "extractive", "Beds. [1]", (citation(1),))
    with pytest.raises(BrokenPromise):
        dataclasses.replace(answer, citations=())


@pytest.mark.parametrize("number", [0, -1])
def test_a_citation_is_numbered_from_1(number):
    with pytest.raises(BrokenPromise, match=f"has the number {number}"):
        citation(number)


def test_a_statement_that_is_no_answer_stands_beside_none():
    refusal = Answer("id", "q", "q", "not_in_report", None, "extractive", "No.", nearest=citation(1))
    assert refusal.at("https://a.org").nearest.url == "https://a.org/report/a#c3-8"
    with pytest.raises(BrokenPromise, match="no answer"):
        dataclasses.replace(refusal, status="answered", answer="Beds. [1]", citations=(citation(1),))
