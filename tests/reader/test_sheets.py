"""Figures and names as spreadsheets."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import openpyxl.styles
import pytest
from openpyxl import load_workbook

from assistant.config import shipped
from assistant.page.frame import Words, load_words
from assistant.reader.sheets import FIGURE as HEADS
from assistant.reader.sheets import NAME, STANDS, Cell, Sheet, guarded, sheet_of, to_csv, to_xlsx
from assistant.schema import FigureRow, NameRow, SectionRef

HOSTILE = ['=HYPERLINK("http://outside.example")', "+1+1", "-2+3", "@SUM(A1)", " =1", "\t=1", "＝1+1", "\n=1"]
SENTENCE = "We will plant more than 1,000\u00a0trees."
STANDING: dict[str, Any] = {
    "sentence": SENTENCE, "section": SectionRef("6", "Parks"), "url": "/report/a?t=1#c4-29", "document": "=A()",
    "topic": None, "paragraph": 2,
}  # fmt: skip
FIGURE = FigureRow("more than 1,000", "trees", value=1000.0, bound="least", clause="plant trees", **STANDING)
NAME_ROW = NameRow("Elm Forum", "forum", **STANDING)
WORDS = Words("en", load_words(shipped("prompts"))["en"])


def sheet(*rows: Sequence[Cell]) -> Sheet:
    return Sheet((), rows)


def read_csv(raw: bytes) -> list[list[Any]]:
    text = io.StringIO(raw.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, quoting=csv.QUOTE_NONNUMERIC))


def read_xlsx(raw: bytes) -> list[list[Any]]:
    page = load_workbook(io.BytesIO(raw)).worksheets[0]
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    return [["" if cell.value is None else cell.value for cell in row] for row in page.iter_rows()]


@pytest.mark.parametrize("value", HOSTILE)
def test_formula_becomes_text(value: str) -> None:
    made = sheet(["x", value])
    assert str(guarded(value)).startswith("'")
    assert read_csv(to_csv(made))[0][1].startswith("'")
    assert read_xlsx(to_xlsx(made))[0][1].startswith("'")


@pytest.mark.parametrize(
    "value", ["more than 800", "%", "a=b", "北京", "", "<script>alert(1)</script>", '"quoted", it is', 800, 45.1, -2]
)
def test_words_and_numbers_stay_as_they_are(value: Cell) -> None:
    made = sheet(["x", value])
    assert read_csv(to_csv(made))[0][1] == value
    assert read_xlsx(to_xlsx(made))[0][1] == value


def test_what_cannot_be_printed_is_left_out() -> None:
    assert read_xlsx(to_xlsx(sheet(["a\x00b\x1b\ud800c"]))) == [["abc"]]
    assert guarded("\x00=1") == "'=1"


def test_a_workbook_has_a_bold_head_and_numbers_as_they_are_read() -> None:
    page = load_workbook(io.BytesIO(to_xlsx(sheet(["x", "y"], ["a", 1000], ["b", 1.5])))).worksheets[0]
    assert [cell.font.bold for cell in page["A"]] == [True, False, False]
    assert [cell.number_format for cell in page["B"]] == ["General", "#,##0", "#,##0.##"]
    assert all(cell.alignment.wrap_text for row in page.iter_rows() for cell in row)


def test_how_cells_look_is_made_once_for_all_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    made, font = [], openpyxl.styles.Font
    monkeypatch.setattr(openpyxl.styles, "Font", lambda **how: made.append(how) or font(**how))
    to_xlsx(sheet(["x"], *(["a"] for _ in range(50))))
    assert len(made) == 2  # of the head, and of all that is text below it


def test_a_figure_is_a_number_with_bound_and_unit() -> None:
    made = sheet_of([FIGURE], WORDS, "http://127.0.0.1:7860/")
    assert made.heads == (*HEADS, *STANDS)
    heads, row = read_xlsx(to_xlsx(made))
    assert heads[:4] == ["Number", "Bound", "Unit", "Figure"]
    assert row[:4] == [1000, "at least", "trees", "more than 1,000"]
    assert row[5:] == [SENTENCE, "'=A()", "6. Parks", "", 2, "http://127.0.0.1:7860/report/a?t=1#c4-29"]


def test_a_ratio_has_no_number() -> None:
    assert sheet_of([replace(FIGURE, value=None, bound="")], WORDS, "").cells[1][:2] == ["", ""]


def test_names_have_heads_of_their_own() -> None:
    made = sheet_of([NAME_ROW], WORDS, "")
    assert made.heads == (*NAME, *STANDS)
    assert made.cells[1][:2] == ["Elm Forum", "forum"]
