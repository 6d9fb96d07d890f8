import pytest

from index.documents.shape.headings import headings_above, is_unnumbered_heading, read_heading


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
        ("第三条　适用范围", "第三条", "适用范围"),
        ("Article 2. Who may apply?", "Article 2", "Who may apply?"),
        ("Section 4 (repealed)", "Section 4", "(repealed)"),
    ],
)
def test_kinds_of_numbers(line, number, title):
    heading = read_heading(line)
    assert (heading.number, heading.title.lstrip("– ")) == (number, title)


@pytest.mark.parametrize(
    "line",
    [
        "Part of it is done",
        "I. e. this one,",
        "A tree",
        "Section heads meet",
        "17 May 2025",
        "第三条 申请人应当，且只能",
    ],
)
def test_words_that_are_no_numbers(line):
    assert read_heading(line) is None


@pytest.mark.parametrize("line", ["Version: 1.3-16", "Re: last meeting", "Write to us@office.org", "Ref. 2025/17"])
def test_a_field_with_its_value_is_no_heading(line):
    assert not is_unnumbered_heading(line)


WIDE = "The office decides within a month of the day on which it was asked."


@pytest.mark.parametrize(
    ("paragraphs", "counts"),
    [
        (["Article 7. Cars\n7.1 Fares are paid.", WIDE], [1, 0]),
        (["Item 1 – Minutes\nApproved.", "Item 2 – Fees\nNoted."], [1, 1]),
        (["4 TERMS\n4.1 Register\n4.1.1 It is kept.", WIDE], [2, 0]),
        (["1. Scope\nAll of it.", "2. Fees\nNone."], [1, 1]),
        (["第一条 目的\n为了保护。", "第二条 范围\n本镇。"], [1, 1]),
        (["Article 7. Cars\nFares are paid.", WIDE], [0, 0]),  # nothing is numbered alike
        (["12 High Street\nOakton", "4 Mill Lane\nAshby"], [0, 0]),  # no numbers that run on
        (["15. IT IS FREE AND HAS NO\nWARRANTY", "16. NOBODY PAYS UNDER THE\nLAW"], [0, 0]),
        (["1. Bread\n2. Milk\n3. Eggs", WIDE], [0, 0]),
        (["1. The tenant must\n(a) pay", "2. The owner must\n(a) mend"], [0, 0]),
        (["1. Members of the whole board of the parish of West\nElmside.", "2. Fees\nNone.", WIDE[:52]], [0, 0, 0]),
    ],
)
def test_numbered_lines_right_above_text_are_headings(paragraphs, counts):
    assert headings_above([one.split("\n") for one in paragraphs]) == counts
