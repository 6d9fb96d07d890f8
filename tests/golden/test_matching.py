"""Facts, quotes, figures and names in texts."""

import pytest

from assistant.golden.matching import cited_sentences, covered, figures, holds, names


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("more than 800 elevators", "800"),
        ("at 1,000 intersections.", "1,000"),
        ("a rate of 5.5%, or so", "5.5%"),
        ("the “Two Zones” initiative", '"two zones"'),
        ("over\xa0100 km", "100 km"),
    ],
)
def test_a_fact_stands_in_a_text(text: str, fact: str) -> None:
    assert holds(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"), [("in 2026", "20"), ("100,000 jobs", "100"), ("5.52 million", "5.5"), ("another", "other")]
)
def test_a_fact_is_matched_as_whole_words(text: str, fact: str) -> None:
    assert not holds(text, fact)


def test_coverage_counts_words_as_often_as_they_come() -> None:
    assert covered("trees and trees", "Trees, and a bench") == pytest.approx(2 / 3)
    assert covered("", "anything") == 0


def test_figures_leave_markers_out() -> None:
    assert figures("About 1,000 of 5.5% [12].") == {"1,000", "5.5%"}


def test_names_do_not_open_a_sentence() -> None:
    text = "We will extend Line M102 to Daxing District. [1] The BMC Line follows.\n- NGOs of Beijing’s west"
    assert names(text) == {"Line", "M102", "Daxing", "District", "BMC", "Beijing"}


def test_sentences_carry_the_markers_right_behind_them() -> None:
    answer = "The report says:\n\n- 1. Trees grow. They stand [1]\n- Benches come. [2][3]\n"
    assert cited_sentences(answer) == [("Trees grow.", []), ("They stand", [1]), ("Benches come.", [2, 3])]


def test_a_chinese_fact_stands_within_its_sentence() -> None:
    assert holds("新增停车位3.5万个", "停车位")
    assert not holds("13.5万个", "3.5万个")
