from index.documents.formats.pdf.lines import Line, Word
from index.documents.formats.pdf.wrapped import rows_whole


def line(left, top, words):
    boxes = [(left + 22 * number, top, left + 22 * number + 20, top + 10) for number in range(len(words.split()))]
    return Line(tuple(map(Word, words.split(), boxes)), 10)


HEADS = [line(0, 0, "Ward"), line(100, 0, "Staff"), line(200, 0, "Note")]
MIDDLE = [  # figures beside the middle of a name, as they are written: cell by cell
    line(0, 18, "Surgery and"), line(0, 28, "care unit"), line(100, 23, "41"), line(200, 18, "open"),
    line(200, 28, "daily"),
]  # fmt: skip
LAST = [line(0, 46, "Children"), line(100, 46, "22"), line(200, 46, "closed")]


def test_the_lines_of_a_row_with_broken_cells_are_one():
    assert [row.text for row in rows_whole([*HEADS, *MIDDLE, *LAST])] == [
        "Ward Staff Note", "Surgery and care unit 41 open daily", "Children 22 closed",
    ]  # fmt: skip


def test_rows_of_one_line_and_prose_stay_as_they_are():
    columns = [line(left, 12 * number, "we go on") for left in (0, 100) for number in range(9)]
    assert rows_whole([*HEADS, *LAST]) == [*HEADS, *LAST]
    assert rows_whole(columns) == columns


def test_rows_that_stand_close_are_not_taken_for_one():
    rows = [line(left, 10 * number, words) for number in range(3) for left, words in ((0, "Area"), (100, str(number)))]
    assert rows_whole(rows) == rows
