import pytest

from index.documents.outline import read_outline
from index.documents.shape.blocks import Unit
from index.documents.shape.inline import inline
from index.documents.shape.tables import aligned_rows, bar_rows, is_barred

BARS = "| Sector | 2030 *target* |\n|---|---:|\n| Road \\| rail | 205 |\n| Waste | |\n"
ALIGNED = "Table 4: Land\nRegion       2022      2023\nNorth      40,000    44,000\nSouth West 80,000    87,000"


def read(units, text):
    return [unit.words(text) for unit in units]


def test_a_row_is_read_with_its_heads_and_stands_at_its_offsets():
    rows = bar_rows(BARS, 0, len(BARS), None, inline)
    assert read(rows, BARS) == ["Sector: Road | rail · 2030 target: 205", "Sector: Waste"]
    assert [BARS[row.start : row.end] for row in rows] == ["| Road \\| rail | 205 |", "| Waste | |"]
    assert BARS[slice(*rows[0].reading.above[0])].strip(" |") == "Sector | 2030 *target*"


def test_cells_are_spans_of_the_row_as_it_reads():
    (row, _) = bar_rows(BARS, 0, len(BARS), None, inline)
    words = row.reading.text
    assert [(words[slice(*cell.head)], words[slice(*cell.value)]) for cell in row.reading.cells] == [
        ("Sector", "Road | rail"),
        ("2030 target", "205"),
    ]


def test_columns_of_blanks_are_a_table_below_its_caption():
    text = ALIGNED.replace("South West 80", "South West   80")
    assert read(aligned_rows(text, 0, len(text), None), text) == [
        "Table 4: Land — Region: North · 2022: 40,000 · 2023: 44,000",
        "Table 4: Land — Region: South West · 2022: 80,000 · 2023: 87,000",
    ]


def test_tabs_a_caption_above_and_no_heads():
    text = "区域表：\nNorth\t40.5\t44\nSouth\t80.1\t87"
    start = text.index("North")
    rows = aligned_rows(text, start, len(text), Unit(0, start - 1))
    assert read(rows, text) == ["区域表 — North · 40.5 · 44", "区域表 — South · 80.1 · 87"]


@pytest.mark.parametrize(
    "text",
    ["One line only", "We go  on and\nthen we stop.", "a  b\nc", "x  " + "y " * 60 + "\nz  " + "y " * 60 + "\nz  1"],
)
def test_prose_is_no_table(text):
    assert aligned_rows(text, 0, len(text), None) == ()


def test_lines_between_bars_are_a_table_in_plain_text():
    heads = "| | 2024 | | 2025 | |\n| Area | H1 | H2 | H1 | H2 |\n"
    text = f"{heads}| North | 1 | 2 | 3 | 4 |\n| South | 5 | | 7 | 8 |"
    assert is_barred(text)
    assert read(bar_rows(text, 0, len(text), None, str), text) == [
        "Area: North · 2024, H1: 1 · 2024, H2: 2 · 2025, H1: 3 · 2025, H2: 4",
        "Area: South · 2024, H1: 5 · 2025, H1: 7 · 2025, H2: 8",
    ]


def test_a_second_row_without_figures_is_none_of_heads_below_single_ones():
    text = "| Office | Opens | Closes |\n|---|---|---|\n| North | at noon | never |\n| South | 9 | 12 |\n"
    assert read(bar_rows(text, 0, len(text), None, str), text)[0] == "Office: North · Opens: at noon · Closes: never"


def test_a_first_row_with_figures_is_no_head():
    text = "| 4105 - Fees | 1,048.92 |\n| 4110 - Grants | 20.08 |"
    assert read(bar_rows(text, 0, len(text), None, str), text) == ["4105 - Fees · 1,048.92", "4110 - Grants · 20.08"]


def test_a_name_alone_in_its_row_is_what_the_rows_below_are_of():
    text = "| Item | 2024 |\n|---|---|\n| Income | |\n| Fees | 12 |\n| Costs | |\n| Fees | 3 |\n"
    rows = bar_rows(text, 0, len(text), None, str)
    assert read(rows, text)[1::2] == ["Income — Item: Fees · 2024: 12", "Costs — Item: Fees · 2024: 3"]
    assert text[slice(*rows[1].reading.above[1])] == "| Income | |"


def test_a_heading_is_the_caption_of_a_table_without_heads():
    text = "Income\n\n| Fees | 12 |\n| Rents | 3 |"
    rows = bar_rows(text, 8, len(text), Unit(0, 6), str, is_heading=True)
    assert read(rows, text) == ["Income — Fees · 12", "Income — Rents · 3"]


def test_a_first_row_of_a_name_and_what_holds_for_it_is_no_head():
    table = "Change, a day before    free\nChange, later           5.00\nLost ticket             3.50"
    units = read_outline(f"Fares of it\n\n{table}", "a.txt").blocks[-1].units
    assert units[0].reading.text == "Change, a day before · free"
