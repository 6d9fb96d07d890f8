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
        ("Trees, benches and lamps: gather what is said in the different chapters please", "Trees, benches and lamps?"),
        ("What becomes of trees on the one hand, and of lamps on the other?", "What becomes of trees, and of lamps?"),
        ("How are parks kept - the trees, and the benches?", "How are parks kept: the trees, and the benches?"),
        (
            "Which rules are to be kept - for trees and for lamps?",
            "Which rules are to be kept - for trees and for lamps?",
        ),
        ("The park has a gate. What about its lamps?", "The park has a gate: What about its lamps?"),
        ("status of the tram vs the bus", "What is said about the tram vs the bus"),
        ("How many trees will be planted?", "How many trees will be planted?"),
        ("thank you", "thank you"),
    ],
)
def test_english(message: str, question: str) -> None:
    assert without_framing(message, load_language("en")) == question


def test_chinese() -> None:
    assert without_framing("您好，请问要种多少棵树？谢谢", load_language("zh")) == "要种多少棵树？"
