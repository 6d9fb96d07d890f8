import pytest

from index.documents.outline import read_outline
from index.documents.shape.plain import read_heading

LAW = """Waste Act

Chapter II: Fees

Article 12

Whoever litters pays 45 euros.

§ 5 Appeals

Article 14. The office decides. It does so in a month.
"""
LIST = "Fees of it\n\nBring:\n- a form\n- the fee\n    * in cash\n    * by card\n\nWe rest."


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("Article 12 – Notice", "Article 12", "Notice"),
        ("IV. Finance", "IV", "Finance"),
        ("B. Scope", "B", "Scope"),
        ("Annex A: Maps", "Annex A", "Maps"),
        ("2.1 Safety", "2.1", "Safety"),
        ("第三章 附则", "第三章", "附则"),
    ],
)
def test_kinds_of_numbers(line, number, title):
    heading = read_heading(line)
    assert (heading.number, heading.title.lstrip("– ")) == (number, title)


@pytest.mark.parametrize("line", ["Part of it is done", "I. e. this one,", "A tree", "Section heads meet"])
def test_words_that_are_no_numbers(line):
    assert read_heading(line) is None


def test_articles_stand_under_their_chapter():
    blocks = [block for block in read_outline(LAW, "a.txt").blocks if block.kind == "paragraph"]
    assert [(block.section.number, block.section.title, block.topic) for block in blocks] == [
        ("Article 12", "Fees", None),
        ("§ 5", "Appeals", "Article 14"),
    ]


def test_chinese_articles_are_topics():
    blocks = read_outline("办法\n\n第一章 总则\n\n第三条 本办法自5月起施行。企业应当登记。", "a.txt").blocks
    assert (blocks[-1].section.title, blocks[-1].topic) == ("总则", "第三条")


def test_items_of_a_plain_list():
    outline = read_outline(LIST, "a.txt")
    assert [unit.words(LIST) for block in outline.blocks for unit in block.units] == [
        "Bring:",
        "Bring — a form",
        "Bring — the fee",
        "Bring — the fee — in cash",
        "Bring — the fee — by card",
    ]


def test_form_feeds_are_pages():
    text = "We go on.\n\n\fWe rest.\n"
    outline = read_outline(text, "a.txt")
    assert [outline.page(block.start) for block in outline.blocks] == [1, 2]
    assert read_outline("We go on.", "a.txt").page(0) is None
