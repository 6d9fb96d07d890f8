"""Answers on a terminal."""

from io import StringIO

from rich.console import Console

from assistant.page.terminal import describe_place, in_words, show_answer
from assistant.schema import Answer, Citation, SectionRef
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
