import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import QuestionFileError
from assistant.feedback.rating import Rating, Verdict, golden_row, golden_rows, read_ratings, to_record
from assistant.schema import Turn

RATING = Rating(
    id="r1",
    answer_id="a1",
    question="How many  trees?",
    history=(Turn("user", "Parks?"), Turn("assistant", "We will plant trees [1].")),
    standalone_question="How many trees in parks?",
    status="answered",
    verdict="good",
    comment="just\nright",
    citations=(("parks.txt", "We will plant\u00a0700\ntrees."),),
    answer="We will plant **700** trees. [1]",
    index="312906fdaac5",
    rated_at="2026-03-01T09:30:00Z",
)
QUOTE = [{"doc": "parks.txt", "quote": "We will plant 700 trees."}]


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), "utf-8")
    return path


def line(**changes: object) -> str:
    return json.dumps(to_record(RATING) | changes)


def test_a_rating_comes_back_from_its_record(tmp_path: Path) -> None:
    written = write(tmp_path / "r.jsonl", json.dumps(to_record(RATING)), "")
    assert read_ratings(written) == [RATING]


def test_fields_that_a_rating_does_not_have_go_no_further(tmp_path: Path) -> None:
    [rating] = read_ratings(write(tmp_path / "r.jsonl", line(user="li@example.org")))
    assert "li@example.org" not in json.dumps([to_record(rating), golden_row(rating)])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"verdict": "great"}, "verdict"),
        ({"status": None}, "status"),
        ({"question": " "}, "question"),
        ({"history": [{"role": "system", "content": ""}]}, "history.0.role"),
        ({"citations": [["parks.txt"]]}, "citations.0.1"),
        ({"rated_at": "yesterday"}, "rated_at"),
        ({"rated_at": "2026-03-01T09:30:00+08:00"}, "rated_at"),
        ({"rated_at": "2026-03-01T09:30:00"}, "rated_at"),
    ],
)
def test_a_bad_line_is_named_with_file_line_and_field(tmp_path: Path, changes: dict[str, object], field: str) -> None:
    path = write(tmp_path / "r.jsonl", line(), "", line(**changes))
    with pytest.raises(QuestionFileError) as caught:
        read_ratings(path)
    assert (caught.value.file, caught.value.line, caught.value.field) == (str(path), 3, field)


@pytest.mark.parametrize("bad", ["{", "[]", "7"])
def test_a_line_that_is_no_object_is_an_error(tmp_path: Path, bad: str) -> None:
    with pytest.raises(QuestionFileError, match=r"r\.jsonl:1: "):
        read_ratings(write(tmp_path / "r.jsonl", bad))


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, content: bytes | None) -> None:
    if content:
        (tmp_path / "r.jsonl").write_bytes(content)
    with pytest.raises(QuestionFileError, match="cannot be read"):
        read_ratings(tmp_path / "r.jsonl")


def test_a_good_rating_gives_its_citations_as_evidence() -> None:
    row = golden_row(RATING)
    assert (row["answerable"], row["evidence"], row["review"]) == (True, QUOTE, "draft")
    assert row["question"] == "How many trees?"
    assert row["history"][0] == {"role": "user", "content": "Parks?"}
    assert row["note"].endswith("comment: just right")


def test_a_refusal_that_was_good_is_a_question_without_an_answer() -> None:
    row = golden_row(replace(RATING, status="not_in_report", citations=()))
    assert (row["answerable"], row["evidence"]) == (False, [])
    assert "facts" not in row["note"]


@pytest.mark.parametrize("verdict", ["wrong", "wrong_source", "incomplete", "should_have_answered"])
def test_a_failed_answer_leaves_the_evidence_to_a_person(verdict: Verdict) -> None:
    row = golden_row(replace(RATING, verdict=verdict))
    assert (row["answerable"], row["evidence"], row["facts"]) == (True, [], [])
    assert "fill in evidence" in row["note"]


def test_what_should_have_been_refused_has_no_answer() -> None:
    row = golden_row(replace(RATING, verdict="should_have_refused"))
    assert (row["answerable"], row["evidence"]) == (False, [])


def test_the_latest_verdict_on_a_question_counts_whatever_the_order() -> None:
    late = replace(RATING, id="r2", verdict="wrong", rated_at="2026-03-01T09:30:00.5+00:00")
    other = replace(RATING, id="r3", history=())
    rows = golden_rows([late, other, replace(RATING, question="How many trees?")])
    assert [(row["verdict"], row["ratings"]) for row in rows] == [("wrong", 2), ("good", 1)]
    assert rows[0]["id"] != rows[1]["id"]
    assert rows[0]["id"] == golden_row(RATING)["id"]


def test_of_two_ratings_at_the_same_time_the_later_one_counts() -> None:
    [row] = golden_rows([RATING, replace(RATING, verdict="wrong_source")])
    assert row["verdict"] == "wrong_source"
