"""Lines of plain text that stand alone: broken sentences, numbers above headings, names below a label, motions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.documents.shape.blocks import Block, Unit, read_as, tidy
from index.documents.shape.headings import FIELD, is_unnumbered_heading
from index.schema import Reading

NUMBER = re.compile(r"(?:\d{1,3}|[A-Z]|[IVX]{1,5})[.)]")
ENDS = tuple(".!?:;,。！？：；，…")
LEAST = 30  # characters of a line that a sentence may be broken behind
NAMES = 4  # lines like titles below each other without a label: from here on a list of names, no headings
LABEL = 60  # characters of a label above names
ASKED = re.compile(r"Q(?:uestion)? ?\d{0,3}[.:)]\s*")  # before a question
MOTION = re.compile(r"(?:moved|proposed)(?: by)?\b(?!.*[.!?]$)", re.IGNORECASE)
OF_MOTION = re.compile(r"(?:(?:and )?seconded\b|carried\b|defeated\b|lost\b)|THAT\b|RESOLVED\b", re.IGNORECASE)
LONGEST_MOTION = 8  # lines
LONGEST = 120  # characters of a line of a motion, and of a question above its answer


@dataclass(frozen=True, slots=True)
class Alone:
    """The blocks of a text, broken ones whole, and by their starts what is told of some before they are placed."""

    blocks: tuple[Block, ...]
    units: Mapping[int, tuple[Unit, ...]]  # of motions, and of names below a label
    names: frozenset[int]  # that look like headings and are none

    @classmethod
    def of(cls, text: str, blocks: Sequence[Block]) -> "Alone":
        joined = list(with_motions(text, list(with_numbers(text, list(with_rest(text, blocks))))))
        units = {one.start: one.units for one in joined if one.units}
        names = set(fields(text, joined))
        for run, label in lists_of_names(text, joined):
            names |= {block.start for block in run}
            units |= {block.start: (named(text, block, label),) for block in run if label}
        return cls(tuple(Block(one.kind, one.start, one.end) for one in joined), units, frozenset(names))


def with_rest(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, a sentence that blank lines break as one: it ends in no mark and goes on in lower case."""
    held: Block | None = None
    for block in blocks:
        if held and goes_on(text[held.start : held.end], text[block.start : block.end]):
            held = Block(held.kind, held.start, block.end)
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def goes_on(words: str, after: str) -> bool:
    last = words.rsplit("\n", 1)[-1]
    return after[0].islower() and len(after.split(None, 1)[0]) > 1 and len(last) >= LEAST and not words.endswith(ENDS)


def with_numbers(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, a number that stands alone together with the line that it numbers."""
    number: Block | None = None
    for block in blocks:
        if number:
            block = Block(block.kind, number.start, block.end)
        number = block if NUMBER.fullmatch(text[block.start : block.end]) else None
        if not number:
            yield block
    if number:
        yield number


def with_motions(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, the lines of a motion as one: who moved and seconded it, what it says, what became of it."""
    position = 0
    while position < len(blocks):
        first, end = blocks[position], position + 1
        if is_line(text, first) and MOTION.match(text, first.start, first.end):
            while end < min(len(blocks), position + LONGEST_MOTION) and OF_MOTION.match(text, blocks[end].start):
                end += 1
        if end > position + 1:
            low, high = first.start, blocks[end - 1].end
            yield Block(first.kind, low, high, units=(Unit(low, high, Reading(tidy(text[low:high]))),))
        else:
            yield first
        position = end


def is_line(text: str, block: Block) -> bool:
    return block.end - block.start <= LONGEST and "\n" not in text[block.start : block.end]


def lists_of_names(text: str, blocks: Sequence[Block]) -> Iterator[tuple[Sequence[Block], Block | None]]:
    """Yield the runs of lines like titles that are no headings, each with the label above; the last of a run is a
    heading where text stands below it."""
    position = 0
    while position < len(blocks):
        end = position
        while end < len(blocks) and is_bare(text, blocks[end]):
            end += 1
        label = blocks[position - 1] if position and is_label(text, blocks[position - 1]) else None
        is_above_text = end < len(blocks) and not is_label(text, blocks[end]) and not blocks[end].units
        run = blocks[position:end] if label and not is_above_text else blocks[position : max(position, end - 1)]
        if run and (label or end - position >= NAMES):
            yield run, label
        position = max(end, position + 1)


def fields(text: str, blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the starts of lines below each other that open with a label each ("Signed: …"), which are no headings."""
    labelled = [FIELD.match(text, block.start, block.end) is not None for block in blocks]
    for block, own, before, after in zip(blocks, labelled, [False, *labelled], [*labelled[1:], False], strict=False):
        if own and (before or after):
            yield block.start


def is_bare(text: str, block: Block) -> bool:
    return not block.units and is_unnumbered_heading(text[block.start : block.end])


def is_label(text: str, block: Block) -> bool:
    words = text[block.start : block.end]
    return words.endswith((":", "：")) and len(words) <= LABEL and "\n" not in words


def named(text: str, block: Block, label: Block) -> Unit:
    """Return a name, read with the label above: "Staff — Mr. Lambert Chu, City Manager"."""
    return read_as(text, block.start, block.end, text[block.start : block.end], Unit(label.start, label.end))


def is_question(words: str, after: str) -> bool:
    """True for a question alone in its line above what answers it."""
    words = ASKED.sub("", words, count=1)
    is_asked = words.endswith(("?", "？")) and "\n" not in words and len(words) <= LONGEST
    return is_asked and not any(mark in words[:-1] for mark in ".!?。！？:：") and not after.endswith(("?", "？"))
