"""The time that a question asks for against what a sentence tells holds."""

import pytest

from assistant.language.loading import load_language
from assistant.question.reading import read_question
from assistant.question.times import holding, is_of_other_period

ENGLISH = load_language("en")
BERTH = "A berth cost £610 until March 2024 and has cost £655 since."
RISE = "The fee rises from £48 to £52 from April 2025."


@pytest.mark.parametrize(
    ("asked", "text", "held", "is_other"),
    [
        ("What did a berth cost in 2023?", BERTH, "A berth cost £610 until March 2024 ", False),
        ("What does a berth cost in 2025?", BERTH, " has cost £655 since.", False),
        ("What will a berth cost in 2031?", BERTH, "", True),
        ("What is the fee in 2026?", RISE, RISE, False),
        ("What was the fee in 2024?", RISE, "£48", False),
        ("What was the fee in 2021?", RISE, "", True),
        ("What was the fee in 2021?", "The fee was £40 in 2021 and has been £48 since 2022.", "", False),
    ],
)
def test_the_clause_that_holds_at_the_time_which_is_asked_for(asked, text, held, is_other):
    question = read_question(asked, ENGLISH)
    assert "".join(text[slice(*span)] for span in holding(question, text)) == held
    assert is_of_other_period(question, text) is is_other
