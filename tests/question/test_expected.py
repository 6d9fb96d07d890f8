import pytest

from assistant.language.loading import load_language
from assistant.question.expected import find, is_hard, is_soft, items, noun_end, qualifier_start
from assistant.text.inventory import read_amounts

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("quantity", "We hang 1,200 lamps and twenty-five bells.", ["1,200", "twenty-five"]),
        ("quantity", "Ninety percent of lamps, 80% of bells", []),
        ("quantity", "a three-to-one ratio", ["three-to-one"]),
        ("share", "Ninety percent of lamps and 80% of bells", ["Ninety percent", "80%"]),
        ("money", "20 lamps for 3.5 million yuan", ["3.5 million yuan"]),
        ("length", "20 lamps on 40 kilometers", ["40 kilometers"]),
        ("duration", "a three-year plan", ["three-year"]),
        ("date", "open in May 2031", ["May", "2031"]),
        ("name", "Lamps will hang in Great Hall of Oslo.", ["Great Hall of Oslo"]),
        ("yes_no", "We hang 20 lamps.", []),
    ],
)
def test_the_spans_that_may_answer(kind, text, found):
    assert [text[start:end] for start, end in find(kind, text, ENGLISH)] == found


def test_figures_are_hard_and_names_soft():
    assert is_hard("money", ENGLISH)
    assert not is_soft("money", ENGLISH)
    assert is_soft("person", ENGLISH)
    assert not is_hard("person", ENGLISH)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("20 street lamps will", "20 street lamps"),
        ("20 of them", "20"),
        ("20.", "20"),
        ("20\xa0lamps, too", "20\xa0lamps"),
    ],
)
def test_the_noun_belongs_to_the_figure(text, whole):
    assert text[: noun_end(text, 2, ENGLISH)] == whole


def test_the_items_of_a_list():
    text = "We hang things such as lamps, bells, and flags."
    assert [text[start:end] for start, end in items(text, ENGLISH)] == ["lamps, bells, and flags"]


@pytest.mark.parametrize(
    ("text", "figure", "start"),
    [
        ("install more than 800 lifts", "800", "more than"),
        ("add 800 lifts", "800", "800"),
        ("a minimum of 9", "9", "a min"),
    ],
)
def test_what_qualifies_a_figure_belongs_to_it(text, figure, start):
    assert text[qualifier_start(text, text.index(figure), ENGLISH) :].startswith(start)


def test_a_comma_after_a_figure_is_not_part_of_it():
    text = "to 8,000, further improving traffic"
    assert [text[a:b] for a, b in find("quantity", text, ENGLISH)] == ["8,000"]


def test_a_name_that_the_question_has_is_no_answer():
    text = "We will ensure the success of the Beijing Music Festival led by Anna Berg."
    spans = find("person", text, ENGLISH, {"beijing", "music", "festival"})
    assert [text[slice(*span)] for span in spans] == ["Anna Berg"]


def test_the_number_of_a_paragraph_is_no_figure():
    text = "(2) A shed may have 24 square meters (3 of them covered)."
    assert next(text[a:b] for a, b in find("quantity", text, ENGLISH)).startswith("24")
    assert [amount.figure.value for amount in read_amounts(text, ENGLISH)] == [24, 3]
