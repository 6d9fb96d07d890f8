import io
from datetime import datetime

import pytest
from openpyxl import Workbook

from index.documents.formats.sheets import read_separated, read_xlsx

TABLE = "| Depot | Opens |\n|---|---|\n| Ash \\| Elm | 2026-05-15 |"


def test_a_sheet_is_a_section_with_a_table_below_its_captions():
    book = Workbook()
    book.active.title = "Depots"
    for row in (["All depots"], [], ["Depot", "Opens"], ["Ash | Elm", datetime(2026, 5, 15)]):
        book.active.append(row)
    book.create_sheet("Empty")
    book.save(file := io.BytesIO())
    assert read_xlsx(file.getvalue()) == f"## Depots\n\nAll depots\n\n{TABLE}"


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_separated_values(between):
    assert read_separated(f"Depot{between}Opens\nAsh | Elm{between}2026-05-15\n") == TABLE
