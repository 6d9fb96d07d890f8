"""Tables in text: each row is read with the heads of its columns, and behind the table's caption.

A Markdown table has bars between its cells; in plain text columns stand two blanks or a tab apart.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from index.documents.shape.blocks import LEADS, Unit, has_words, line_spans, read_as, tidy, trim
from index.schema import Cell, Reading, Span

BAR = re.compile(r"(?<!\\)\|")
GAP = re.compile(r"\t+|[ \u3000\xa0]{2,}")
CAPTION = re.compile(
    r"(?:(?:table|tab\.|annex)\s*[\dIVXA-Z][\w.-]{0,8}|附?表\s*[\d一二三四五六七八九十])(?:\W.*)?", re.IGNORECASE
)
FIGURE = re.compile(r"[-+–]?[$€£¥]?\s?\d[\d,. ]*\s?%?")
DIGIT = re.compile(r"\d")
YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-/–]\s*\d{2,4})?")
BETWEEN = " · "
BETWEEN_HEADS = ", "
MOST_HEADS = 3  # rows below the first that may be heads too
LONGEST_CELL = 80  # characters; in plain text: longer ones are prose with a wide gap
Row = list[Span]  # the cells of a line


def bar_rows(
    text: str, start: int, end: int, caption: Unit | None, read: Callable[[str], str], is_heading: bool = False
) -> tuple[Unit, ...]:
    """Return the rows of a Markdown table, whose first line holds the heads unless it has figures as those below have.

    ``read`` takes marks out of a cell. A caption that ``is_heading`` stands for missing heads only.
    """
    rows = [cells_of(text, line, BAR) for line in line_spans(text, start, end) if has_words(text[slice(*line)])]
    rows = [drop_outer(text, row) for row in rows]
    heads = 0 if len(rows) > 1 and is_body(text, rows[0]) else 1
    return tuple(row_units(text, rows[:heads], rows[heads:], None if heads and is_heading else caption, read))


def is_barred(words: str) -> bool:
    """True for lines that all stand between bars, two or more of them."""
    lines = words.split("\n")
    return len(lines) > 1 and all(len(line) > 2 and line.strip()[:1] == line.strip()[-1:] == "|" for line in lines)


def drop_outer(text: str, row: Row) -> Row:
    """Leave out what stands before the first bar and behind the last."""
    first = 1 if row and row[0][0] == row[0][1] else 0
    last = len(row) - 1 if len(row) > 1 and row[-1][0] == row[-1][1] else len(row)
    return row[first:last]


def cells_of(text: str, line: Span, between: re.Pattern[str]) -> Row:
    start, end = line
    cuts = [match.span() for match in between.finditer(text, start, end)]
    edges = zip([start, *(high for _, high in cuts)], [*(low for low, _ in cuts), end], strict=True)
    return [trim(text, low, high) for low, high in edges]


def aligned_rows(text: str, start: int, end: int, caption: Unit | None) -> tuple[Unit, ...]:
    """Return the rows of a table whose columns are set apart by blanks; none where the lines are not one.

    A caption may stand in the first line, or be the ``caption`` above.
    """
    lines = [trim(text, *line) for line in line_spans(text, start, end) if has_words(text[slice(*line)])]
    rows = [cells_of(text, line, GAP) for line in lines]
    while rows and len(rows[0]) == 1 and len(rows) > 2:
        caption = Unit(*lines[0])
        rows, lines = rows[1:], lines[1:]
    columns = max(map(len, rows), default=0)
    head, body = ([], rows) if rows and (is_body(text, rows[0]) or is_pair(text, rows[0])) else (rows[:1], rows[1:])
    fits = columns > 1 and len(body) > 1 and all(len(row) == columns for row in body)
    if not fits or any(high - low > LONGEST_CELL for row in rows for low, high in row):
        return ()
    if not any(is_value(text[slice(*cell)]) for row in body for cell in row[1:]):
        return ()
    if head and len(head[0]) == columns - 1:  # no head stands above the names of the rows
        head = [[(head[0][0][0], head[0][0][0]), *head[0]]]
    return tuple(row_units(text, head, body, caption, tidy)) if not head or len(head[0]) == columns else ()


def is_value(words: str) -> bool:
    return any(character.isdigit() for character in words) or len(words) <= 30


def is_body(text: str, row: Row) -> bool:
    """True for a row with a figure that is no year, which no row of heads has."""
    words = [text[slice(*cell)] for cell in row[1:]]
    return any(FIGURE.fullmatch(one) and not YEAR.fullmatch(one) for one in words)


def is_pair(text: str, row: Row) -> bool:
    """True for a name with what holds for it, which is in lower case: "Change, up to a day before    free"."""
    words = [text[slice(*cell)] for cell in row]
    return len(words) == 2 and words[0][:1].isupper() and words[1][:1].islower()


def row_units(
    text: str, head: Sequence[Row], rows: Sequence[Row], caption: Unit | None, read: Callable[[str], str]
) -> list[Unit]:
    """Return a unit a row; where there is no row below the head, the head alone.

    Rows below the first that are heads too, under one that spans columns, are read with it.
    """
    if not rows:
        return [Unit(row[0][0], row[-1][1]) for row in head if row]
    more = further_heads(text, head, rows)
    head, rows = [*head, *rows[:more]], rows[more:]
    heads = heads_of([[tidy(read(text[slice(*cell)])) for cell in row] for row in head])
    spans = [(row[0][0], row[-1][1]) for row in head if row]
    units, group = [], caption
    for row in rows:
        if row and row[-1][1] > row[0][0]:
            is_group = names_group(text, row) and row is not rows[-1]
            units.append(row_unit(text, heads, spans, row, caption if is_group else group, read))
            name = tidy(read(text[slice(*row[0])]))
            group = read_as(text, units[-1].start, units[-1].end, name, caption) if is_group else group
    return units


def names_group(text: str, row: Row) -> bool:
    """True for a row with a name alone, without a figure: it says what the rows below are of."""
    words = [text[slice(*cell)].strip() for cell in row]
    is_name = has_words(words[0]) and not DIGIT.search(words[0]) and not words[0][0].islower()
    return len(row) > 1 and is_name and not any(words[1:])


def further_heads(text: str, head: Sequence[Row], rows: Sequence[Row]) -> int:
    """Return how many rows below the head are heads too: without a figure, above rows that have some."""
    if not head or not spans_columns([text[slice(*cell)].strip() for cell in head[0]]):
        return 0
    first = next((number for number, row in enumerate(rows[: MOST_HEADS + 1]) if is_body(text, row)), 0)
    return first if first <= MOST_HEADS and all(len(row) == len(head[0]) for row in rows[:first]) else 0


def spans_columns(words: Sequence[str]) -> bool:
    """True for a head of which a cell stands for several columns: it is empty or repeated to the right."""
    return len(words) > 2 and any(not own or own == before for before, own in pairwise(words[1:]))


def heads_of(head: Sequence[Sequence[str]]) -> list[str]:
    """Return the head of each column, from above; a cell that spans columns is in the head of each."""
    columns: list[list[str]] = [[] for _ in (head[0] if head else ())]
    for number, row in enumerate(head):
        spanning = ""
        for column, words in zip(columns, row, strict=False):
            is_last = number + 1 == len(head)
            spanning = words or ("" if is_last or column is columns[0] else spanning)
            if spanning and spanning not in column:
                column.append(spanning)
    return [BETWEEN_HEADS.join(column) for column in columns]


def row_unit(
    text: str, heads: Sequence[str], above: Sequence[Span], row: Row, caption: Unit | None, read: Callable[[str], str]
) -> Unit:
    """Return a row, each cell read behind its column's head, all behind the caption; ``above`` are the heads' spans."""
    opening = f"{tidy(caption.words(text)).rstrip('.:：')}{LEADS}" if caption else ""
    words, cells = opening, []
    for number, cell in enumerate(row):
        value, head = tidy(read(text[slice(*cell)])), heads[number] if number < len(heads) else ""
        if value:
            words += BETWEEN if len(words) > len(opening) else ""
            start = len(words)
            words += f"{head}: {value}" if head else value
            cells.append(Cell((start, start + len(head)), (len(words) - len(value), len(words))))
    spans = (*above, *(spans_of(caption) if caption else ()))
    low, high = line_of(text, row)
    return Unit(low, high, Reading(words, spans, len(opening), tuple(cells)))


def spans_of(unit: Unit) -> tuple[Span, ...]:
    return ((unit.start, unit.end), *(unit.reading.above if unit.reading else ()))


def line_of(text: str, row: Row) -> Span:
    """Return the span of a row with the bars around it."""
    low, high = row[0][0], row[-1][1]
    before = text.rfind("\n", 0, low) + 1
    bar = text.find("|", before, low)
    after = text.find("\n", high)
    closing = text.rfind("|", high, after if after >= 0 else len(text))
    return (bar if bar >= 0 else low), (closing + 1 if closing >= 0 else high)
