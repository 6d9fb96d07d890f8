"""The shape of a document: title, sections, topics, paragraphs, each with its offsets.

Reads the structure that the format gives: Markdown by its syntax, plain text by the
conventions of official papers. Knows no document by heart.
"""

from dataclasses import replace

from index.documents.sentences import split_sentences
from index.documents.shape.blocks import Block, Outline, Unit, line_spans, read_as, tidy
from index.documents.shape.inline import inline, unmarked
from index.documents.shape.markdown import read_markdown
from index.documents.shape.plain import read_plain

__all__ = ["Block", "Outline", "Unit", "read_outline", "tidy", "units_of"]

MARKDOWN = ".md"
LEAST_NUMBERED = 2  # headings that their numbers tell, in Markdown that marks none


def read_outline(text: str, name: str, form: str | None = None, title: str | None = None) -> Outline:
    """Return the outline of a document; ``form`` (a suffix, else that of ``name``, the file's) tells how it is written,
    ``title`` what it is called where its text does not tell.

    Markdown without a block, or that marks no heading where numbers tell some, is read as plain text.
    """
    is_markdown = form == MARKDOWN if form else name.lower().endswith(MARKDOWN)
    marked = read_markdown(text, name) if is_markdown else None
    if marked is None:
        return read_plain(text, name, title)
    has_headings = any(block.kind == "heading" for block in marked.blocks)
    return marked if has_headings else numbered(text, name) or marked


def numbered(text: str, name: str) -> Outline | None:
    """Return the outline of Markdown that numbers its headings and does not mark them; None for other."""
    plain = unmarked(text)
    outline = read_plain(plain, name)
    found = [block for block in outline.blocks if block.kind == "heading" and block.section and block.section.number]
    if len(found) < LEAST_NUMBERED:
        return None
    return replace(outline, blocks=tuple(replace(block, units=as_read(text, plain, block)) for block in outline.blocks))


def as_read(text: str, plain: str, block: Block) -> tuple[Unit, ...]:
    """Return what is cited of a block, each as it reads without marks."""
    units = units_of(plain, block)
    return tuple(
        unit if unit.reading else read_as(text, unit.start, unit.end, inline(text[unit.start : unit.end]))
        for unit in units
    )


def units_of(text: str, block: Block) -> list[Unit]:
    """Return the block's sentences, those that its format gives first; a heading or header line is never cut."""
    if block.units:
        return list(block.units)
    if block.kind == "heading":
        return [Unit(block.start, block.end)]
    if block.kind == "header":
        return [Unit(a, b) for a, b in line_spans(text, block.start, block.end) if text[a:b].strip()]
    return [Unit(block.start + a, block.start + b) for a, b in split_sentences(text[block.start : block.end])]
