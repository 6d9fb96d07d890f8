"""Hyphens at the ends of lines: those that break a word go, those that are written stay."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.documents.formats.pdf.lines import HYPHEN, Line

BROKEN = re.compile(rf"[^\W\d_][-{HYPHEN}]$")
WORD = re.compile(rf"[^\W\d_]+(?:[-{HYPHEN}][^\W\d_]+)*")
WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")  # set without blanks
SET_CLOSE = re.compile(rf"{WIDE.pattern}|[\d%]")  # Chinese text sets its figures without blanks too
LEAST_BROKEN = 0.1  # of the hyphens at the ends of lines: from here on a document breaks words


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a document writes its words, and whether it breaks any at the ends of lines."""

    words: frozenset[str]
    breaks_words: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Spelling":
        words = spellings(lines)
        ends = list(line_ends(lines))
        broken = sum(f"{one}{two}" in words for one, two in ends)
        return cls(words, broken > LEAST_BROKEN * len(ends))

    def at_line_end(self, word: str, after: str) -> tuple[str, bool]:
        """Return the last word of a line as it is to be written, and whether a blank follows it."""
        if not BROKEN.search(word) or not after[:1].isalpha():
            sides = word[-1], after[0]
            return plain(word), not (any(map(WIDE.match, sides)) and all(map(SET_CLOSE.match, sides)))
        first, second = WORD.findall(word), WORD.findall(after)
        if not first or not second:
            return plain(word), True
        keeps = self.keeps_hyphen(plain(first[-1]), plain(second[0]))
        return plain(word)[:-1] + ("-" if keeps else ""), False

    def keeps_hyphen(self, first: str, second: str) -> bool:
        """True where two parts are written with a hyphen elsewhere, or are words of their own."""
        one, two = first.lower(), second.lower()
        if not self.breaks_words or not second[0].islower():
            return True
        parts = {one.split("-")[-1], two.split("-")[0]}
        return f"{one}{two}" not in self.words and (f"{one}-{two}" in self.words or parts <= self.words)


def line_ends(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Yield the parts before and behind each hyphen at the end of a line."""
    for line, after in pairwise(lines):
        first, second = WORD.findall(line.words[-1].text), WORD.findall(after.words[0].text)
        if BROKEN.search(line.words[-1].text) and first and second and second[0][0].islower():
            yield plain(first[-1]).lower(), plain(second[0]).lower()


def spellings(lines: Sequence[Line]) -> frozenset[str]:
    """Return the words of a document, but for those that the end of a line may have broken."""
    ends = [bool(BROKEN.search(line.words[-1].text)) for line in lines]
    words = (
        word
        for line, before, own in zip(lines, [False, *ends], ends, strict=False)
        for word in line.words[int(before) : len(line.words) - own]
    )
    whole = {plain(match).lower() for word in words for match in WORD.findall(word.text)}
    return frozenset(whole | {part for word in whole for part in word.split("-")})


def plain(word: str) -> str:
    return word.replace(HYPHEN, "-")
