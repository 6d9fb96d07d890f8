"""A model's reply read as questions, however it is laid out."""

import pytest

from assistant.enriching.reply import Proposed, read_reply
from assistant.text.languages import Languages

LANGUAGES = Languages.load()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ask en: How many trees?", Proposed("How many trees?", "en", True)),
        ("- **not en:** Who plants trees?", Proposed("Who plants trees?", "en", False)),
        ("ask zh：种多少棵树？", Proposed("种多少棵树？", "zh", True)),
        ("ask en: 种多少棵树？", Proposed("种多少棵树？", "zh", True)),  # the script is believed, not the label
        ("3. How many trees?", Proposed("How many trees?", "en", True)),
        ('ask: "How many trees?"', Proposed("How many trees?", "en", True)),
    ],
)
def test_a_line_is_a_question(line: str, expected: Proposed) -> None:
    assert read_reply(line, LANGUAGES) == [expected]


@pytest.mark.parametrize("line", ["", "Here are the questions:", "ask en: We will plant trees.", "ask en:", "???"])
def test_a_line_that_asks_nothing_is_passed_over(line: str) -> None:
    assert read_reply(line, LANGUAGES) == []


def test_a_question_is_taken_once_and_a_reply_without_end_is_cut() -> None:
    endless = "How many trees?\n" * 20 + "".join(f"How many trees in {street} streets?\n" for street in range(90))
    found = read_reply(endless, LANGUAGES)
    assert next(question.text for question in found) == "How many trees?"
    assert len(found) == 5
