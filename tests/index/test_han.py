"""Chinese characters: read as simplified, cut into words, offsets as they were."""

import pytest

from index.han import cut, is_han, is_place, parts, simplified


@pytest.mark.parametrize(("text", "found"), [("電梯 lift", True), ("lift", False), ("", False)])
def test_han_is_told_from_other_letters(text: str, found: bool) -> None:
    assert is_han(text) is found


def test_traditional_characters_become_simplified_one_for_one() -> None:
    assert simplified("老舊小區會加裝電梯嗎 (CBD)") == "老旧小区会加装电梯吗 (CBD)"


def test_words_cover_the_run() -> None:
    run = "老旧小区将加装多少部电梯"
    spans = cut(run)
    assert "".join(run[start:end] for start, end in spans) == run
    assert {"小区", "电梯"} <= {run[start:end] for start, end in spans}


def test_a_number_is_cut_from_its_measure() -> None:
    run = "三万五千个停车位"
    assert [run[start:end] for start, end in cut(run)][:2] == ["三万五千", "个"]


def test_a_long_word_has_shorter_ones_within() -> None:
    assert "停车" in parts("停车位")


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("通州区", True),
        ("郾城县", True),
        ("停车位", False),
        ("老城区", False),
        ("开发区", False),
        ("lift", False),
        ("京", False),
    ],
)
def test_places_are_the_dictionarys_or_what_it_lacks(word: str, found: bool) -> None:
    assert is_place(word) is found
    assert is_place("青陵", "市")
