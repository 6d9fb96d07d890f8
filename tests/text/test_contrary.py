"""What says the contrary is told from what says the same."""

import pytest

from assistant.language.loading import load_language
from assistant.text.contrary import Said, is_exchanged, is_negated_otherwise, is_opposite

ENGLISH = load_language("en")

SOURCE = "We will renovate over 300 old compounds, and install more than 800 elevators in old buildings."


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Elevators will not be installed.", SOURCE),
        ("Vendors are allowed.", "Vendors are not allowed."),
        ("Officials don't dare to build homes.", "Officials build homes."),
    ],
)
def test_a_negation_more_or_less_is_told(text: str, source: str) -> None:
    assert is_negated_otherwise(Said(text, ENGLISH), Said(source, ENGLISH))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("No less than 800 elevators will be installed.", SOURCE),
        ("Officials must not take bribes.", "We ensure that officials do not take bribes."),
    ],
)
def test_a_negation_that_both_have_or_that_bounds_a_figure_is_none(text: str, source: str) -> None:
    assert not is_negated_otherwise(Said(text, ENGLISH), Said(source, ENGLISH))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The burden will increase.", "The burden will be reduced."),
        ("Illegal structures are built.", "Legal structures are built."),
        ("The gates close in May.", "The gates open in May."),
    ],
)
def test_words_of_the_other_side_are_told(text: str, source: str) -> None:
    assert is_opposite(Said(text, ENGLISH), Said(source, ENGLISH))


def test_words_of_both_sides_in_the_source_are_no_contrary() -> None:
    assert not is_opposite(
        Said("Old homes are demolished.", ENGLISH), Said("Old homes are demolished and new ones built.", ENGLISH)
    )


def test_a_bound_of_a_figure_is_no_side() -> None:
    source = "The number will increase by at least five, to over 80 percent of the districts."
    assert not is_opposite(Said(source.replace("over", "more than"), ENGLISH), Said(source, ENGLISH))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More than 800 compounds will be renovated.", True),
        ("Over 300 old compounds will be renovated.", False),
        ("More than 800 elevators will be installed.", False),
    ],
)
def test_a_figure_at_the_place_of_another_is_told(text: str, expected: bool) -> None:
    assert is_exchanged(Said(text, ENGLISH).anchors, [Said(SOURCE, ENGLISH).anchors]) is expected


def test_a_name_at_the_place_of_another_is_told() -> None:
    source = Said("Trains run from Beijing under the river to the harbour of Tianjin every morning.", ENGLISH).anchors
    swapped = Said("Trains run from Tianjin under the river to the harbour of Beijing every morning.", ENGLISH).anchors
    assert is_exchanged(swapped, [source])
    assert not is_exchanged(source, [source])
