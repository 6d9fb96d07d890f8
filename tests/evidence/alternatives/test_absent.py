"""What a question names that the report nowhere has."""

import pytest

from assistant.evidence.alternatives.absent import initials, whole
from assistant.evidence.alternatives.offer import find_or_offer


@pytest.mark.parametrize(
    ("asked", "absent"),
    [
        ("What will be done for beekeepers?", ("beekeepers",)),
        ("What new things are planned for penguins?", ("penguins",)),  # "new" stands there, and names nothing
        ("What is the unemployment rate in Shanghai?", ("unemployment", "Shanghai")),
        ("Who gave the eulogy at the opening?", ("eulogy",)),  # "gave" names nothing
        ("How many elevators were installed in 2019?", ()),
        ("Who plays the oboe after 9pm on Sundays?", ("oboe",)),  # a time names no subject
        ("do penguins bathe on sundays", ("penguins",)),
    ],
)
def test_only_what_names_something_and_stands_nowhere_is_told(engine, asked, absent):
    assert find_or_offer(engine.finder, asked).gap.absent == absent


def test_what_a_hyphen_joins_is_told_whole():
    text = "the vice-president of"
    assert text[slice(*whole(text, 4, 8))] == text[slice(*whole(text, 9, 18))] == "vice-president"


def test_initials_are_those_of_all_words():
    assert "agm" in initials("The annual general meeting")
