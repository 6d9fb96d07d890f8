import pytest

from index.documents.outline import read_outline

RUN_INS_3 = [
    "Accelerate the building of a high-quality education system",
    "Enhance efficiency of the system for technological innovation",
    "Build Beijing into a reservoir of best minds",
    "Develop stronger high-end, precision, and cutting-edge industries",
]


def read(text, name="a.txt"):
    """Return (title, publisher, date) and the blocks as (kind, words, section's title, topic, paragraph)."""
    outline = read_outline(text, name)
    blocks = [
        (block.kind, text[block.start : block.end], block.section and block.section.title, block.topic, block.paragraph)
        for block in outline.blocks
    ]
    return (outline.title, outline.publisher, outline.date), blocks


def words(text, name="a.txt"):
    return [block[1] for block in read(text, name)[1]]


# --- the report -------------------------------------------------------------------------


def test_the_reports_header(outlines):
    _, outline = outlines["000"]
    assert outline.title == "Report on the Work of the Government 2026 (Part IV)"
    assert outline.publisher == "Foreign Affairs Office of the People's Government of Beijing Municipality"
    assert outline.date == "2026-02-15"


def test_ten_numbered_headings(outlines):
    numbers = [
        block.section.number
        for part in ("000", "001")
        for block in outlines[part][1].blocks
        if block.kind == "heading" and block.section.number
    ]
    assert numbers == [str(number) for number in range(1, 11)]


def test_run_in_headings_are_the_topics_and_a_statement_is_none(outlines):
    _, outline = outlines["000"]
    topics = [block.topic for block in outline.blocks if block.section and block.section.number == "3" and block.topic]
    assert list(dict.fromkeys(topics)) == RUN_INS_3


def test_a_paragraph_without_run_in_heading_continues_the_topic(outlines):
    text, outline = outlines["000"]
    at = text.index("Modern service industries will be boosted.")
    block = next(block for block in outline.blocks if block.start == at)
    assert block.topic == RUN_INS_3[-1]


def test_an_introduction_has_no_topic(outlines):
    for _, outline in outlines.values():
        firsts = [block for block in outline.blocks if block.paragraph == 1 and block.section and block.section.number]
        assert len(firsts) == 5
        assert {block.topic for block in firsts} == {None}


def test_the_closing_is_not_section_ten(outlines):
    text, outline = outlines["001"]
    closing = [block for block in outline.blocks if block.start >= text.index("Fellow deputies,")]
    assert {block.section.number for block in closing} == {None}
    assert [block.kind for block in closing].count("address") == 2
    topics = [block.topic for block in closing if block.topic]
    assert len(topics) == 4
    assert topics[0] == "Strengthen the political character of being loyal to the Party"


def test_the_words_after_the_second_address_have_no_topic(outlines):
    _, outline = outlines["001"]
    assert outline.blocks[-1].topic is None
    assert outline.blocks[-1].kind == "paragraph"


def test_the_stray_last_line_is_left_out(outlines):
    for text, outline in outlines.values():
        assert text.rstrip().endswith("Attachment")
        assert outline.blocks[-1].end <= text.rindex("Attachment")


def test_nothing_else_of_the_report_is_left_out(outlines):
    for text, outline in outlines.values():
        kept = "".join(text[block.start : block.end] for block in outline.blocks) + "Attachment"
        assert "".join(kept.split()) == "".join(text.split())


# --- plain text -------------------------------------------------------------------------

SHAPED = "Plan\n\nOffice\n2025-03-01\n\n1.\u00a0Parks\n\nPlant trees. We will plant 7.\n\nAnd more of it.\n"


def test_header_heading_and_topic():
    head, blocks = read(SHAPED)
    assert head == ("Plan", "Office", "2025-03-01")
    assert blocks[1:] == [
        ("heading", "1.\u00a0Parks", "Parks", None, None),
        ("paragraph", "Plant trees. We will plant 7.", "Parks", "Plant trees", 1),
        ("paragraph", "And more of it.", "Parks", "Plant trees", 2),
    ]


@pytest.mark.parametrize(
    ("old", "new"), [("\n", "\r\n"), ("\n\n", "\n \t\u00a0\n\n"), ("\n\n", "\n\f\n"), ("Plan\n", "\ufeffPlan\n")]
)
def test_line_ends_and_marks_do_not_change_the_shape(old, new):
    def shape(text):
        head, blocks = read(text)
        return head, [(kind, tuple(words.split()), *rest) for kind, words, *rest in blocks]

    assert shape(SHAPED.replace(old, new)) == shape(SHAPED)


@pytest.mark.parametrize("date", ["2025-03-01", "1 March 2025", "March 1, 2025"])
def test_dates(date):
    assert read(f"Plan\n{date}\n\nWe go.")[0] == ("Plan", None, date)


def test_text_without_any_shape():
    head, blocks = read("we go on and on, all of us.\n\nthen we stop for a while.", "my_notes-1.txt")
    assert head == ("my notes 1", None, None)
    assert [(block[0], block[4]) for block in blocks] == [("paragraph", 1), ("paragraph", 2)]


def test_hard_wrapped_lines_are_one_paragraph():
    assert words("we go\non and\non.\n\nthen we\nstop.") == ["we go\non and\non.", "then we\nstop."]


