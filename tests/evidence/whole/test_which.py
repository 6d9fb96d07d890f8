import pytest

from assistant.engine import Engine
from assistant.evidence.whole import which


def test_a_crowd_of_headings_is_asked_back(shelf: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(which, "MOST", 3)
    answer = shelf.over(["parks.txt", "board/minutes.md"]).answer("How many sections are there?")
    assert (answer.status, answer.citations) == ("needs_clarification", ())
    assert answer.suggestions[0].startswith("How many sections are there: ")


def test_a_document_that_is_named_or_chosen_is_told_of_alone(shelf: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(which, "MOST", 3)
    view = shelf.over(["parks.txt", "board/minutes.md"])
    for answer in (
        view.answer("How many sections are there in the Parks Plan?"),
        view.answer("How many sections are there?", (), ["parks.txt"]),
        view.over(["parks.txt"]).answer("How many sections are there?"),
    ):
        assert answer.status == "answered"
        assert {one.document_id for one in answer.citations} == {"parks.txt"}


def test_few_are_told_at_once(shelf: Engine) -> None:
    answer = shelf.over(["parks.txt", "board/minutes.md"]).answer("How many sections are there?")
    assert {one.document_id for one in answer.citations} == {"parks.txt", "board/minutes.md"}
