"""The shape of a document: title, sections, topics, paragraphs, each with its offsets.

Reads the structure that the format gives: Markdown by its syntax, plain text by the
conventions of official reports (a title block, numbered one-line headings, paragraphs
that open with a short imperative sentence as a run-in heading). Knows no document by heart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile, zip_longest
from typing import Literal

from markdown_it import MarkdownIt

from index.documents import chinese
from index.documents.sentences import split_sentences
from index.schema import Section

BLANK = " \t\r\n\v\f\x85\xa0\u2028\u2029\u3000\u200b\ufeff"  # white space, the zero-width kinds too
BlockKind = Literal["header", "heading", "paragraph", "address"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or paragraph of the text, ``text[start:end]``."""

    kind: BlockKind
    start: int
    end: int
    section: Section | None = None
    topic: str | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    title: str
    publisher: str | None
    date: str | None
    blocks: tuple[Block, ...]


def read_outline(text: str, name: str) -> Outline:
    """Return the outline of a document; ``name`` (the file's name) tells the format."""
    if name.lower().endswith(".md"):
        return read_markdown(text, name)
    return read_plain(text, name)


# --- plain text -------------------------------------------------------------------------

HEADING = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?P<title>\S.*)")
DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4}|[A-Z][a-z]{2,8}\s+\d{1,2},\s+\d{4}|\d{4}年\d{1,2}月\d{1,2}日"
)
LONGEST_HEADING = 220  # characters; the report's longest is 180
LONGEST_HEADER_LINE = 160
LONGEST_WRAPPED_LINE = 200
LONGEST_RUN_IN = 14  # words; "Further advance reform to ensure swift responses to public complaints." has 10
CLOSING = "Closing"

# A run-in heading is a command without a subject: a clause with one of these is a statement,
# as in "Modern service industries will be boosted."
STATEMENT = re.compile(r"\b(?:will|would|must|should|shall|can|could|may|might|is|are|was|were|has|have|had|be|been)\b")
NOT_A_VERB = frozenset(
    "we our the a an this that these those it its they their there he she his her i you your"
    " in on at by for from with to of as if when while after before since all some many more most no".split()
)


def read_plain(text: str, name: str) -> Outline:
    blocks = [Block("paragraph", start, end) for start, end in paragraphs(text)]
    title, publisher, date, header = read_header(text, blocks)
    body = [block for block in blocks if block.start >= header.end] if header else blocks
    placed = list(place_blocks(text, body))
    return Outline(title or title_from_name(name), publisher, date, tuple([header, *placed] if header else placed))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between blank lines, outer white space left off.

    Where a run of lines holds one too long to be hard-wrapped, each line is a paragraph.
    What has neither letter nor digit (a rule, a form feed) is left out.
    """
    cuts = [(match.start(), match.end()) for match in re.finditer(r"\n(?:[^\S\n]*\n)+", text)]
    for start, end in zip([0, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), len(text)], strict=True):
        breaks = [start + match.end() for match in re.finditer("\n", text[start:end])]
        spans = list(zip([start, *breaks], [*breaks, end], strict=True))
        wrapped = all(high - low <= LONGEST_WRAPPED_LINE for low, high in spans)
        if wrapped and not chinese.stand_alone([text[low:high] for low, high in spans]):
            spans = [(start, end)]
        yield from (trim(text, low, high) for low, high in spans if has_words(text[low:high]))


def read_header(text: str, blocks: list[Block]) -> tuple[str | None, str | None, str | None, Block | None]:
    """Return title, publisher, date and the header block: a short first line, then lines up to a date."""
    lines: list[str] = []
    for block in blocks[:4]:
        lines += [line.strip() for line in text[block.start : block.end].splitlines()]
        if len(lines) > 6 or any(len(line) > LONGEST_HEADER_LINE for line in lines):
            break
        if DATE.fullmatch(lines[-1]) and len(lines) > 1:
            publisher = ", ".join(lines[1:-1]) or None
            return lines[0], publisher, chinese.header_value(lines[-1]), Block("header", blocks[0].start, block.end)
    if len(blocks) > 1 and (labelled := labelled_header(text, blocks)):
        return labelled
    if len(blocks) > 1 and is_unnumbered_heading(first := text[blocks[0].start : blocks[0].end]):
        return first, None, None, replace(blocks[0], kind="header")
    return None, None, None, None


Header = tuple[str | None, str | None, str | None, Block | None]


def labelled_header(text: str, blocks: list[Block]) -> Header | None:
    """Return the header of a title and the labelled lines behind it ("发布单位：…"); None where there is none."""
    title, *rest = [line.strip() for line in text[blocks[0].start : blocks[0].end].splitlines()]
    last = blocks[0]
    for block in blocks[1:]:
        lines = text[block.start : block.end].splitlines()
        if not all(map(chinese.label_of, lines)):
            break
        rest, last = [*rest, *lines], block
    if not rest or len(title) > LONGEST_HEADER_LINE or not all(map(chinese.label_of, rest)):
        return None
    return title, labelled(rest, "publisher"), labelled(rest, "date"), Block("header", blocks[0].start, last.end)


def labelled(lines: list[str], name: str) -> str | None:
    return next((chinese.header_value(line) for line in lines if chinese.label_of(line) == name), None)


def place_blocks(text: str, blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks with kind, section, topic and paragraph number filled in."""
    section, topic, paragraph = None, None, 0
    for number, block in enumerate(blocks):
        words = text[block.start : block.end]
        heading = read_heading(words)
        if heading:
            section, topic, paragraph = heading, None, 0
            yield replace(block, kind="heading", section=section)
        elif section and chinese.is_topic(words):
            topic = tidy(words)
        elif is_unnumbered_heading(words):
            if number + 1 < len(blocks):
                section, topic, paragraph = Section(None, words), None, 0
                yield replace(block, kind="heading", section=section)
            elif number == 0:  # all there is; else a heading with nothing under it is a stray line
                yield replace(block, paragraph=1)
        elif is_address(words):
            if section and section.number:
                section, topic, paragraph = Section(None, CLOSING), None, 0
            topic, paragraph = None, paragraph + 1
            yield replace(block, kind="address", section=section, paragraph=paragraph)
        else:
            paragraph += 1
            topic = (run_in_heading(words) if section else None) or topic
            yield replace(block, section=section, topic=topic, paragraph=paragraph)


