"""Figures are read by value, whether in digits or in words, with what bounds them."""

from fractions import Fraction

import pytest

from assistant.language.loading import load_language
from assistant.text.quantities import read_figures

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("over five million trees", "more than 5,000,000 trees"),
        ("ninety percent", "90%"),
        ("ninety-five per cent", "95 percent"),
        ("at least 300", "a minimum of 300"),
        ("no less than 200 billion", "at least 200,000 million"),
        ("no more than 200 billion", "at most 200,000 million"),
        ("two hundred and five", "205"),
        ("nearly 1.5 million", "about 1,500 thousand"),
        ("300 or more", "at least 300"),
    ],
)
def test_the_same_in_other_words(one: str, other: str) -> None:
    assert [figure.meaning for figure in read_figures(one, ENGLISH)] == [
        figure.meaning for figure in read_figures(other, ENGLISH)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("800", "more than 800"), ("over 800", "under 800"), ("90", "90%"), ("about 5", "at least 5"), ("15", "50")],
)
def test_another_promise_is_another_figure(one: str, other: str) -> None:
    assert [figure.meaning for figure in read_figures(one, ENGLISH)] != [
        figure.meaning for figure in read_figures(other, ENGLISH)
    ]


def test_a_figure_spans_its_scale_and_sign_but_not_its_bound() -> None:
    text = "We will plant over five million trees and reach 92 percent."
    assert [text[figure.start : figure.end] for figure in read_figures(text, ENGLISH)] == ["five million", "92 percent"]


def test_a_ratio_is_two_figures() -> None:
    assert [figure.value for figure in read_figures("a three-to-one ratio", ENGLISH)] == [Fraction(3), Fraction(1)]
