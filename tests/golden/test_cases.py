"""A row of a question file."""

from dataclasses import replace

from assistant.golden.cases import Case


def test_a_question_is_known_by_its_file_and_id() -> None:
    case = Case("q1", "How many?", True, file="a.jsonl", line=3)
    assert case.key == ("a.jsonl", "q1")


def test_unknown_fields_make_no_other_question() -> None:
    case = Case("q1", "How many?", True)
    assert replace(case, extra={"author": "someone"}) == case
