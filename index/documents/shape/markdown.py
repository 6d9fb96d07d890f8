"""Markdown, by its syntax: levels of headings, lists, tables, notes, front matter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.documents.chinese import UNDER
from index.documents.sentences import MARKER, split_sentences
from index.documents.shape.blocks import (
    Block,
    Outline,
    Unit,
    has_words,
    line_spans,
    read_as,
    tidy,
    title_from_name,
    trim,
)
from index.documents.shape.header import titled
from index.documents.shape.headings import (
    CLOSING,
    article,
    is_address,
    is_unnumbered_heading,
    read_heading,
    run_in_heading,
)
from index.documents.shape.inline import inline
from index.documents.shape.items import BULLET, Lead, introduces, is_caption, is_short
from index.documents.shape.labels import label_of, labelled
from index.documents.shape.notes import with_callers
from index.documents.shape.speakers import speakers_of, who_speaks
from index.documents.shape.tables import bar_rows
from index.han import is_han
from index.schema import Section, Span

LEAVES = {"paragraph_open", "fence", "code_block", "table_open", "html_block"}
CODE = {"fence", "code_block"}  # shown as it is
FRONT = re.compile(r"\s*---[ \t]*\r?\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
FIELD = re.compile(r"[A-Za-z][\w -]{0,40}:")


def read_markdown(text: str, name: str) -> Outline | None:
    """First-level heading: title; second: section; deeper: topic. None for text without a block."""
    front, begin = front_matter(text)
    fields = [text[unit.start : unit.end] for block in front for unit in block.units]
    blocks = list(Placing(text, labelled(fields, "title")).blocks(tokens_of(text, begin)))
    if not blocks:
        return None
    blocks, publisher, date = with_title_block(text, with_labels(text, with_title(text, without_stray(text, blocks))))
    heads = [block for block in [*front, *blocks] if block.kind == "header"]
    lines = [unit.words(text) for block in heads for unit in block.units]
    titles = (tidy(block.units[0].words(text)) for block in blocks if block.kind == "header")
    title = labelled(fields, "title") or next(titles, None) or first_heading(blocks) or title_from_name(name)
    found = (labelled(lines, "publisher") or publisher, labelled(lines, "date") or date)
    return Outline(title, *found, (*front, *with_callers(text, with_speakers(text, blocks), inline)))


def without_stray(text: str, blocks: list[Block]) -> list[Block]:
    """Leave out a last line like a heading's that nothing stands below, such as "Attachment"."""
    last = blocks[-1]
    words = tidy(inline(text[last.start : last.end])) if last.kind == "paragraph" and len(blocks) > 1 else ""
    is_plain = last.end - last.start == len(words)  # no item, no row
    return blocks[:-1] if words and is_plain and is_unnumbered_heading(words) else blocks


