"""Lists and tables: rows with their heads, items with what introduces them, answers with their questions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from index.documents.sentences import NUMERAL, SIGNS, split_sentences
from index.documents.shape.blocks import Block, Unit, read_as
from index.documents.shape.tables import CAPTION, aligned_rows, bar_rows, is_barred
from index.han import is_han
from index.schema import Span

QUESTION = re.compile(r"(?:Q(?:uestion)?(?: ?\d{1,3})?[.:)]|问(?:题)?[:：]).{1,300}[?？]", re.DOTALL)
LONGEST_CAPTION = 120
NUMBER = re.compile(rf"\d+|[a-z]+|{NUMERAL}")
SHORTEST_LEAD = 12  # characters of a lead-in ("Including:") below which the sentence before is read with it
SHORTEST_HAN = 6  # of a Chinese one ("其中：")
STOPS = tuple(".!?;。！？；")
FULL_STOPS = tuple(".!?。！？")
CLOSING = "”’\"')）"
ROMAN = re.compile(r"[ivx]{1,5}")
MARK = re.compile(rf"\s*(?:[{SIGNS}–]\s|\((?:[a-z]{{1,4}}|\d{{1,3}})\)\s|[a-z]\)\s)")  # of a part of a sentence
BULLET = re.compile(
    rf"[^\S\n]*(?:(?P<sign>[{SIGNS}–])\s+|(?:\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,4}})[.)])\s+|[（(](?:\d{{1,2}}|{NUMERAL})[）)]\s*"
    r"|[①-⑳]\s*|\d{1,2}[、．]\s*|\d{1,2}\.(?=[\u4e00-\u9fff]))"
)


def introduces(words: str) -> bool:
    return words.endswith((":", "："))


def is_short(lead: str) -> bool:
    """True for a lead-in that says nothing without the sentence before it."""
    return len(lead) < (SHORTEST_HAN if is_han(lead[:1]) else SHORTEST_LEAD)


def is_caption(words: str) -> bool:
    return len(words) <= LONGEST_CAPTION and CAPTION.fullmatch(words) is not None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: how far it is set in, the kind of its mark, what that counts, the unit, what it is below."""

    inset: int
    sign: str
    count: str
    unit: Unit
    above: Unit | None


@dataclass(frozen=True, slots=True)
class Lead:
    """What introduces the items or the table that follow; the items are all of the ``order`` of the first."""

    unit: Unit | None = None
    order: str = ""  # empty before the first item
    is_heading: bool = False  # which only parts that are no sentences are read with

    @classmethod
    def by_heading(cls, text: str, start: int, end: int, words: str) -> "Lead":
        """Return a heading, which introduces a list or table right below it; a long one says too much for that."""
        return cls(read_as(text, start, end, words), is_heading=True) if len(words) <= LONGEST_CAPTION else cls()

    def over(self, text: str, start: int, end: int) -> "Lead":
        """Return what introduces a paragraph: none where it is an item of another order than the first one.

        An item of the lead-in's own order is not below it: "（一）…其中：" and "（二）…".
        """
        order = order_of(text[start:end])
        if not order:
            return Lead() if self.order else self
        is_own = self.unit is not None and order_of(text[self.unit.start : self.unit.end]) == order
        return Lead() if is_own or order != (self.order or order) else replace(self, order=order)

    def of(self, words: str) -> Unit | None:
        """Return what an item with these words is read with."""
        return None if self.is_heading and words.endswith(STOPS) else self.unit

    @property
    def caption(self) -> Unit | None:
        return None if self.is_heading else self.unit


def leading(text: str, block: Block, before: Lead, after: Block | None = None) -> Lead:
    """Return what introduces the items or the table below: a line that ends with a colon, a caption, or what goes on
    in the items of the block ``after``.

    It holds as long as items follow.
    """
    words = text[block.start : block.end]
    opens = after is not None and not BULLET.match(words) and goes_on(text, words, (after.start, after.end))
    if not opens and not introduces(words) and not is_caption(words):
        return before if BULLET.match(words) else Lead()
    spans = split_sentences(words)
    start, end = spans[-1]
    if is_short(words[start:end]) and len(spans) > 1:
        start = spans[-2][0]
    return Lead(Unit(block.start + start, block.start + end))


