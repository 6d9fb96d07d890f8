from index.documents.outline import read_outline

MINUTES = """COUNCIL MINUTES

Monday, 2018 December 03

The council met
in the hall.

1.

CALL TO ORDER

PRESENT:

Mayor Ada Oak

Councillor Bo Ash

STAFF:

Mr. Lou Fir, City Manager

MOVED BY councillor ash

SECONDED BY councillor elm

THAT the meeting do now reconvene.

CARRIED UNANIMOUSLY

The council reconvened at seven and went on with what stood on the agenda

until nine.
"""


def test_names_below_a_label_a_motion_a_number_above_its_heading_and_a_broken_sentence():
    outline = read_outline(MINUTES, "a.txt")
    assert (outline.title, outline.date) == ("COUNCIL MINUTES", "2018 December 03")
    headings = [block.section for block in outline.blocks if block.kind == "heading"]
    assert [(one.number, one.title) for one in headings] == [("1", "CALL TO ORDER")]
    assert [unit.words(MINUTES) for block in outline.blocks for unit in block.units] == [
        "PRESENT — Mayor Ada Oak",
        "PRESENT — Councillor Bo Ash",
        "STAFF — Mr. Lou Fir, City Manager",
        "MOVED BY councillor ash SECONDED BY councillor elm THAT the meeting do now reconvene. CARRIED UNANIMOUSLY",
    ]
    last = outline.blocks[-1]
    assert MINUTES[last.start : last.end].endswith("agenda\n\nuntil nine.")


def test_many_lines_below_each_other_are_names_but_for_the_one_above_text():
    text = "Thanks\n\nWe thank all.\n\nAda Oak\n\nBo Ash\n\nCy Elm\n\nNext year\n\nWe go on."
    kinds = [(block.kind, text[block.start : block.end]) for block in read_outline(text, "a.txt").blocks]
    assert [words for kind, words in kinds if kind == "heading"] == ["Next year"]


def test_fields_below_each_other_are_no_headings():
    text = "Act\n\nIt holds.\n\nSigned: Ada Oak, Mayor\n\nCountersigned: Bo Ash, Clerk\n\nDone at noon."
    assert "heading" not in [block.kind for block in read_outline(text, "a.txt").blocks]
