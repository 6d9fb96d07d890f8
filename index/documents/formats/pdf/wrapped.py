"""Cells that are broken over lines: the lines of such a row, which are written cell by cell, become one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.documents.formats.pdf.lines import Line
from index.documents.formats.pdf.tables import FIGURE, is_table

OVERLAP = 0.25  # of a line's height: so much two lines share that stand beside each other
HIGHER = 2.0  # heights of a line: so far above a name the first line of the cell beside it may stand
TIGHT = 0.35  # of a line's height: the lines of a cell are not further apart
MOST_LINES = 6  # of a cell
MOST_WORDS = 40  # of a cell
MOST_OF_ROW = 40  # lines

Cells = list[list[Line]]  # of a row, from the left; the lines of each from above


def rows_whole(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page in their order, those of each row of a table with broken cells as one line."""
    found: list[Line] = []
    run: list[tuple[Line, Sequence[Line]]] = []  # rows below each other, as one line and as they are
    for group in groups_of(lines):
        row = as_row(group)
        if run and (row is None or not are_parted_alike(run[-1][0], row)):
            found += settled(run)
            run = []
        if row is None:
            found += group
        else:
            run.append((row, group))
    return [*found, *settled(run)]


def settled(run: Sequence[tuple[Line, Sequence[Line]]]) -> Iterator[Line]:
    """Yield rows as one line each where they are a table of which a cell is broken; else their lines as they were."""
    rows = [row for row, _ in run]
    is_broken = any(len(cell) > 1 for _, group in run for cell in cells_of(group))
    if len(run) > 1 and is_broken and is_table(rows):
        yield from rows
    else:
        yield from (line for _, group in run for line in group)


def groups_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines that may be one row: beside each other, or below the one before in the same cell."""
    group: list[Line] = []
    for line in lines:
        if group and not (len(group) < MOST_OF_ROW and (stands_beside(group, line) or goes_on(group, line))):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def stands_beside(group: Sequence[Line], line: Line) -> bool:
    """True for a line to the right at the same height, or which goes back up, as a cell beside a short one does."""
    low, high = min(one.top for one in group), max(one.bottom for one in group)
    common = min(high, line.bottom) - max(low, line.top)
    least = OVERLAP if line.top > group[-1].top else -HIGHER
    return common > least * line.size and line.left > group[-1].right


def goes_on(group: Sequence[Line], line: Line) -> bool:
    """True for a line right below the one before, where that is the row's first cell or not in the first column."""
    before = group[-1]
    is_close = -OVERLAP * line.size < line.top - before.bottom < TIGHT * line.size
    first_ends = min(part.right for one in group for part in parts_of(one))
    is_first = len(group) == 1 or before.left < first_ends
    return is_close and overlaps(before, line) and (not is_first or line.left > first_ends or len(cells_of(group)) == 1)


def overlaps(one: Line, two: Line) -> bool:
    return min(one.right, two.right) > max(one.left, two.left)


def parts_of(line: Line) -> list[Line]:
    """Return the parts of a line that are set apart."""
    parts = [line]
    for low, high in line.gaps:
        parts[-1:] = parts[-1].cut((low + high) / 2)
    return parts


def cells_of(group: Sequence[Line]) -> Cells:
    """Return the parts of a row's lines by cells: those above each other are of one."""
    cells: Cells = []
    for part in sorted((part for line in group for part in parts_of(line)), key=lambda part: part.left):
        if cells and part.left < max(one.right for one in cells[-1]):
            cells[-1].append(part)
        else:
            cells.append([part])
    return [sorted(cell, key=lambda part: part.top) for cell in cells]


def as_row(group: Sequence[Line]) -> Line | None:
    """Return a row as one line; None for what is none: one cell, long cells, several figures in one."""
    cells = cells_of(group)
    is_short = all(len(cell) <= MOST_LINES and words_in(cell) <= MOST_WORDS for cell in cells)
    one_figure = all(sum(FIGURE.fullmatch(part.text) is not None for part in cell) < 2 for cell in cells)
    if len(cells) < 2 or not is_short or not one_figure:
        return None
    words = tuple(word for cell in cells for part in cell for word in part.words)
    return replace(group[0], words=words, is_bold=all(line.is_bold for line in group))


def words_in(cell: Sequence[Line]) -> int:
    return sum(len(part.words) for part in cell)


def are_parted_alike(one: Line, two: Line) -> bool:
    return any(min(a[1], b[1]) > max(a[0], b[0]) for a in one.gaps for b in two.gaps)
