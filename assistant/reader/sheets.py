"""The figures as spreadsheets: CSV and XLSX. A cell is always text, never a formula.

openpyxl is imported here only, and late.
"""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.page.frame import Words
from assistant.page.places import section_name
from assistant.reader.figures import Figure

HEADS = ("amount", "unit", "what", "sentence", "document", "section", "topic", "paragraph", "link")
WIDTHS = (20, 28, 60, 80, 40, 40, 30, 10, 50)  # characters
# A spreadsheet takes a cell that begins with one of these for a formula, or for an order to another program.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML cannot hold them
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its media type, and how rows are written in it."""

    media_type: str
    write: Callable[[Rows], bytes]


def rows_of(figures: Sequence[Figure], words: Words, site: str) -> Rows:
    """Return the heads and a row for each figure; links begin with ``site``."""
    return [[words.plain(head) for head in HEADS], *(row_of(figure, site) for figure in figures)]


def row_of(figure: Figure, site: str) -> list[str]:
    place = figure.place
    return [
        figure.amount,
        figure.unit,
        figure.clause,
        figure.sentence.text,
        place.title,
        section_name(place.section) if place.section else "",
        place.topic or "",
        str(place.paragraph or ""),
        f"{site.rstrip('/')}{figure.url}",
    ]


def as_text(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before what looks like one."""
    shown = UNPRINTABLE.sub("", value)
    return f"'{shown}" if FORMULA.match(shown) else shown


def to_csv(rows: Rows) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it; every cell quoted."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([[as_text(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(rows: Rows) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=False)
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append([as_text(cell) for cell in row])
    for number, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FORMATS: Mapping[str, Format] = {"csv": Format("text/csv; charset=utf-8", to_csv), "xlsx": Format(EXCEL, to_xlsx)}