def read_heading(words: str) -> Section | None:
    if numbered := chinese.section_of(words):
        return Section(numbered[0], tidy(numbered[1]))
    match = HEADING.fullmatch(words)
    if not match or len(words) > LONGEST_HEADING or words[-1] in ".!?:;,。！？；：，":
        return None
    return Section(match["number"], tidy(match["title"]))


def is_unnumbered_heading(words: str) -> bool:
    if chinese.is_title(words):
        return True
    ends_open = words[-1].isalnum() or words[-1] in ')”"'
    return len(words) <= 100 and "\n" not in words and ends_open and words[0].isupper()


def is_address(words: str) -> bool:
    """True for a salutation such as "Fellow deputies,"."""
    if chinese.SALUTATION.fullmatch(words):
        return True
    return words.endswith((",", "，")) and "\n" not in words and len(words.split()) <= 5


def run_in_heading(paragraph: str) -> str | None:
    """Return the short command that opens a paragraph, without its full stop; None where there is none."""
    spans = split_sentences(paragraph)
    if len(spans) < 2:
        return None
    first = tidy(paragraph[slice(*spans[0])])
    if topic := chinese.run_in(first):
        return topic
    words = first.split()
    is_command = words[0].lower() not in NOT_A_VERB and not STATEMENT.search(first)
    if len(words) <= LONGEST_RUN_IN and first.endswith(".") and is_command and words[0].isalpha():
        return first.rstrip(".")
    return None


def tidy(words: str) -> str:
    """Return the words with every run of white space as one space, for matching and display."""
    return " ".join(words.split())


def title_from_name(name: str) -> str:
    return name.rsplit(".", 1)[0].replace("_", " ").replace("-", " ").strip()


# --- Markdown ---------------------------------------------------------------------------

LEAVES = {"paragraph_open", "fence", "code_block", "table_open", "html_block"}


def read_markdown(text: str, name: str) -> Outline:
    """First-level heading: title; second: section; deeper: topic. Text without a block is read as plain."""
    starts = line_starts(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(text.replace("\ufeff", " "))
    title, section, topic, paragraph = None, None, None, 0
    blocks: list[Block] = []
    last_line = 0
    for token, inline in zip_longest(tokens, tokens[1:]):
        if token.map is None or token.map[0] < last_line:
            continue
        start, end = trim(text, starts[token.map[0]], starts[token.map[1]])
        if token.type == "heading_open" and inline and inline.content.strip():
            words, level = tidy(inline.content), int(token.tag[1])
            if level == 1 and title is None:
                title = words
                blocks.append(Block("header", start, end))
            elif level <= 2:
                section, topic, paragraph = markdown_section(words), None, 0
                blocks.append(Block("heading", start, end, section))
            else:
                topic = words
            last_line = token.map[1]
        elif token.type in LEAVES and has_words(text[start:end]):
            paragraph += 1
            blocks.append(Block("paragraph", start, end, section, topic, paragraph))
            last_line = token.map[1]
    if not blocks:
        return read_plain(text, name)
    head = [text[block.start : block.end] for block in takewhile(lambda block: block.section is None, blocks)]
    found = (labelled(head, "publisher"), labelled(head, "date"))
    return Outline(title or title_from_name(name), *found, tuple(blocks))


def markdown_section(words: str) -> Section:
    return read_heading(words) or Section(None, words)


def line_starts(text: str) -> list[int]:
    """Return the offset of every line's first character, and the text's length last."""
    return [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text)), len(text)]


def has_words(text: str) -> bool:
    return re.search(r"[^\W_]", text) is not None


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without outer white space."""
    words = text[start:end].lstrip(BLANK)
    return end - len(words), end - len(words) + len(words.rstrip(BLANK))
