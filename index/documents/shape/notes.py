"""Footnotes: each is read with the sentence that calls it, and cited on its own."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from index.documents.sentences import split_sentences
from index.documents.shape.blocks import Block, Unit, read_as

RAISED = "¹²³⁰⁴-⁹"
NOTE = re.compile(rf"\s*(?:(\[\^[^\]\s]{{1,40}}\]):|(\[\d{{1,3}}\])|([{RAISED}]{{1,3}}))\s*(?=\S)")
MARK = re.compile(rf"(?<=\S)(?:\[\^[^\]\s]{{1,40}}\](?!:)|\[\d{{1,3}}\]|[{RAISED}]{{1,3}})")

Read = Callable[[str], str]  # takes the marks of a format out of a part's words


def with_callers(text: str, blocks: Sequence[Block], read: Read) -> tuple[Block, ...]:
    """Return the blocks, those of notes read with the sentences that call them; ``read`` takes marks out of words."""
    marks: dict[str, int] = {}
    for match in MARK.finditer(text):
        marks.setdefault(match.group(), match.start())
    starts = [block.start for block in blocks]

    def caller(at: int) -> tuple[Block, Unit] | None:
        number = bisect_right(starts, at) - 1
        block = blocks[number] if number >= 0 else None
        units = units_of(text, block, read) if block and block.kind == "paragraph" and at < block.end else ()
        # a mark behind a stop may have fallen to the sentence after
        return next(((block, unit) for unit in reversed(units) if block and unit.start < at), None)

    return tuple(with_caller(text, block, marks, caller, read) for block in blocks)


def with_caller(
    text: str,
    block: Block,
    marks: dict[str, int],
    caller: Callable[[int], tuple[Block, Unit] | None],
    read: Read,
) -> Block:
    """Return a block; one that is a note read with the sentence that calls it, in that one's section and topic.

    ``marks`` tells where each note's mark first stands, ``caller`` the sentence before an offset.
    """
    match = NOTE.match(text, block.start, block.end) if block.kind == "paragraph" else None
    at = marks.get(next(filter(None, match.groups()))) if match else None
    found = caller(at) if at is not None else None
    if not match or not found or found[0] is block:
        return block
    home, lead = found
    units = [
        read_as(text, start, end, read(text[max(start, match.end()) : end]), lead)
        for start, end in spans_of(text, block)
    ]
    return replace(block, section=home.section, topic=home.topic, units=tuple(units))


def units_of(text: str, block: Block, read: Read) -> Sequence[Unit]:
    return block.units or [read_as(text, start, end, read(text[start:end])) for start, end in spans_of(text, block)]


def spans_of(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a note or of what calls it."""
    yield from ((block.start + a, block.start + b) for a, b in split_sentences(text[block.start : block.end]))
