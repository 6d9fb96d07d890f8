from index.documents.outline import read_outline

FRONT = '---\ntitle: "Strategy"\nauthor: Office of Parks\ndate: 2024-05-01\n---\n\n## 1. Trees\n\nWe plant 7.\n'
LIST = "# Fees\n\nBring:\n\n- a form\n- the fee of 3 yuan\n  - in cash\n  - by card\n"


def test_front_matter_is_the_head():
    outline = read_outline(FRONT, "a.md")
    assert (outline.title, outline.publisher, outline.date) == ("Strategy", "Office of Parks", "2024-05-01")
    assert [FRONT[unit.start : unit.end] for unit in outline.blocks[0].units][1] == "author: Office of Parks"
    assert outline.blocks[1].section.number == "1"


def test_items_are_read_with_what_introduces_them():
    words = [unit.words(LIST) for block in read_outline(LIST, "a.md").blocks for unit in block.units]
    assert words == [
        "Fees",
        "Bring:",
        "Bring — a form",
        "Bring — the fee of 3 yuan",
        "Bring — the fee of 3 yuan — in cash",
        "Bring — the fee of 3 yuan — by card",
    ]


def test_a_comment_is_no_paragraph_and_a_rule_no_front_matter():
    text = "---\n\n<!-- toc -->\n\nWe go on.\n\n---\n"
    assert [text[block.start : block.end] for block in read_outline(text, "a.md").blocks] == ["We go on."]


def test_the_first_heading_or_line_is_the_title_where_no_other_is():
    assert read_outline("## Roads\n\nWe go.", "toc.md").title == "Roads"
    assert read_outline("Press release\n\nWe go.\n", "toc.md").title == "Press release"
