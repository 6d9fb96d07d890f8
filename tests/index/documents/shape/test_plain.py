import pytest

from index.documents.outline import read_outline

LAW = """Waste Act

Chapter II: Fees

Article 12

Whoever litters pays 45 euros.

§ 5 Appeals

Article 14. The office decides. It does so in a month.
"""


def test_articles_stand_under_their_chapter():
    blocks = [block for block in read_outline(LAW, "a.txt").blocks if block.kind == "paragraph"]
    assert [(block.section.number, block.section.title, block.topic) for block in blocks] == [
        ("Article 12", "Fees", None),
        ("§ 5", "Appeals", "Article 14"),
    ]


def test_chinese_articles_are_topics():
    blocks = read_outline("办法\n\n第一章 总则\n\n第三条 本办法自5月起施行。企业应当登记。", "a.txt").blocks
    assert (blocks[-1].section.title, blocks[-1].topic) == ("总则", "第三条")


def test_form_feeds_are_pages():
    text = "We go on.\n\n\fWe rest.\n"
    outline = read_outline(text, "a.txt")
    assert [outline.page(block.start) for block in outline.blocks] == [1, 2]
    assert read_outline("We go on.", "a.txt").page(0) is None


def test_lines_broken_to_a_width_are_parted_where_somebody_speaks_and_below_a_short_line_with_a_stop():
    lines = [
        "MAYOR ADA OAK: The drain on Elm Court will be looked at by the engineer",
        "this week.",
        "MS. RUTH ASH: The library should be open on Sundays, as it was before",
        "the fire.",
        "The board took note.",
        "It will come back to this in the autumn, when the budget of next year is",
        "known.",
    ]
    text = "\n".join(lines)
    blocks = read_outline(text, "a.txt").blocks
    assert [(block.topic, text[block.start : block.end].count("\n")) for block in blocks] == [
        ("MAYOR ADA OAK", 1), ("MS. RUTH ASH", 1), (None, 0), (None, 1),
    ]  # fmt: skip


def test_lines_with_labels_are_paragraphs():
    text = "Minutes of it\n\nPresent: Oak, Ash, Elm\nAbsent: Fir (ill)\n\nWe met."
    found = [text[block.start : block.end] for block in read_outline(text, "a.txt").blocks]
    assert found[1:] == ["Present: Oak, Ash, Elm", "Absent: Fir (ill)", "We met."]


@pytest.mark.parametrize("asked", ["Who clears the snow?", "Q3. Who clears the snow?"])
def test_a_question_above_its_answer_is_its_topic(asked):
    blocks = read_outline(f"Guide\n\n{asked}\n\nThe caretaker does.", "a.txt").blocks
    assert (blocks[-1].topic, len(blocks)) == (asked, 2)


POLICY = """Policy

PART B: TRANSPORT

Article 7. Cars
7.1 Drivers are paid 0.38 euros a kilometre. More is paid
for each colleague who is taken along on the journey.
7.2 Fines are never refunded.

Article 8. Which hotel may be taken?
8.1 Any with a room for less than
3.5 million dong is allowed.
"""


def test_a_numbered_line_above_its_parts_is_a_heading_and_each_part_a_paragraph():
    blocks = read_outline(POLICY, "a.txt").blocks
    found = [(block.section.number, block.section.title, POLICY[block.start : block.end]) for block in blocks[1:]]
    assert [(number, title) for number, title, _ in found] == [
        ("PART B", "TRANSPORT"), *[("Article 7", "Cars")] * 3, *[("Article 8", "Which hotel may be taken?")] * 2,
    ]  # fmt: skip
    assert [words[:7] for _, _, words in found] == ["PART B:", "Article", "7.1 Dri", "7.2 Fin", "Article", "8.1 Any"]


def test_a_line_that_goes_on_in_items_is_no_heading():
    blocks = read_outline("Terms of it\n\n2.1 The tenant must\n\n(a) pay;\n\n(b) mend.", "a.txt").blocks
    assert [unit.reading.text for block in blocks for unit in block.units] == [
        "2.1 The tenant must — pay;",
        "2.1 The tenant must — mend.",
    ]
