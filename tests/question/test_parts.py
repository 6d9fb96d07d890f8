import pytest

from assistant.language.loading import load_language
from assistant.question.parts import cut_apart

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("When was the hall built and why?", ["When was the hall built", "Why (about hall built)?"]),
        (
            "How many lamps will be hung? And chairs?",
            ["How many lamps will be hung?", "How many chairs (about lamps hung)?"],
        ),
        (
            "The canal: what about its banks, and how long is the path?",
            ["The canal: what about its banks", "How long is the path (about canal)?"],
        ),
        (
            "Which hall is opened? Which chairs are painted in the old town?",
            ["Which hall is opened?", "Which chairs are painted in the old town?"],
        ),
    ],
)
def test_several_questions_are_read_one_by_one(message, parts):
    assert cut_apart(message, ENGLISH) == parts


@pytest.mark.parametrize(
    "message",
    [
        "How many lamps and chairs are there?",
        "Where do I park? There is never any room.",
        "Which are the 20 halls? I need the names.",
        "The city supports halls and what?",
        "halls and museums",
        "Why? Who? What? When? Where?",
    ],
)
def test_one_question_is_left_whole(message):
    assert cut_apart(message, ENGLISH) == [message]
