"""Tables on pages: which lines are rows, where their columns are parted, which words are in which cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.documents.formats.pdf.lines import COLUMN_GAP, Line, Word

MOST_HEADS = 4  # lines above the rows that may be their heads
CELL_GAP = 0.6  # of a line's height: within a table, where another column begins
NEAR = 2.0  # heights of a line: rows of one table are not further apart
SAME = 0.8  # of the most parts of a row: from here on a row tells where columns are
FIGURE = re.compile(r"[-+–(]?[$€£¥]?\s?\d[\d,. ]*\s?%?\)?")
GOES_ON = re.compile(r"[a-z(]")

Row = list[list[Word]]  # the words of each cell


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: from where to where each goes."""

    spans: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Columns":
        """Return the columns that the rows with the most parts have; a wider part spans several."""
        parts = [list(parts_of(line)) for line in lines]
        most = max(map(len, parts), default=0)
        spans = sorted(span_of(part) for row in parts if len(row) >= SAME * most for part in row)
        found: list[tuple[float, float]] = []
        for left, right in spans:
            if found and left < found[-1][1]:
                found[-1] = found[-1][0], max(found[-1][1], right)
            else:
                found.append((left, right))
        return cls(tuple(found))

    def row(self, line: Line) -> Row:
        """Return the words of a line by the columns that they begin in, or are nearest to."""
        cells: Row = [[] for _ in self.spans]
        for part in parts_of(line):
            column, end = self.column_of(*span_of(part)), part[0].box[2]
            for word in part:
                own = self.column_of(word.box[0], word.box[2])
                is_apart = FIGURE.fullmatch(word.text) or word.box[0] - end > CELL_GAP * line.size
                column, end = own if own > column and is_apart else column, word.box[2]
                cells[column].append(word)
        return cells

    def column_of(self, left: float, right: float) -> int:
        """Return the first column that something touches, else the nearest."""
        touched = (number for number, (a, b) in enumerate(self.spans) if left < b and right > a)
        nearest = min(range(len(self.spans)), key=lambda number: abs(left - self.spans[number][0]))
        return next(touched, nearest)


def parts_of(line: Line) -> Iterator[list[Word]]:
    """Yield the words of a line that stand together."""
    part = [line.words[0]]
    for before, word in pairwise(line.words):
        if word.box[0] - before.box[2] > COLUMN_GAP * line.size:
            yield part
            part = []
        part.append(word)
    yield part


def span_of(words: Sequence[Word]) -> tuple[float, float]:
    """Return how far to the left and right words go, which may stand in several lines."""
    return min(word.box[0] for word in words), max(word.box[2] for word in words)


def rows_of(lines: Sequence[Line]) -> list[range]:
    """Return which lines are the rows of tables, heads included: neighbours that are set apart at one place."""
    is_row = [False] * len(lines)
    for number, (one, two) in enumerate(pairwise(lines)):
        is_near = two.top - one.bottom < NEAR * one.size
        if is_near and any(min(a[1], b[1]) > max(a[0], b[0]) for a in one.gaps for b in two.gaps):
            is_row[number] = is_row[number + 1] = True
    found: list[range] = []
    number = 0
    while number < len(lines):
        end = number
        while end < len(lines) and is_row[end]:
            end += 1
        if end > number and is_table(lines[number:end]):
            first = found[-1].stop if found else 0
            found.append(range(heads_above(lines, number, end, first), end))
        number = max(end, number + 1)
    return found


def is_table(lines: Sequence[Line]) -> bool:
    """True where a figure stands in most rows, or they have bold heads; justified lines and legends are none."""
    parts = [[" ".join(word.text for word in part) for part in parts_of(line)] for line in lines]
    with_figures = sum(any(FIGURE.fullmatch(part) for part in row[1:]) for row in parts)
    has_heads = len(lines) > 2 and lines[0].is_bold and not any(line.is_bold for line in lines[1:])
    return with_figures * 2 >= len(parts) or has_heads


def heads_above(lines: Sequence[Line], begin: int, end: int, least: int) -> int:
    """Return where a table's heads begin: lines above that stand over its columns, not at its left edge alone."""
    columns = Columns.of(lines[begin:end])
    for number in range(begin - 1, max(least, begin - MOST_HEADS) - 1, -1):
        line, below = lines[number], lines[number + 1]
        stands_over = len(list(parts_of(line))) > 1 or line.left > columns.spans[0][1]
        if below.top - line.bottom > line.size or not stands_over or line.text.endswith("."):
            return number + 1
    return max(least, begin - MOST_HEADS)


def cells_of(lines: Sequence[Line]) -> list[Row]:
    """Return the rows of a table; what is broken over lines is joined."""
    columns = Columns.of(lines)
    rows: list[Row] = []
    for row in map(columns.row, lines):
        if rows and continues(rows[-1], row):
            rows[-1] = [[*above, *own] for above, own in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    return rows


def continues(above: Row, row: Row) -> bool:
    """True for a line that ends the row above: its first cell is empty and it has no figure, or a name goes on."""
    words = [" ".join(word.text for word in cell) for cell in row]
    if not words[0]:
        return bool(above[0]) and not any(FIGURE.fullmatch(one) for one in words)
    return bool(GOES_ON.match(words[0])) and not any(above[1:])