def with_labels(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks, those of labelled lines above the first section as header ("**Published by:** …")."""
    made: list[Block] = []
    for number, block in enumerate(blocks):
        is_above = block.section is None and not any(one.kind == "heading" for one in blocks[:number])
        lines = [trim(text, *line) for line in line_spans(text, block.start, block.end)] if is_above else []
        if block.kind == "paragraph" and lines and all(label_of(inline(text[a:b])) for a, b in lines if a < b):
            units = tuple(read_as(text, a, b, inline(text[a:b])) for a, b in lines if a < b)
            made.append(Block("header", block.start, block.end, units=units))
        else:
            made.append(block)
    return made


def with_title_block(text: str, blocks: list[Block]) -> tuple[list[Block], str | None, str | None]:
    """Return the blocks, the short lines between title and date as header, with publisher and date of those."""
    found = titled(text, blocks) if blocks[0].kind == "header" else None
    if not found or not found[3]:
        return blocks, None, None
    within = [replace(block, kind="header") if block.end <= found[3].end else block for block in blocks]
    return within, found[1], found[2]


def with_speakers(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks, those that open with who speaks under that name where no heading names a topic."""
    opened = [block.units[0].words(text) if block.units and block.kind == "paragraph" else "" for block in blocks]
    speakers = speakers_of([words for words in opened if words])
    return [
        replace(block, topic=block.topic or who_speaks(words, speakers)) if words else block
        for block, words in zip(blocks, opened, strict=True)
    ]


def front_matter(text: str) -> tuple[list[Block], int]:
    """Return the fields between two lines of dashes above a document, as its header, and where they end."""
    match = FRONT.match(text)
    bounds = pairwise(line_starts(text[: match.end()])) if match else ()
    lines = [trim(text, *line) for line in bounds if FIELD.match(text, *line)]
    if not match or not lines:
        return [], 0
    return [Block("header", lines[0][0], lines[-1][1], units=tuple(Unit(*line) for line in lines))], match.end()


def with_title(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks with a short first line as header, where no heading is the title."""
    first = blocks[0]
    words = tidy(inline(text[first.start : first.end]))
    is_title = first.kind == "paragraph" and len(blocks) > 1 and words and is_unnumbered_heading(words)
    if not is_title or text[first.start] in "|-*+`<>" or any(block.kind == "header" for block in blocks):
        return blocks
    units = (read_as(text, first.start, first.end, words),)
    return [Block("header", first.start, first.end, units=units), *blocks[1:]]


def first_heading(blocks: Sequence[Block]) -> str | None:
    return blocks[0].section.title if blocks[0].kind == "heading" and blocks[0].section else None


def tokens_of(text: str, begin: int) -> list[Token]:
    """Return the tokens of the text from ``begin`` on, their lines counted from its start."""
    plain = re.sub(r"[^\r\n]", " ", text[:begin]) + text[begin:]
    return MarkdownIt("commonmark").enable("table").parse(plain.replace("\ufeff", " "))


@dataclass(slots=True)
class Placing:
    """What stands above a block, while the blocks are read in order."""

    text: str
    title: str | None = None  # of the fields above the text
    section: Section | None = None
    topic: str | None = None  # by a heading
    article: str | None = None  # "第五条", that a paragraph opened with
    run_in: str | None = None  # by the short command that opened a paragraph
    paragraph: int = 0
    is_titled: bool = False
    items: list[Unit | None] = field(default_factory=list)  # of the lists around, from the outside in
    lead: Lead = field(default_factory=Lead)  # the words above that introduce a list or name a table

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """Yield the blocks with kind, section, topic and paragraph number filled in."""
        starts, read_to = line_starts(self.text), 0
        for token, inner in zip_longest(tokens, tokens[1:]):
            if token.type == "list_item_open":
                self.items.append(None)
            elif token.type == "list_item_close":
                self.items.pop()
            if token.map is None or token.map[0] < read_to:
                continue
            start, end = trim(self.text, starts[token.map[0]], starts[token.map[1]])
            if token.type == "heading_open" and inner and inner.content.strip():
                yield from self.heading(
                    start, end, int(token.tag[1]), tidy(inline(inner.content)) or tidy(inner.content)
                )
                read_to = token.map[1]
            elif token.type in LEAVES and has_words(self.text[start:end]):
                yield from self.leaf(start, end, token.type)
                read_to = token.map[1]

    def heading(self, start: int, end: int, level: int, words: str) -> Iterator[Block]:
        units = (read_as(self.text, start, end, words),)
        self.lead = Lead.by_heading(self.text, start, end, words)
        is_title = self.title is None or self.title.casefold() == words.casefold()
        if level == 1 and is_title and not self.is_titled:
            self.is_titled, self.lead = True, Lead()
            yield Block("header", start, end, units=units)
        elif level <= 2:
            self.section, self.topic, self.paragraph = read_heading(words) or Section(None, words), None, 0
            self.article = self.run_in = None
            yield Block("heading", start, end, self.section, units=units)
        else:
            self.topic, self.article, self.run_in = words, None, None

    def leaf(self, start: int, end: int, kind: str) -> Iterator[Block]:
        units = self.units(start, end, kind)
        if not any(has_words(unit.words(self.text)) for unit in units):
            return
        self.paragraph += 1
        words = tidy(units[0].words(self.text)) if len(units) == 1 else ""
        if words and not self.items and self.section and is_address(words):
            self.section = Section(None, CLOSING) if self.section.number else self.section
            self.run_in = None
            yield Block("address", start, end, self.section, None, self.paragraph)
            return
        if kind == "paragraph_open" and not self.items:
            self.open(" ".join(unit.words(self.text) for unit in units))
        above = [one for one in (self.topic, self.article) if one]
        yield Block("paragraph", start, end, self.section, UNDER.join(above) or self.run_in, self.paragraph, units)
        if self.items:
            self.items[-1] = self.items[-1] or units[0]
        elif BULLET.match(self.text, start):
            self.lead = self.lead.over(self.text, start, end)
        else:
            self.lead = Lead(leading(self.text, units))

    def open(self, words: str) -> None:
        """Keep the article or the short command that opens a paragraph; it stands above those that follow."""
        self.article = article(words) or self.article
        self.run_in = (run_in_heading(words) if self.section else None) or self.run_in

    def units(self, start: int, end: int, kind: str) -> tuple[Unit, ...]:
        if kind in CODE:
            return (Unit(start, end),)
        if kind == "table_open" and (
            rows := bar_rows(self.text, start, end, self.lead.unit, inline, self.lead.is_heading)
        ):
            return rows
        outer = next((item for item in reversed(self.items[:-1]) if item), None)
        is_item = BULLET.match(self.text, start)  # Chinese items are paragraphs to Markdown
        above = self.lead if self.items else self.lead.over(self.text, start, end) if is_item else Lead()
        parts = ((a, b, inline(self.text[a:b])) for a, b in self.sentences(start, end))
        return tuple(read_as(self.text, a, b, words, outer or above.of(words.rstrip())) for a, b, words in parts)

    def sentences(self, start: int, end: int) -> list[Span]:
        """Return the sentences; what has no words, such as the call of a note, joins the one before.

        The number of an item, which stands alone for its full stop, is no part of what is said.
        """
        spans: list[Span] = []
        for low, high in split_sentences(self.text[start:end]):
            if spans and not has_words(inline(self.text[start + low : start + high])):
                spans[-1] = (spans[-1][0], start + high)
            else:
                spans.append((start + low, start + high))
        opening = MARKER.match(self.text, *spans[0]) if self.items and spans else None
        if opening and opening.end() < spans[0][1] and not is_han(self.text[opening.end()]):
            spans[0] = (opening.end(), spans[0][1])
        return spans


def leading(text: str, units: Sequence[Unit]) -> Unit | None:
    """Return what introduces the list or table below, or is its caption; a short lead-in with the sentence before."""
    last = units[-1]
    words = tidy(last.words(text))
    if not introduces(words) and not is_caption(words):
        return None
    if is_short(words) and len(units) > 1:
        before = units[-2]
        return read_as(text, before.start, last.end, f"{before.words(text)} {words}")
    return last


def line_starts(text: str) -> list[int]:
    """Return the offset of every line's first character, and the text's length last."""
    return [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text)), len(text)]
