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


def test_chinese_articles_and_their_items():
    text = "# 税法\n\n第四条 下列所得免税：\n\n（一）赔款；\n\n（二）津贴。\n\n第五条 其他所得照章纳税。\n"
    blocks = read_outline(text, "a.md").blocks[1:]
    assert [(block.topic, block.units[0].words(text)) for block in blocks] == [
        ("第四条", "第四条 下列所得免税："),
        ("第四条", "第四条 下列所得免税 — （一）赔款；"),
        ("第四条", "第四条 下列所得免税 — （二）津贴。"),
        ("第五条", "第五条 其他所得照章纳税。"),
    ]


def test_the_number_of_an_item_is_no_sentence():
    text = "# Act\n\n## Scope\n\n1. It applies to all.\n2. It ends in May.\n"
    units = [unit.words(text) for block in read_outline(text, "a.md").blocks[2:] for unit in block.units]
    assert units == ["It applies to all.", "It ends in May."]


def test_a_last_line_with_nothing_below_is_left_out():
    text = "# Plan\n\n## Roads\n\nWe go on.\n\nAttachment\n"
    assert text[read_outline(text, "a.md").blocks[-1].start :].startswith("We go on.")
