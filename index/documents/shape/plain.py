"""Plain text, by the conventions of official papers: a head, numbered headings of one line, run-in headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index.documents import chinese
from index.documents.sentences import MARKER
from index.documents.shape.alone import Alone, is_question
from index.documents.shape.blocks import Block, Outline, Unit, has_words, title_from_name, trim
from index.documents.shape.furniture import without_furniture
from index.documents.shape.header import read_header
from index.documents.shape.headings import (
    CLOSING,
    FIELD,
    LEAST_WIDTH,
    article,
    headings_above,
    is_address,
    is_unnumbered_heading,
    opens_list,
    placed_under,
    read_heading,
    run_in_heading,
)
from index.documents.shape.items import BULLET, QUESTION, Item, Lead, leading, units_of
from index.documents.shape.notes import with_callers
from index.documents.shape.speakers import speakers_of, who_speaks
from index.documents.shape.tables import GAP
from index.schema import Section, Span

LONGEST_WRAPPED_LINE = 200
FULL = 0.75  # of the longest line: one that is shorter and ends in a stop ends a paragraph
CLAUSE = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})+)\.?\s+\S")
STOPS = tuple('.!?。！？"”)')


def read_plain(text: str, name: str, called: str | None = None) -> Outline:
    """Return the outline of plain text; the title is its own, else what the file is ``called``, else its ``name``."""
    kept = without_furniture(text)
    blocks = [Block("paragraph", start, end) for start, end in paragraphs(kept)]
    title, publisher, date, header = read_header(text, blocks)
    body = [block for block in blocks if block.start >= header.end] if header else blocks
    alone = Alone.of(text, body)
    speakers = speakers_of([text[block.start : block.end] for block in alone.blocks])
    placed = with_callers(text, list(Placing(text, speakers).blocks(alone)), str)
    breaks = tuple(match.start() for match in re.finditer("\f", text.rstrip()))
    blocks = [header, *placed] if header else list(placed)
    return Outline(title or called or title_from_name(name), publisher, date, tuple(blocks), breaks)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between blank lines, outer white space left off, headings right above text as their own.

    Where a run of lines holds one too long to be hard-wrapped, each line is a paragraph.
    What has neither letter nor digit (a rule, a form feed) is left out.
    """
    speakers = speakers_of(text.split("\n"))
    cuts = [(match.start(), match.end()) for match in re.finditer(r"\n(?:[^\S\n]*\n)+", text)]
    runs = []
    for start, end in zip([0, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), len(text)], strict=True):
        breaks = [start + match.end() for match in re.finditer("\n", text[start:end])]
        runs.append(list(zip([start, *breaks], [*breaks, end], strict=True)))
    counts = headings_above([[text[low:high].strip() for low, high in spans] for spans in runs])
    for spans, count in zip(runs, counts, strict=True):
        parts = [*spans[:count], *parts_of(text, spans[count:], speakers)]
        yield from (trim(text, low, high) for low, high in parts if has_words(text[low:high]))


def parts_of(text: str, spans: Sequence[Span], speakers: frozenset[str]) -> Iterator[Span]:
    """Yield the paragraphs of a run of lines: each line, or what numbers that run on ("7.1", "7.2") or a width part."""
    wrapped = all(high - low <= LONGEST_WRAPPED_LINE for low, high in spans)
    if not wrapped or chinese.stand_alone([text[low:high] for low, high in spans]):
        yield from spans
        return
    starts = [0, *clauses([text[low:high] for low, high in spans]), len(spans)]
    for first, last in pairwise(starts):
        if first < last:
            yield from parted(text, spans[first:last], speakers)


def clauses(lines: Sequence[str]) -> Iterator[int]:
    """Yield which lines behind the first begin a numbered part: its number runs on from the one before."""
    last: list[int] = []
    for number, line in enumerate(lines):
        match = CLAUSE.match(line)
        own = [int(one) for one in match[1].split(".")] if match else []
        if own and (follows(last, own) if last else number == 0 or own[-1] == 1):
            last = own
            if number:
                yield number


def follows(last: Sequence[int], own: Sequence[int]) -> bool:
    """True for the number behind one, or behind one that it is in, or that of its first part: 7.2, 7.1.1 and 8.1."""
    depth = min(len(last), len(own))
    if len(own) > len(last):
        return [*last, 1] == list(own)
    return list(own[: depth - 1]) == list(last[: depth - 1]) and own[-1] == last[depth - 1] + 1


