"""Answers on a terminal."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from assistant.explanation import Against, AskedPart, Explanation, Reading, Weighed
from assistant.page.terminal import describe_place, errors_as_one_line, in_words, show_answer, show_explanation
from assistant.schema import Answer, Citation, SectionRef
from index.errors import ReportError
from index.progress import Progress

SECTION = SectionRef("8", "Health")
CITATION = Citation(
    1, "a.txt", "The Report", None, None, SECTION, "Improve care", 3, None, "More beds.", 5, 15, 0.9, "/report/a"
)


def shown(answer: Answer) -> str:
    console = Console(file=StringIO(), width=200)
    show_answer(console, answer)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_answer_is_followed_by_its_places() -> None:
    text = shown(Answer("id", "q", "q", "answered", None, "extractive", "**More** beds. [1]", (CITATION,)))
    assert text.startswith("**More** beds. [1]\n\n[1] The Report · 8. Health · Improve care · paragraph 3")
    assert "Answered, in the report's own words." in text


def test_rewritten_question_is_shown() -> None:
    answer = Answer("id", "And beds?", "How many beds?", "not_in_report", "off_topic", "extractive", "Not there.")
    assert shown(answer).startswith("Read as: How many beds?\n")


def test_square_brackets_are_not_taken_for_markup() -> None:
    assert "[bold]" in shown(Answer("id", "q", "q", "not_in_report", None, "extractive", "No [bold] word."))


def test_place_names_offsets_and_document() -> None:
    assert describe_place(CITATION).endswith("characters 5-15 of a.txt")


def test_progress_in_words() -> None:
    assert in_words(Progress("embedding", 64, 128)) == "Embedding: 64 of 128"
    assert in_words(Progress("writing the index")) == "Writing the index"


def test_whom_to_ask_is_shown() -> None:
    told = Answer("id", "q", "q", "not_in_report", None, "extractive", "No.", contact="desk@example.org")
    assert "Whom to ask: desk@example.org" in shown(told)


def test_where_the_nearest_statement_stands_is_shown() -> None:
    told = Answer("id", "q", "q", "not_in_report", None, "extractive", "No.", nearest=CITATION)
    assert f"characters 5-15 of a.txt: “{CITATION.quote}”" in shown(told)


def test_an_explanation_is_a_table() -> None:
    weighed = Weighed("More beds.", "a.txt", 5, 15, 0.9, 0.1, {"asked": 0.5}, Against("judge", "off_topic", ("beds",)))
    reading = Reading("How many beds?", "answered", 0.7, counts=True, taken=True)
    part = AskedPart("Beds?", "quantity", ("Beds",), 0.3, (weighed, replace(weighed, against=None)))
    console = Console(file=StringIO(), width=200)
    show_explanation(console, Explanation("en", "question", "sentences", (reading, reading), (part,)))
    assert isinstance(console.file, StringIO)
    text = console.file.getvalue()
    assert "Kind: quantity. Words: Beds. Cut-off: 0.30." in text
    assert "judge off_topic: beds" in text
    assert "cited" in text
    assert "asked 0.50" in text


def test_what_is_printed_orders_no_terminal_and_tells_no_password(capsys: pytest.CaptureFixture[str]) -> None:
    where = "http://me:secret@host/v1 and redis://:pw@host"  # pragma: allowlist secret
    evil = f"a\x1b]0;title\x07\x1b[2Jb\x9b31m\u202ec at {where}"
    with pytest.raises(SystemExit), errors_as_one_line():
        raise ReportError(evil)
    said = capsys.readouterr().err
    assert said == "assistant: a]0;title[2Jb31mc at http://…@host/v1 and redis://…@host\n"
