import pytest

from index.documents.outline import read_outline

LIST = "Fees of it\n\nBring:\n- a form\n- the fee\n    * in cash\n    * by card\n\nWe rest."
ORDERS = """报告

一、收支

(一)收入10万元。其中:

1.捐款4万元;

2.拨款6万元。其中:

(1)市级5万元;

3.利息1万元;

(二)支出9万元。
"""


def words_of(text):
    return [unit.words(text) for block in read_outline(text, "a.txt").blocks for unit in block.units]


def test_items_of_a_plain_list():
    assert words_of(LIST) == [
        "Bring:",
        "Bring — a form",
        "Bring — the fee",
        "Bring — the fee — in cash",
        "Bring — the fee — by card",
    ]


def test_an_item_is_read_with_what_introduces_its_own_order():
    assert words_of(ORDERS) == [
        "(一)收入10万元。其中 — 捐款4万元;",
        "(一)收入10万元。其中 — 拨款6万元。",
        "其中:",
        "2.拨款6万元。其中 — 市级5万元;",
    ]
    blocks = read_outline(ORDERS, "a.txt").blocks
    assert [blocks[2].topic, blocks[-1].topic] == ["(一)收入10万元", "(二)支出9万元"]


def test_a_heading_introduces_what_is_no_sentence():
    assert words_of("Website\n\nIt is new.\n\nBudget\n\n● $10,000 a year\n\nTerms\n\n● We pay late.") == [
        "Budget — $10,000 a year"
    ]


def test_signs_tell_the_depth_of_lines_that_are_not_set_in():
    assert words_of("Plan\n\nThe site has:\n● Pages\n○ Home\n○ News\n● Search") == [
        "The site has:",
        "The site has — Pages",
        "The site has — Pages — Home",
        "The site has — Pages — News",
        "The site has — Search",
    ]


def test_a_line_above_text_is_a_topic_and_an_item_above_others():
    blocks = read_outline("报告\n\n一、收支\n\n(一)收入\n\n1.捐赠收入\n\n今年收入4万元。\n", "a.txt").blocks
    assert blocks[-1].topic == "(一)收入 · 1.捐赠收入"


RULES = """(1) Noise must not exceed
(a) 55 decibels by day, and
(b) 40 decibels
(i) at night, or
(ii) on a holiday.
(2) It is measured outside.
"""


@pytest.mark.parametrize("text", [RULES, RULES.replace("\n", "\n\n")])
def test_marks_tell_what_goes_on_in_which_items(text):
    assert words_of(f"Rules of it\n\nIt holds that:\n\n{text}")[-6:] == [
        "It holds that — Noise must not exceed",
        "It holds that — Noise must not exceed — 55 decibels by day, and",
        "It holds that — Noise must not exceed — 40 decibels",
        "It holds that — Noise must not exceed — 40 decibels — at night, or",
        "It holds that — Noise must not exceed — 40 decibels — on a holiday.",
        "It holds that — It is measured outside.",
    ]


def test_letters_are_no_roman_numbers_behind_the_letter_before():
    lines = "\n".join(f"({letter}) {word}" for letter, word in zip("ghi", ("oak", "ash", "elm"), strict=True))
    assert words_of(f"Trees\n\nWe have:\n{lines}")[1:] == ["We have — oak", "We have — ash", "We have — elm"]
