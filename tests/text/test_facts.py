"""Whether a fact stands in a text."""

import pytest

from assistant.text.facts import holds


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


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("280,000 in all", "280000"),
        ("68 per cent of them", "68%"),
        ("100,000,000,000 yuan", "100 billion yuan"),
        ("新增35000个", "3.5万个"),
        ("新增3.5万个", "35,000"),
        ("on February 15, 2026.", "15 February 2026"),
        ("于2026年2月15日", "2026-02-15"),
        ("on 15 February 2026", "2026"),
        ("ten measures", "10 measures"),
    ],
)
def test_a_fact_is_the_same_however_its_figures_are_written(text: str, fact: str) -> None:
    assert holds(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [("5 million", "5"), ("68 schools", "68%"), ("13.5万个", "3.5万个"), ("16 February 2026", "15 February 2026")],
)
def test_another_value_is_another_fact(text: str, fact: str) -> None:
    assert not holds(text, fact)


def test_a_chinese_fact_stands_within_its_sentence() -> None:
    assert holds("新增停车位3.5万个", "停车位")
    assert not holds("13.5万个", "3.5万个")
