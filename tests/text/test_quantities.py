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


@pytest.mark.parametrize(
    ("text", "value", "is_share", "bound"),
    [
        ("三万五千", 35_000, False, ""),
        ("3.5万", 35_000, False, ""),
        ("两亿三千万", 230_000_000, False, ""),
        ("二〇二六", 2026, False, ""),
        ("百分之九十三", 93, True, ""),
        ("二十多条", 20, False, "least"),
        ("不超过10万", 100_000, False, "most"),
    ],
)
def test_figures_in_chinese(text, value, is_share, bound):
    (figure,) = read_figures(text, load_language("zh"))
    assert figure.meaning == (value, is_share, bound)


def test_a_share_spans_its_words():
    (figure,) = read_figures("占百分之九十三", load_language("zh"))
    assert (figure.start, figure.end) == (1, 7)