def parted(text: str, spans: Sequence[Span], speakers: frozenset[str]) -> list[Span]:
    """Return lines that were broken to a width by their paragraphs, where no blank line parts them.

    A paragraph begins where somebody speaks, at a label among others, and below a line with a stop that is not full.
    """
    lines = [text[low:high].strip() for low, high in spans]
    longest = max(map(len, lines))
    labels = [FIELD.match(line) is not None for line in lines]
    is_list = any(BULLET.match(line) or QUESTION.match(line) or GAP.search(line) or "|" in line for line in lines)
    if is_list or len(lines) < 2:
        return [(spans[0][0], spans[-1][1])]

    def begins(number: int) -> bool:
        before, line = lines[number - 1], lines[number]
        is_end = longest >= LEAST_WIDTH and len(before) < FULL * longest and before.endswith(STOPS)
        is_new = is_end and "\f" not in text and not line[:1].islower()
        return bool(who_speaks(line, speakers)) or (labels[number] and sum(labels) > 1) or is_new

    starts = [0, *(number for number in range(1, len(lines)) if begins(number)), len(lines)]
    return [(spans[a][0], spans[b - 1][1]) for a, b in pairwise(starts)]


@dataclass(slots=True)
class Placing:
    """What stands above a block, while the blocks are read in order."""

    text: str
    speakers: frozenset[str]
    section: Section | None = None
    chapter: Section | None = None
    topic: str | None = None
    paragraph: int = 0
    lead: Lead = field(default_factory=Lead)
    items: list[Item] = field(default_factory=list)  # that those of the next block may be below

    def blocks(self, alone: Alone) -> Iterator[Block]:
        """Yield the blocks with kind, section, topic, paragraph number and units filled in."""
        for number, block in enumerate(alone.blocks):
            following = alone.blocks[number + 1] if number + 1 < len(alone.blocks) else None
            after = self.words(following) if following else None
            lead = self.lead.over(self.text, block.start, block.end)
            heading = None if block.start in alone.names else self.heading_of(block, after)
            units = alone.units.get(block.start) or (() if heading else units_of(self.text, block, lead, self.items))
            placed = self.place(block, units, after, block.start in alone.names, heading)
            if heading:
                self.items.clear()
            self.lead = leading(self.text, block, lead, following)
            if placed and placed.kind == "heading" and placed.section:
                self.lead = Lead.by_heading(self.text, block.start, block.end, placed.section.title)
            if placed:
                yield placed

    def words(self, block: Block) -> str:
        return self.text[block.start : block.end]

    def heading_of(self, block: Block, after: str | None) -> Section | None:
        heading = read_heading(self.words(block))
        return None if heading and after and opens_list(heading, after) else heading

    def place(
        self, block: Block, units: tuple[Unit, ...], after: str | None, is_name: bool, heading: Section | None
    ) -> Block | None:
        """Return a block as what it is; None for a topic, which stands above others, and for a stray line."""
        words = self.words(block)
        if not units and heading:
            section = placed_under(self.chapter, heading)
            self.chapter = section if heading.title else self.chapter
            return self.heading(block, section)
        if self.section and (topic := chinese.topic_of(words, self.topic, after)):
            self.topic = topic
            return None
        if not units and is_address(words):
            return self.address(block)
        if not units and after and is_question(words, after):
            self.topic = words
            return None
        if not units and not is_name and is_unnumbered_heading(words):
            if after is not None:
                return self.heading(block, Section(None, words))
            return replace(block, paragraph=1) if self.paragraph == 0 and self.section is None else None
        return self.prose(block, units)

    def heading(self, block: Block, section: Section) -> Block:
        self.section, self.topic, self.paragraph = section, None, 0
        return replace(block, kind="heading", section=section)

    def address(self, block: Block) -> Block:
        if self.section and self.section.number:
            self.section, self.paragraph = Section(None, CLOSING), 0
        self.topic, self.paragraph = None, self.paragraph + 1
        return replace(block, kind="address", section=self.section, paragraph=self.paragraph)

    def prose(self, block: Block, units: tuple[Unit, ...]) -> Block:
        words = self.words(block)
        self.paragraph += 1
        opened = article(words) or (run_in_heading(words) if self.section or MARKER.match(words) else None)
        self.topic = opened or chinese.still(self.topic, words)
        topic = who_speaks(words, self.speakers) or self.topic
        return replace(block, section=self.section, topic=topic, paragraph=self.paragraph, units=units)
