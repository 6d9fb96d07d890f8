import pytest

from index.documents.shape.headings import is_unnumbered_heading, read_heading


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("Article 12 – Notice", "Article 12", "Notice"),
        ("IV. Finance", "IV", "Finance"),
        ("B. Scope", "B", "Scope"),
        ("Annex A: Maps", "Annex A", "Maps"),
        ("2.1 Safety", "2.1", "Safety"),
        ("A.0. Proposal", "A.0", "Proposal"),
        ("第三章 附则", "第三章", "附则"),
    ],
)
def test_kinds_of_numbers(line, number, title):
    heading = read_heading(line)
    assert (heading.number, heading.title.lstrip("– ")) == (number, title)


@pytest.mark.parametrize("line", ["Part of it is done", "I. e. this one,", "A tree", "Section heads meet"])
def test_words_that_are_no_numbers(line):
    assert read_heading(line) is None


@pytest.mark.parametrize("line", ["Version: 1.3-16", "Re: last meeting", "Write to us@office.org"])
def test_a_field_with_its_value_is_no_heading(line):
    assert not is_unnumbered_heading(line)
