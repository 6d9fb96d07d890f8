"""Headings, paragraphs, items and tables of marked-up documents as Markdown, whatever markup they come from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element  # nosec B405 # the type of parsed elements; nothing is parsed here

MOST_REPEATED = 200  # columns that one cell may stand for


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


Hanging = dict[int, Cell]  # by column what hangs into a row from above, a cell of one column


def spread(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Return the rows of a table with a cell that spans several columns or rows in each of them."""
    made: list[list[str]] = []
    hanging: Hanging = {}
    for row in rows:
        line, hanging = spread_row(row, hanging)
        made.append(line)
    return made


def spread_row(row: Sequence[Cell], hanging: Hanging) -> tuple[list[str], Hanging]:
    """Return a row's words, column by column, and what hangs out of it into the next one."""
    line: list[str] = []
    below: Hanging = {}
    left = list(row)
    while left or any(column >= len(line) for column in hanging):
        if len(line) in hanging:
            cell = hanging[len(line)]
        elif left:
            cell = left.pop(0)
        else:
            cell = Cell("")  # what hangs further right keeps its column
        for _ in range(max(1, min(cell.columns, MOST_REPEATED))):
            if cell.rows > 1:
                below[len(line)] = Cell(cell.text, rows=cell.rows - 1)
            line.append(cell.text)
    return line, below


def heading(level: int, words: str) -> str:
    return f"{'#' * max(1, min(level, 6))} {words}"


def item(depth: int, words: str) -> str:
    """Return an item of a list; those of a list within a list have a ``depth`` above 0."""
    return f"{'  ' * depth}- {words}"


def name_of(element: Element) -> str:
    """Return a tag's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value_of(element: Element, name: str) -> str:
    """Return an attribute by its name without namespace; empty where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def number_of(element: Element, name: str) -> int:
    value = value_of(element, name)
    return int(value) if value.isdecimal() else 1


def below(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name, those within one of them left out."""
    for child in element:
        if name_of(child) == name:
            yield child
        else:
            yield from below(child, name)
