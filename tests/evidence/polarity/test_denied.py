"""Questions what is not so, and sentences that deny something."""

import pytest

from assistant.evidence.mismatch import is_unsaid
from assistant.evidence.polarity.denied import asks_denied
from assistant.language.loading import load_language
from assistant.question.reading import read_question

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("asked", "is_so"),
    [
        ("What must campers not burn?", True),
        ("Who can't join the walk?", True),
        ("Which rooms aren't let?", True),
        ("When is the pool never heated?", True),
        ("Why is the pool not heated?", False),
        ("Is the pool not heated?", False),
        ("Where does the water come from that is not from the spring?", False),
        ("Where can I park my van? There are never any spaces.", False),
        ("What is said about plastic, not glass?", False),
        ("Which rooms are let not only in summer?", False),
    ],
)
def test_a_question_of_what_something_is_denied(asked, is_so):
    assert asks_denied(read_question(asked, ENGLISH)) is is_so


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("Campers must burn their paper.", True),
        ("Campers must not burn plastic.", False),
        ("Burning plastic is forbidden.", False),
        ("Campers may burn wood only.", False),
    ],
)
def test_what_must_be_done_tells_nothing_of_what_must_not(text, unsaid):
    assert is_unsaid(read_question("What must campers not burn?", ENGLISH), text) is unsaid
    assert not is_unsaid(read_question("What must campers burn?", ENGLISH), text)
