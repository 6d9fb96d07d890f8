"""Facts, quotes, figures and names in texts."""

import pytest

from assistant.golden.matching import cited_sentences, covered, figures, holds_sentence, names, same_sentence

PARKS = "Another 200 parks will be built in Haidian District by 2027."


@pytest.mark.parametrize("quote", [PARKS, "200 parks will be built", PARKS.replace("200", "two hundred")])
def test_a_marked_sentence_or_its_clause_is_the_same(quote: str) -> None:
    assert same_sentence(PARKS, quote)


@pytest.mark.parametrize(
    "quote",
    [
        PARKS.replace("200", "300"),
        PARKS.replace("Haidian", "Chaoyang"),
        PARKS.replace("will be", "will not be"),
        PARKS.replace("built", "demolished"),
        "Another 300 parks will be built by 2027.",
    ],
)
def test_another_figure_name_or_polarity_is_another_sentence(quote: str) -> None:
    assert not same_sentence(PARKS, quote)


def test_a_clause_without_the_no_before_it_says_the_contrary() -> None:
    assert not same_sentence("Cars will not be allowed into the park.", "be allowed into the park.")
    assert same_sentence("There is no car park, and bicycles may enter.", "and bicycles may enter.")


def test_a_text_holds_a_sentence_only_with_its_figures() -> None:
    assert holds_sentence(f"Trees. {PARKS}", PARKS, 0.9)
    assert not holds_sentence(f"Trees. {PARKS.replace('200', '300')}", PARKS, 0.9)


def test_coverage_counts_words_as_often_as_they_come() -> None:
    assert covered("trees and trees", "Trees, and a bench") == pytest.approx(2 / 3)
    assert covered("", "anything") == 0


def test_figures_leave_markers_out() -> None:
    assert figures("About 1,000 of 5.5% [12].") == {"⟦1000⟧", "⟦11/2%⟧"}


def test_names_do_not_open_a_sentence() -> None:
    text = "We will extend Line M102 to Daxing District. [1] The BMC Line follows.\n- NGOs of Beijing’s west"
    assert names(text) == {"Line", "M102", "Daxing", "District", "BMC", "Beijing"}


def test_an_abbreviation_ends_no_sentence() -> None:
    answer = "Ms. Kessler voted against it, as did Dr. Yu. [1]"
    assert cited_sentences(answer) == [("Ms. Kessler voted against it, as did Dr. Yu.", [1])]


def test_sentences_carry_the_markers_right_behind_them() -> None:
    answer = "The report says:\n\n- 1. Trees grow. They stand [1]\n- Benches come. [2][3]\n"
    assert cited_sentences(answer) == [("Trees grow.", []), ("They stand", [1]), ("Benches come.", [2, 3])]
