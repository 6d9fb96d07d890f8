import pytest

from assistant.language.loading import load_language
from assistant.question.claim import read_claim

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Is it true that 500 lifts will be installed?", "500 lifts will be installed"),
        ("So it is 800 lifts, right?", "it is 800 lifts"),
        ("I’ve read that the museum will close.", "the museum will close"),
        ("Someone told me the museum will close. Is that true?", "the museum will close"),
        ("True or false: there are five parks", "there are five parks"),
        ("So it is 800, right? (about lifts)?", "it is 800 (about lifts)?"),
    ],
)
def test_a_claim_without_the_words_around_it(text, claim):
    assert read_claim(text, ENGLISH) == claim


@pytest.mark.parametrize(
    "text",
    [
        "How many lifts will be installed?",
        "I read that the city is large. How many lifts will be installed?",
        "Can you confirm when the museum will open?",
        "I heard about the museum",
        "Is that right?",
        "Will 500 lifts be installed?",
        "I want to read the report",
        "Which parks are on the right?",
        "In which month is it?",
        "What time is right?",
    ],
)
def test_a_question_is_no_claim(text):
    assert read_claim(text, ENGLISH) is None


def test_claims_of_another_language():
    chinese = load_language("zh")
    assert read_claim("听说将加装500部电梯，对吗？", chinese) == "将加装500部电梯"
    assert read_claim("将加装多少部电梯？", chinese) is None
