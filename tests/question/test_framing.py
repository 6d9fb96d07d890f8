"""Words around a question are left out; a question that is nothing but such words stays."""

import pytest

from assistant.language.loading import load_language
from assistant.question.framing import without_framing


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Hello, how many parks? Best regards, Ann", "How many parks?"),
        (
            "I am writing an essay on parks and would like to know how many trees there are.",
            "How many trees there are.",
        ),
        ("What is the latest news about trams?", "What is said about trams?"),
        ("How many trees will be planted?", "How many trees will be planted?"),
        ("thank you", "thank you"),
    ],
)
def test_english(message: str, question: str) -> None:
    assert without_framing(message, load_language("en")) == question


def test_chinese() -> None:
    assert without_framing("您好，请问要种多少棵树？谢谢", load_language("zh")) == "要种多少棵树？"
