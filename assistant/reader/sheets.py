"""Figures and names as spreadsheets: CSV and XLSX. Numbers are numbers; any other cell is text, never a formula.

openpyxl is imported here only, and late.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.page.frame import Words
from assistant.page.places import section_name
from assistant.schema import FigureRow, NameRow, Row

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float
Cells = Sequence[Sequence[Cell]]

FIGURE = ("value", "bound", "unit", "amount", "what")  # the heads of a figure's cells
NAME = ("name", "kind")
STANDS = ("sentence", "document", "section", "topic", "paragraph", "link")
WIDTHS = {"what": 60, "sentence": 80, "document": 40, "section": 40, "topic": 30, "link": 50, "name": 40}  # characters
WIDTH = 18  # of any other column
NUMBERS: Mapping[type, str] = {int: "#,##0", float: "#,##0.##"}  # how a workbook shows them
# A spreadsheet takes a cell that begins with one of these for a formula, or for an order to another program.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML cannot hold them
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The keys of its heads, and its rows with the heads' words first."""

    heads: Sequence[str]
    cells: Cells


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its media type, and how a sheet is written in it."""

    media_type: str
    write: Callable[[Sheet], bytes]


def sheet_of(rows: Iterable[Row], words: Words, site: str) -> Sheet:
    """Return the heads and a row for each figure or name; links begin with ``site``."""
    rows = tuple(rows)
    heads = (*(NAME if rows and isinstance(rows[0], NameRow) else FIGURE), *STANDS)
    made = [[*own_cells(row, words), *place_cells(row, site)] for row in rows]
    return Sheet(heads, [[words.plain(head) for head in heads], *made])


def own_cells(row: Row, words: Words) -> list[Cell]:
    if isinstance(row, NameRow):
        return [row.name, row.kind]
    bound = words.plain(f"bound_{row.bound}") if row.bound else ""
    return [number(row), bound, row.unit, row.amount, row.clause]


def number(row: FigureRow) -> Cell:
    """Return a figure's number, whole where it is; empty where it is no single one."""
    if row.value is None:
        return ""
    return int(row.value) if row.value.is_integer() else row.value


def place_cells(row: Row, site: str) -> list[Cell]:
    section = section_name(row.section) if row.section else ""
    link = f"{site.rstrip('/')}{row.url}"
    return [row.sentence, row.document, section, row.topic or "", row.paragraph or "", link]


def guarded(value: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before text that looks like one."""
    if not isinstance(value, str):
        return value
    shown = UNPRINTABLE.sub("", value)
    return f"'{shown}" if FORMULA.match(shown) else shown


def to_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it; every cell of text quoted."""
    out = io.StringIO()
    rows = [[guarded(cell) for cell in row] for row in sheet.cells]
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(sheet: Sheet) -> bytes:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=False)
    page = book.worksheets[0]
    for row in sheet.cells:
        page.append([guarded(cell) for cell in row])
    for place, head in enumerate(sheet.heads, 1):
        page.column_dimensions[get_column_letter(place)].width = WIDTHS.get(head, WIDTH)
    dress(page)
    page.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def dress(page: "Worksheet") -> None:
    """Give the cells their look: heads in bold, numbers by their kind."""
    from openpyxl.styles import Alignment, Font

    looks: dict[tuple[bool, type], Any] = {}  # each made once: making them took longer than all the rest
    for cells in page.iter_rows():
        for cell in cells:
            kind = cell.row == 1, type(cell.value)
            if kind not in looks:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.font = Font(bold=cell.row == 1)
                cell.number_format = NUMBERS.get(type(cell.value), "General")
                looks[kind] = cell._style  # type: ignore[union-attr]
            cell._style = looks[kind]  # type: ignore[union-attr]


FORMATS: Mapping[str, Format] = {"csv": Format("text/csv; charset=utf-8", to_csv), "xlsx": Format(EXCEL, to_xlsx)}
