"""Words around a question are left out; a question that is nothing but such words stays."""

import pytest

from assistant.language.loading import load_language
from assistant.question.framing import without_framing
from assistant.question.reading import read_question


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
        ("hey quick question: how many parks?", "How many parks?"),
        ("how many parks r there in the U.S.", "How many parks are there in the U.S."),
        ("do u plant trees", "Do you plant trees"),
        ("Sorry to bother you, how many parks?", "How many parks?"),
        ("can u pls tell me how many parks there are", "How many parks there are"),
        ("Whats the big deal with trams?", "What is said about trams?"),
    ],
)
def test_english(message: str, question: str) -> None:
    assert without_framing(message, load_language("en")) == question


@pytest.mark.parametrize(
    "message",
    [
        "您好，请问要种多少棵树？谢谢",
        "劳驾，麻烦问下要种多少棵树来着？",
        "能不能帮我查一下要种多少棵树呗？",
        "亲，请问一下要种多少棵树哈？",
    ],
)
def test_chinese(message: str) -> None:
    assert without_framing(message, load_language("zh")) == "要种多少棵树？"


@pytest.mark.parametrize(
    ("name", "message", "words"),
    [
        ("en", "pls whats the fee for trams asap thx", ["fee", "trams"]),
        ("en", "dont they have trams btw", ["trams"]),
        ("zh", "劳驾，门票多少钱，请教一下呗", ["门票"]),
    ],
)
def test_words_of_a_chat_need_no_counterpart(name: str, message: str, words: list[str]) -> None:
    assert [word.text for word in read_question(message, load_language(name)).words] == words