def order_of(words: str) -> str:
    """Return the mark that opens an item, its number left off; empty where none does."""
    match = BULLET.match(words)
    return NUMBER.sub("1", match.group().strip()) if match else ""


def units_of(text: str, block: Block, lead: Lead, outer: list[Item]) -> tuple[Unit, ...]:
    """Return the rows of a table or the items of a list; none for prose, whose sentences need no other words.

    ``outer`` are the items of the blocks above that those of this one may be below, and become those around its end.
    """
    if not MARK.match(text, block.start, block.end):
        outer.clear()
    if is_barred(text[block.start : block.end]):
        return bar_rows(text, block.start, block.end, lead.unit, str, lead.is_heading)
    if rows := aligned_rows(text, block.start, block.end, lead.caption):
        return rows
    spans = [(block.start + a, block.start + b) for a, b in split_sentences(text[block.start : block.end])]
    units = list(items(text, spans, lead, outer))
    return tuple(units) if any(unit.reading for unit in units) else ()


def items(text: str, spans: Sequence[Span], lead: Lead, outer: list[Item]) -> Iterator[Unit]:
    """Yield the sentences, those of a list's items with what introduces them: what goes on in them, an outer item."""
    asked: Unit | None = None  # the question that is answered
    for (start, end), after in zip_longest(spans, spans[1:]):
        words = text[start:end]
        match = BULLET.match(text, start, end)
        if QUESTION.fullmatch(words):
            asked, lead = Unit(start, end), Lead()
            outer.clear()
            yield asked
            continue
        if not match or match.end() == end:
            unit = read_as(text, start, end, words, asked) if asked else Unit(start, end)
            opens = introduces(words) or (after is not None and goes_on(text, words, after))
            lead = Lead(unit) if opens else (lead if outer else Lead(asked))
            if opens:
                outer.clear()
            yield unit
            continue
        yield read_item(text, start, end, match, lead, outer)


def read_item(text: str, start: int, end: int, match: re.Match[str], lead: Lead, outer: list[Item]) -> Unit:
    """Return an item behind its mark, the ``match``, with what introduces it; it becomes the innermost of ``outer``."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    inset, sign = start - text.rfind("\n", 0, start), sign_of(match.group().strip(), outer)
    beside = next((item for item in reversed(outer) if (item.inset, item.sign) == (inset, sign)), None)
    outer[:] = around(outer, inset, sign)
    is_below = bool(outer) and (outer[-1].inset < inset or not outer[-1].unit.words(text).endswith(FULL_STOPS))
    above = outer[-1].unit if is_below else lead.of(words)
    if not is_below and not lead.unit and beside:
        above = beside.above
    unit = read_as(text, start, end, text[match.end() : end], above) if above else Unit(start, end)
    outer.append(Item(inset, sign, match.group().strip("( .)\n\t"), unit, above))
    return unit


def goes_on(text: str, words: str, after: Span) -> bool:
    """True for a part of a sentence that goes on in the items of the list below: "It applies to⏎(a) …"."""
    match = MARK.match(text, *after)
    return match is not None and not words.rstrip(CLOSING).endswith(STOPS)


def sign_of(mark: str, outer: Sequence[Item]) -> str:
    """Return the kind of an item's mark: itself, or with 1, a or i for what it counts; (i) behind (h) is a letter."""
    count = mark.strip("(.)")
    if not count.isascii() or not count.isalnum():
        return mark
    is_next = any(len(item.count) == len(count) == 1 and ord(item.count) + 1 == ord(count) for item in outer)
    kind = "1" if count.isdigit() else "i" if ROMAN.fullmatch(count) and not is_next else "a"
    return mark.replace(count, kind)


def around(outer: Sequence[Item], inset: int, sign: str) -> list[Item]:
    """Return the items around one: those less set in, or of other signs as deep, before which its sign does not stand.

    A PDF's lines are not set in: there only the signs tell.
    """
    kept = list(outer)
    while kept and (kept[-1].inset > inset or (kept[-1].inset == inset and sign in {item.sign for item in kept})):
        kept.pop()
    return kept
