"""Which words name something."""

import pytest

from assistant.text.nouns import is_adjective, is_noun


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("beekeepers", "en", True),
        ("xqzt", "en", True),  # nothing is known of it
        ("gave", "en", False),
        ("new", "en", False),
        ("停车位", "zh", True),
        ("三院", "zh", False),
        ("人", "zh", False),
        ("开始", "zh", False),
        ("为什么", "zh", False),
    ],
)
def test_a_noun_is_told_by_what_it_mostly_is(word: str, language: str, expected: bool) -> None:
    assert is_noun(word, language) is expected


def test_an_adjective_is_told() -> None:
    assert is_adjective("solar", "en")
    assert not is_adjective("panel", "en")
