"""Which edition follow-ups and acts are about."""

from assistant.engine import Engine
from assistant.schema import Turn

NEWEST, NAMED = "How many new schools opened?", "How many new schools opened in the 2025 report?"


def after(shelf: Engine, question: str) -> list[Turn]:
    return [Turn("user", question), Turn("assistant", shelf.answer(question).answer)]


def cited(shelf: Engine, question: str, message: str) -> set[str]:
    return {one.document_id for one in shelf.answer(message, after(shelf, question)).citations}


def test_an_act_is_about_the_edition_that_was_answered_from(shelf: Engine) -> None:
    assert cited(shelf, NEWEST, "Show me the whole paragraph") == {"report/2026/report.md"}
    assert cited(shelf, NAMED, "Show me the whole paragraph") == {"report/2025/report.md"}


def test_an_act_on_what_only_an_older_edition_says(shelf: Engine) -> None:
    assert cited(shelf, "On how many lines did night buses run?", "Show me the whole paragraph") == {
        "report/2025/report.md"
    }


def test_a_follow_up_stays_with_the_edition_that_was_named(shelf: Engine) -> None:
    assert cited(shelf, NAMED, "And how many benches were put up?") == {"report/2025/report.md"}
    assert cited(shelf, NEWEST, "And how many benches were put up?") == {"report/2026/report.md"}
