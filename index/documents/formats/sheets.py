"""Spreadsheets into Markdown: a section a sheet, a table of what stands in it."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime

from openpyxl import load_workbook

MOST_ROWS = 20_000  # of a sheet
SAMPLE = 20_000  # characters by which the separator of columns is told


def read_xlsx(raw: bytes) -> str:
    """Return the sheets that hold something, each under its name; of formulas the values last calculated."""
    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    try:
        sheets = {sheet.title: read_rows(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    finally:
        book.close()
    return "\n\n".join(f"## {name}\n\n{told(rows)}" for name, rows in sheets.items() if rows)


def read_rows(rows: Iterator[tuple[object, ...]]) -> list[list[str]]:
    """Return the cells of a sheet's rows that hold anything; raises ValueError where there are too many rows."""
    found: list[list[str]] = []
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise ValueError(f"a sheet has more than {MOST_ROWS} rows")
        if any(cells := [shown(value) for value in row]):
            found.append(cells)
    return found


def shown(value: object) -> str:
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return "" if value is None else " ".join(str(value).split())


def read_separated(text: str) -> str:
    """Return a table whose columns are set apart by a comma, semicolon or tab."""
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:SAMPLE], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = [[" ".join(cell.split()) for cell in row] for row in csv.reader(io.StringIO(text), dialect)]
    except csv.Error as error:
        raise ValueError(f"it is no table: {error}") from error
    if len(rows) > MOST_ROWS:
        raise ValueError(f"it has more than {MOST_ROWS} rows")
    return told([row for row in rows if any(row)])


def told(rows: Sequence[Sequence[str]]) -> str:
    """Return the rows as a table; lines with a single cell above it are its captions."""
    first = next((number for number, row in enumerate(rows) if sum(map(bool, row)) > 1), len(rows))
    captions = [next(filter(None, row)) for row in rows[:first]]
    width = max((number for row in rows[first:] for number, cell in enumerate(row, 1) if cell), default=0)
    return "\n\n".join([*captions, markdown_table([row[:width] for row in rows[first:]])]).strip()


def markdown_table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a Markdown table, the first one as its heads."""
    if not rows:
        return ""
    width = max(map(len, rows))
    lines = [
        "| " + " | ".join(cell.replace("|", "\\|") for cell in [*row, *[""] * (width - len(row))]) + " |"
        for row in rows
    ]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])
