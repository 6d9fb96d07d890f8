"""Rows of tables in quotes: as their file has them, or as they are read, brought to how the document's text has them.

A CSV file's text is a Markdown table, and a row is read with its heads ("crop: Oats · tonnes: 3990"); whoever marks
evidence copies any of the three. Knows texts only.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from assistant.golden.cases import Case, Gold
from assistant.text.facts import normalise
from index.documents.shape.tables import BAR

READ = "·"  # between the cells of a row as it is read
SEPARATORS = f"|,;\t{READ}"  # the same in a text, and in files
Cells = tuple[str, ...]


def as_documents_have_them(cases: Sequence[Case], documents: Mapping[str, str]) -> list[Case]:
    """Return the cases with quotes that are a table's row as the documents, texts by name, have that row."""
    rows = {cells: line for text in documents.values() for cells, line in rows_of(text)}
    texts = [normalise(text) for text in documents.values()]
    as_there = partial(row_of, rows=rows, texts=texts)
    return [replace(case, evidence=tuple(map(as_there, case.evidence))) for case in cases] if rows else [*cases]


def row_of(gold: Gold, rows: Mapping[Cells, str], texts: Sequence[str]) -> Gold:
    """Return a quote as the row that it is; as it was where it stands in a text to the letter, or is no row."""
    if any(normalise(gold.quote) in text for text in texts):
        return gold
    read = (cells_of(gold.quote, separator) for separator in SEPARATORS)
    line = next((rows[cells] for cells in read if len(cells) > 1 and cells in rows), gold.quote)
    return replace(gold, quote=line)


def rows_of(text: str) -> Iterator[tuple[Cells, str]]:
    """Yield the cells of each line between bars, and the line."""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("|") and line.endswith("|"):
            yield cells_of(line, "|"), line


def cells_of(line: str, separator: str) -> Cells:
    """Return what stands in the cells of a line, without their heads; empty ones are passed over."""
    plain = map(normalise, split(line, separator))
    told = (cell.rpartition(": ")[2] for cell in plain) if separator == READ else plain
    return tuple(filter(None, told))


def split(line: str, separator: str) -> list[str]:
    if separator == "|":
        return [cell.replace("\\|", "|") for cell in BAR.split(line)]
    try:
        return next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:  # too long for a cell: no row
        return []
