"""The lines of pages in the order in which they are read: without running heads, columns after each other."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.documents.formats.pdf.lines import Line, Page
from index.documents.formats.pdf.tables import FIGURE
from index.documents.formats.pdf.wrapped import rows_whole

EDGE = 0.12  # of a page's height, at its head and foot
REPEATS = 3  # pages with the same line at their edge
DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
GUTTER_LINES = 6  # that a gap runs through before it parts columns
CELL_WORDS = 2.5  # words to a line below which a column is one of a table
LEDGER = 0.3  # of a page's lines: with so many that are a figure beside words it is an account
COLUMN_WORDS = 3.5  # words to a column's line on average; the cells of a table have fewer


def without_running_lines(pages: Sequence[Page]) -> list[Page]:
    """Leave out what stands at the edge of page after page, but for its digits."""
    counts = Counter(key for page in pages for key in {key_of(line) for line in page.lines if at_edge(page, line)})
    least = min(REPEATS, max(2, len(pages)))
    running = {key for key, count in counts.items() if count >= least}
    return [replace(page, lines=tuple(kept(page, running))) for page in pages]


def kept(page: Page, running: set[tuple[str, int]]) -> Iterator[Line]:
    return (line for line in page.lines if not (at_edge(page, line) and key_of(line) in running))


def key_of(line: Line) -> tuple[str, int]:
    """Return what is the same on every page: the words without numbers, and how high they stand in half ems."""
    return DIGITS.sub("#", line.text), round(line.top / 6)


def at_edge(page: Page, line: Line) -> bool:
    return line.bottom < EDGE * page.height or line.top > (1 - EDGE) * page.height


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page: what is one row joined, those that run through two columns cut."""
    return list(columns_apart(rows_joined(gathered(rows_whole(lines)))))


def gathered(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, those of columns beside each other that are no prose by rows: so tables may be written."""
    if is_ledger(lines):
        return by_rows(lines)
    runs: list[list[Line]] = []
    for line in lines:
        if runs and line.top > runs[-1][-1].top - 0.3 * line.size and not is_beside(runs[-1][-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    found: list[list[Line]] = []
    for run in runs:
        home = next((one for one in found if are_columns(one, run)), None)
        if home is None:
            found.append(list(run))
        else:
            home += run
    return [line for one in found for line in by_rows(one)]


def is_ledger(lines: Sequence[Line]) -> bool:
    """True for a page of names and figures, each drawn by itself, in whatever order."""
    figures = [line for line in lines if FIGURE.fullmatch(line.text)]
    if len(figures) < LEDGER * len(lines):
        return False
    names = [line for line in lines if any(map(str.isalpha, line.text))]
    beside = sum(any(is_level(one, name) and name.left < one.left for name in names) for one in figures)
    return beside >= LEDGER * len(lines)


def are_columns(one: Sequence[Line], other: Sequence[Line]) -> bool:
    """True for runs of lines beside each other of which one has a few words a line."""
    low, high = max(one[0].top, other[0].top), min(max(x.bottom for x in one), max(x.bottom for x in other))
    shorter = min(max(x.bottom for x in run) - run[0].top for run in (one, other))
    is_short = any(sum(len(line.words) for line in run) < CELL_WORDS * len(run) for run in (one, other))
    return is_short and high - low > 0.5 * shorter and any(is_level(a, b) for a in one for b in other)


def by_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines from above, those on one base line from the left, where they are not in that order."""
    if all(two.top > one.top - 0.3 * one.size for one, two in pairwise(lines)):
        return list(lines)
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.bottom):
        if rows and is_level(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def is_beside(one: Line, other: Line) -> bool:
    return is_level(one, other) and other.left < one.left


def rows_joined(lines: Sequence[Line]) -> list[Line]:
    """Join neighbours that stand beside each other, as the cells of a row do."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before and line.left > before.right and is_level(before, line):
            joined[-1] = replace(before, words=(*before.words, *line.words), is_bold=before.is_bold and line.is_bold)
        else:
            joined.append(line)
    return joined


def is_level(one: Line, other: Line) -> bool:
    """True for lines with one base line."""
    return abs(one.bottom - other.bottom) < 0.3 * min(one.size, other.size)


def columns_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, what stands left of a gutter before what stands right of it."""
    at = gutter(lines)
    if at is None:
        yield from lines
        return
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if line.left < at < line.right and not any(low < at < high for low, high in line.gaps):
            yield from (*left, *right, line)  # a line across both columns
            left, right = [], []
            continue
        for part in line.cut(at):
            (left if part.left < at else right).append(part)
    yield from (*left, *right)


def gutter(lines: Sequence[Line]) -> float | None:
    """Return where a gap runs through many lines of prose; None where none does."""
    gaps = [(low, high) for line in lines for low, high in line.gaps]
    middles = sorted({round((low + high) / 2) for low, high in gaps})
    through = {at: [line for line in lines if any(low < at < high for low, high in line.gaps)] for at in middles}
    best = max(through, key=lambda at: len(through[at]), default=None)
    if best is None or len(through[best]) < GUTTER_LINES:
        return None
    sides = [[part for line in through[best] for part in line.cut(best)[side : side + 1]] for side in (0, 1)]
    is_prose = all(sum(len(part.words) for part in side) >= COLUMN_WORDS * len(side) for side in sides)
    alone = [line for line in through[best] if len(line.gaps) == 1]
    return best if is_prose and len(alone) * 2 > len(through[best]) else None
