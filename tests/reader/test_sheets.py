"""The figures as spreadsheets."""

import csv
import io

import pytest
from openpyxl import load_workbook

from assistant.config import shipped
from assistant.page.frame import Words, load_words
from assistant.reader.figures import Figure
from assistant.reader.sheets import HEADS, as_text, rows_of, to_csv, to_xlsx
from index.schema import Place, Section, Sentence

HOSTILE = ['=HYPERLINK("http://outside.example")', "+1+1", "-2+3", "@SUM(A1)", " =1", "\t=1", "＝1+1", "\n=1"]
SENTENCE = Sentence("s", "p", "We will plant 1,000\u00a0trees.", 4, 29)
FIGURE = Figure(
    "1,000", "trees", "plant 1,000\u00a0trees", 18, SENTENCE, Place("a.txt", "=A()", None, None, Section("6", "Parks"))
)
WORDS = Words("en", load_words(shipped("prompts"))["en"])


def read_csv(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def read_xlsx(raw: bytes) -> list[list[str]]:
    sheet = load_workbook(io.BytesIO(raw)).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("value", HOSTILE)
def test_formula_becomes_text(value: str) -> None:
    row = ["x", value]
    assert as_text(value).startswith("'")
    assert read_csv(to_csv([row]))[0][1].startswith("'")
    assert read_xlsx(to_xlsx([row]))[0][1].startswith("'")


@pytest.mark.parametrize(
    "value", ["more than 800", "%", "a=b", "北京", "", "<script>alert(1)</script>", '"quoted", it is']
)
def test_words_stay_as_they_are(value: str) -> None:
    assert read_csv(to_csv([["x", value]]))[0][1] == value
    assert read_xlsx(to_xlsx([["x", value]]))[0][1] == value


def test_what_cannot_be_printed_is_left_out() -> None:
    assert read_xlsx(to_xlsx([["a\x00b\x1b\ud800c"]])) == [["abc"]]
    assert as_text("\x00=1") == "'=1"


def test_every_row_has_a_cell_for_each_head() -> None:
    heads, row = rows_of([FIGURE], WORDS, "http://127.0.0.1:7860/")
    assert heads[0] == "Figure"
    assert len(heads) == len(row) == len(HEADS)
    assert row[3] == SENTENCE.text
    assert row[5] == "6. Parks"
    assert row[8].startswith("http://127.0.0.1:7860/report/a?t=")


def test_both_formats_hold_the_same() -> None:
    rows = rows_of([FIGURE, FIGURE], WORDS, "")
    assert read_csv(to_csv(rows)) == read_xlsx(to_xlsx(rows))
    assert read_csv(to_csv(rows))[1][4] == "'=A()"