def test_one_line_a_paragraph():
    long = "we go on " * 30 + "and stop."
    assert words(f"{long}\nwe rest.\n{long}\n") == [long, "we rest.", long]


def test_chinese_text():
    head, blocks = read(
        "工作计划\n\n北京市\n2025年3月1日\n\n1. 公园\n\n我们种树。我们修路。\n\n各位代表，\n\n谢谢大家。"
    )
    assert head == ("工作计划", "北京市", "2025-03-01")
    assert [block[0] for block in blocks] == ["header", "heading", "paragraph", "address", "paragraph"]
    assert blocks[1][2] == "公园"


@pytest.mark.parametrize("text", ["Parks", "Parks and trees", "# Parks", "7"])
def test_a_single_line_is_not_lost(text):
    assert words(text) == [text]


def test_a_title_and_one_line_are_not_lost():
    assert words("Plan\n\nMore trees this year") == ["Plan", "More trees this year"]


@pytest.mark.parametrize(
    "line", ["1. We will plant trees.", "2026 Budget and plans.", "1. " + "Trees and " * 30 + "parks"]
)
def test_sentences_and_long_lines_are_no_headings(line):
    assert read(f"plan of it,\n\n{line}\n\nwe go.")[1][1][0] == "paragraph"


@pytest.mark.parametrize(
    "first", ["We plant trees.", "Trees will be planted.", "Trees!", "2 trees.", "The trees.", "Wait five days."]
)
def test_statements_are_no_run_in_headings(first):
    assert read(f"Plan\n\n1. Parks\n\n{first} More of it.")[1][-1][3] is None


def test_rules_and_marks_alone_are_no_paragraphs():
    assert words("we go.\n\n* * *\n\n\u200b\n\n\f\n\nwe stop.") == ["we go.", "we stop."]


def test_nothing_gives_no_blocks():
    assert words(" \n\n ") == []


def test_repeated_paragraphs_each_stand_at_their_own_place():
    text = "Plan\n\n1. Parks\n\nWe go on.\n\n2. Roads\n\nWe go on.\n"
    blocks = [block for block in read_outline(text, "a.txt").blocks if block.kind == "paragraph"]
    assert [(block.start, block.section.title) for block in blocks] == [
        (text.index("We go"), "Parks"),
        (text.rindex("We go"), "Roads"),
    ]


# --- Markdown ---------------------------------------------------------------------------

MARKDOWN = """# Plan

Intro.

## 1. Parks

### Trees

- one
- two
  - deep

```
# no heading
```

| a | b |
|---|---|
| 1 | 2 |

<div>box</div>

Roads
-----

> said
"""


def test_markdown_headings_are_title_section_and_topic():
    head, blocks = read(MARKDOWN, "a.md")
    assert head == ("Plan", None, None)
    assert blocks[1] == ("paragraph", "Intro.", None, None, 1)
    assert blocks[2] == ("heading", "## 1. Parks", "Parks", None, None)
    assert blocks[3] == ("paragraph", "- one", "Parks", "Trees", 1)
    assert blocks[-1] == ("paragraph", "> said", "Roads", None, 1)


def test_markdown_blocks_are_kept_whole():
    assert words(MARKDOWN, "a.md")[5:9] == [
        "- deep",
        "```\n# no heading\n```",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "<div>box</div>",
    ]


def test_a_second_title_is_a_section():
    assert read("# Plan\n\n# Annex\n\nWe go.", "a.md")[1][-1] == ("paragraph", "We go.", "Annex", None, 1)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_markdown_line_ends_do_not_change_the_shape(end):
    head, blocks = read(MARKDOWN.replace("\n", end), "a.md")
    expected_head, expected = read(MARKDOWN, "a.md")
    assert (head, [(kind, text.replace(end, "\n"), *rest) for kind, text, *rest in blocks]) == (expected_head, expected)


def test_a_byte_order_mark_does_not_hide_the_title():
    assert read("\ufeff# Plan\n\nWe go.", "a.md")[0][0] == "Plan"


@pytest.mark.parametrize("text", ["[a]: http://x.y", "### Trees", "plain words."])
def test_markdown_without_paragraphs_is_not_lost(text):
    assert words(text, "a.MD") == [text]


def test_no_form_feed_ends_a_markdown_line():
    assert words("# Plan\n\na\fb\u2028c d.", "a.md")[1] == "a\fb\u2028c d."


NUMBERED = """# Terms

**1. Booking**

1.1 It is *binding*, see [the list](https://example.org/list).

2\\. Fees
2.1 A deposit is `due`.
"""


def test_markdown_that_marks_no_heading_is_read_by_its_numbers():
    outline = read_outline(NUMBERED, "a.md")
    assert [(block.section.number, block.section.title) for block in outline.blocks[1:]] == [
        *[("1", "Booking")] * 2,
        *[("2", "Fees")] * 2,
    ]
    assert [unit.words(NUMBERED) for block in outline.blocks for unit in block.units] == [
        "Terms",
        "1. Booking",
        "1.1 It is binding, see the list.",
        "2. Fees",
        "2.1 A deposit is due.",
    ]


# --- both -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("text", ["x" * 50_000, "." * 50_000, "\n" * 50_000 + "x", "- a\n" * 9_000, "(" * 9_000 + "x"])
def test_odd_large_texts_are_read(text, name):
    for block in read_outline(text, name).blocks:
        assert text[block.start : block.end].strip()
