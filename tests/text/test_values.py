"""Texts with their figures and dates by value."""

import pytest

from assistant.text.values import by_value, missing_values, values


@pytest.mark.parametrize(
    ("text", "valued"),
    [
        ("over 280,000 jobs", "over⟦280000⟧jobs"),
        ("five million, or 68 percent", "⟦5000000⟧, or⟦68%⟧"),
        ("达到百分之六十八，新增3.5万个", "达到⟦68%⟧，新增⟦35000⟧个"),
        ("Line M102 at 5.5%", "Line M⟦102⟧at⟦11/2%⟧"),
        ("⟦7⟧ trees", "[⟦7⟧] trees"),
    ],
)
def test_figures_are_written_by_value(text: str, valued: str) -> None:
    assert by_value(text) == valued


@pytest.mark.parametrize(
    "text",
    [
        "15 February 2026",
        "February 15, 2026",
        "Feb. 15th 2026",
        "2026-02-15",
        "2026/2/15",
        "2026年2月15日",
        "二〇二六年二月十五日",
    ],
)
def test_a_date_is_the_same_in_any_form(text: str) -> None:
    assert values(text) == {"⟦2026-02-15⟧"}


@pytest.mark.parametrize(
    ("text", "valued"),
    [
        ("May 2026", "⟦2026-05⟧"),
        ("3月5日", "⟦--03-05⟧"),
        ("2026-13-01", "⟦2026⟧-⟦13⟧-⟦1⟧"),
        ("it may 20 times", "it may⟦20⟧times"),
    ],
)
def test_parts_of_a_date_and_what_is_none(text: str, valued: str) -> None:
    assert by_value(text) == valued


def test_a_year_month_or_day_is_in_the_whole_date() -> None:
    assert missing_values(["⟦2026⟧", "⟦2026-02⟧", "⟦--02-15⟧"], "on 15 February 2026") == []
    assert missing_values(["⟦2027⟧", "⟦15⟧", "⟦68%⟧"], "on 15 February 2026, 68 of them") == ["⟦2027⟧", "⟦15⟧", "⟦68%⟧"]
