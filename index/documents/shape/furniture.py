"""What printing adds to a text: tables of contents, running heads, page numbers. It is no part of what is said."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.schema import Span

LONGEST = 200  # characters of such a line
PAGE = re.compile(
    r"(?:[-–—]\s*)?(?:page|p\.|seite)\s*\d{1,4}(?:\s*(?:of|/|from)\s*\d{1,4})?(?:\s*[-–—])?"
    r"|[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}\s*(?:of|/)\s*\d{1,4}|第\s*\d{1,4}\s*页(?:[\s/，,]*共\s*\d{1,4}\s*页)?",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d{1,4}|[ivxlc]{1,7}")
LEADER = re.compile(r"\S.*?(?:(?:\s?[.·…]){3,}|…{1,})\s*(?:\d{1,4}|[ivxlc]{1,7})\s*$")
LISTED = re.compile(r"\S.*?(?:\t|\s{2,}|\s)\s*\d{1,4}\s*$")  # with a blank only: below a heading that says so
CONTENTS = re.compile(r"(?:table of )?contents(?: page)?|目\s*[录錄次]", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
REPEATS = 3  # times that a line stands at the edge of a page before it counts as a running head


def without_furniture(text: str) -> str:
    """Return the text with blanks in place of what printing added, at the same offsets."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    words = [text[slice(*line)].strip() for line in lines]
    out = sorted({*contents(words), *page_lines(text, lines, words)})
    if not out:
        return text
    pieces, position = [], 0
    for number in out:
        start, end = lines[number]
        pieces += [text[position:start], re.sub(r"[^\f]", " ", text[start:end])]
        position = end
    return "".join([*pieces, text[position:]])


def contents(words: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of the lines of a table of contents: two or more with leaders, or all below its heading."""
    leaders = [number for number, line in enumerate(words) if len(line) <= LONGEST and LEADER.fullmatch(line)]
    if len(leaders) > 1:
        yield from leaders
    heads = [number for number, line in enumerate(words) if len(line) <= LONGEST and CONTENTS.fullmatch(line)]
    for head in heads[:1]:
        rest = listed(words, head + 1)
        if rest:
            yield head
            yield from rest


def listed(words: Sequence[str], begin: int) -> list[int]:
    """Return the lines of a table of contents from ``begin`` on, which give pages or stand again as headings below."""
    later = Counter(words)
    found: list[int] = []
    for number in range(begin, len(words)):
        line = words[number]
        gives_page = len(line) <= LONGEST and (LISTED.fullmatch(line) or LEADER.fullmatch(line))
        if line and not gives_page and (later[line] < 2 or line in words[begin:number]):
            break
        found += [number] if line else []
    return found


def page_lines(text: str, lines: Sequence[Span], words: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of lines with a page's number, and of what stands again and again beside them."""
    short = [line if len(line) <= LONGEST else "" for line in words]
    numbered = {number for number, line in enumerate(short) if PAGE.fullmatch(line)}
    breaks = edges(text, lines, words)
    numbered |= {number for number in breaks if NUMBER.fullmatch(short[number])}
    beside = {number + step for number in numbered for step in (-1, 1)} | breaks
    near = [number for number in beside - numbered if 0 <= number < len(words) and is_label(short[number])]
    counts = Counter(DIGITS.sub("#", short[number]) for number in near)
    yield from numbered
    heads = {line for line, count in counts.items() if count >= REPEATS}
    yield from (number for number, line in enumerate(short) if heads and DIGITS.sub("#", line) in heads)


def is_label(line: str) -> bool:
    """True for a line with words that is no sentence's end."""
    return bool(line) and line[-1] not in ".!?;。！？；"


def edges(text: str, lines: Sequence[Span], words: Sequence[str]) -> set[int]:
    """Return the numbers of the first and last two lines with words of each page, where form feeds end pages."""
    if "\f" not in text:
        return set()
    found: set[int] = set()
    filled = [number for number, line in enumerate(words) if line]
    page_of: dict[int, list[int]] = {}
    page, position = 0, 0
    for number in filled:
        page += text.count("\f", position, lines[number][0] + 1)
        position = lines[number][0] + 1
        page_of.setdefault(page, []).append(number)
    for numbers in page_of.values():
        found |= {*numbers[:2], *numbers[-2:]}
    return found
