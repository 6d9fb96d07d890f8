"""Lines into paragraphs: by gaps, size and weight of type, indents, and last lines that are not full.

A paragraph goes on in the next column or on the next page where its last line is full and ends in no stop.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.documents.formats.pdf.lines import Line
from index.documents.formats.pdf.tables import rows_of
from index.documents.sentences import ITEM, SIGNS
from index.han import is_han

LARGER = 1.12  # times a size from which type is another
GAP = 0.4  # of a line's height: how much wider than usual the gap between paragraphs is
INDENT = 0.8  # of a line's height
FULL = 0.9  # share of the column's width from which a line is full
AROUND = 8  # lines by which the width of a column is told
STOPS = tuple(".!?:;。！？：；")
CLOSING = "\"'”’)]）】»"
MARK = re.compile(rf"(?:[{SIGNS}–]|\(?\d{{1,3}}[.)]|\([a-z]{{1,4}}\)|{ITEM})(?:\s|$)|{ITEM}")


@dataclass(frozen=True, slots=True)
class Placed:
    """A line on its page, counted from 1."""

    line: Line
    page: int


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; the rows of a table where it is one."""

    items: list[Placed]
    is_table: bool = False


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """Return the paragraphs of the pages, whose lines are in the order in which they are read."""
    placed = [Placed(line, number) for number, lines in enumerate(pages, 1) for line in lines]
    gaps = usual_gaps(placed)
    paragraphs: list[Paragraph] = []
    for region in regions_of(placed):
        parts = list(parts_of(region, gaps))
        if paragraphs and goes_on(paragraphs[-1], parts[0], edges_of(paragraphs)):
            paragraphs[-1].items += parts.pop(0).items
        paragraphs += parts
    return paragraphs


def parts_of(region: Sequence[Placed], gaps: Mapping[int, float]) -> Iterator[Paragraph]:
    """Yield the tables and paragraphs of a region."""
    lines = [item.line for item in region]
    tables = rows_of(lines)
    table_of = {number: table for table in tables for number in table}
    part: list[Placed] = []
    for number, item in enumerate(region):
        table, before = table_of.get(number), table_of.get(number - 1)
        is_new = table is not before or (
            table is None and number > 0 and ends(lines[number - 1 : number + 2], edges(region, number - 1), gaps)
        )
        if part and is_new:
            yield Paragraph(part, before is not None)
            part = []
        part.append(item)
    yield Paragraph(part, len(region) - 1 in table_of)


def regions_of(placed: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Yield the runs of lines below each other: columns, and what stands above or below them."""
    run: list[Placed] = []
    for item in placed:
        if run and not is_below(run[-1], item):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def is_below(before: Placed, after: Placed) -> bool:
    one, two = before.line, after.line
    overlap = min(one.right, two.right) - max(one.left, two.left)
    return before.page == after.page and two.top > one.top - 0.3 * one.size and overlap > 0


def usual_gaps(placed: Sequence[Placed]) -> Mapping[int, float]:
    """Return the gap between lines of one paragraph by the size of their type: a small one of all of about that size.

    Chinese lines with figures among them seem larger than those without.
    """
    found: dict[int, list[float]] = defaultdict(list)
    for before, after in pairwise(placed):
        gap = after.line.top - before.line.bottom
        if before.page == after.page and same_type(before.line, after.line) and gap < 2 * before.line.size:
            found[round(before.line.size)].append(gap)
    alike = {size: sorted(gap for other in found if is_alike(size, other) for gap in found[other]) for size in found}
    return {size: gaps[len(gaps) // 4] for size, gaps in alike.items()}


def same_type(one: Line, two: Line) -> bool:
    return is_alike(one.size, two.size)


def is_alike(one: float, two: float) -> bool:
    return max(one, two) <= LARGER * min(one, two) + 0.5


def edges(region: Sequence[Placed], number: int) -> tuple[float, float]:
    """Return how far to the left and right the lines around one of the same type go."""
    own = region[number].line
    near = region[max(0, number - AROUND) : number + AROUND + 1]
    lines = [item.line for item in near if same_type(item.line, own)]
    return min(line.left for line in lines), max(line.right for line in lines)


def edges_of(paragraphs: Sequence[Paragraph]) -> tuple[float, float]:
    """Return the edges of the column that the last paragraph ends."""
    last = paragraphs[-1].items[-1]
    near = [item for one in paragraphs[-AROUND:] for item in one.items if item.page == last.page]
    near = [item for item in near if overlaps(item.line, last.line)]
    return edges(near, near.index(last))


def overlaps(one: Line, two: Line) -> bool:
    return min(one.right, two.right) > max(one.left, two.left)


def ends(lines: Sequence[Line], width: tuple[float, float], gaps: Mapping[int, float]) -> bool:
    """True where a paragraph ends behind the first of two or three lines of a region."""
    before, after = lines[:2]
    gap = after.top - before.bottom
    if gap > gaps.get(round(before.size), 0.0) + GAP * before.size:
        return True
    if not same_type(before, after) or before.is_bold != after.is_bold:
        return True
    if not is_full(before, width) and (stops(before) or is_short_han(before, width)):
        return True
    if stops(before) and MARK.match(after.text):
        return True
    inset = INDENT * after.size
    is_indented = after.left > width[0] + inset and before.left < after.left - inset
    comes_back = len(lines) > 2 and lines[2].left < after.left - inset
    return is_indented and comes_back and stops(before)


def stops(line: Line) -> bool:
    return line.text.rstrip(CLOSING).endswith(STOPS)


def is_short_han(line: Line, width: tuple[float, float]) -> bool:
    """True for a Chinese line that ends early, as only the last of a paragraph does; not for one that is centred."""
    left, right = line.left - width[0], width[1] - line.right
    return is_han(line.text.rstrip(CLOSING)[-1:]) and abs(left - right) > line.size


def is_full(line: Line, width: tuple[float, float]) -> bool:
    return line.right - width[0] >= FULL * (width[1] - width[0])


def goes_on(paragraph: Paragraph, after: Paragraph, width: tuple[float, float]) -> bool:
    """True where a paragraph goes on in the next column or on the next page."""
    last, first = paragraph.items[-1].line, after.items[0].line
    if paragraph.is_table or after.is_table or stops(last):
        return False
    if not same_type(last, first) or last.is_bold != first.is_bold or (last.gaps and first.gaps):
        return False
    if first.text[0].islower():
        return True
    return is_full(last, width) and not MARK.match(first.text) and len(paragraph.items) > 1
