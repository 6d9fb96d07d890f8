"""Figures of a text as values with a unit and a bound, whether written in digits or in words.

"Over five million" and "more than 5,000,000" are the same; "five million" is another. Knows
English numbers only, nothing of sources or answers.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Bound = Literal["", "least", "most", "about"]
Meaning = tuple[Fraction, bool, Bound]  # value, whether it is a percentage, bound

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: value for value, word in enumerate(ONES.split())}
SMALL |= {word: 10 * value for value, word in enumerate(TENS.split(), 2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
WORDS = "|".join(sorted([*SMALL, *SCALES], key=len, reverse=True))
FIGURE = re.compile(
    rf"(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)(?:[\s-]+(?P<scale>{'|'.join(SCALES)})\b)?"
    rf"|\b(?P<words>(?:{WORDS})(?:(?:[\s-]+(?:and\s+)?)(?:{WORDS}))*)\b",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\s*(?:%|percent\b|per\s+cent\b)", re.IGNORECASE)
BOUNDS: tuple[tuple[Bound, str], ...] = (
    (
        "least",
        r"(?:no|not) (?:less|fewer|lower) than|at least|(?<!no )(?<!not )more than|over|above|a minimum of"
        r"|exceed(?:s|ing|ed)?",
    ),
    ("most", r"(?:no|not) (?:more|greater|higher) than|at most|up to|less than|fewer than|under|below|a maximum of"),
    ("about", r"about|around|nearly|almost|approximately|roughly|some|(?:on|in) the order of|close to"),
)
BEFORE = tuple((bound, re.compile(rf"\b(?:{words})\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)) for bound, words in BOUNDS)
AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("least", re.compile(r"\s+or (?:more|above|over)\b", re.IGNORECASE)),
    ("most", re.compile(r"\s+or (?:less|fewer|below|under)\b", re.IGNORECASE)),
)
LOOK_BACK = 30  # characters before a figure in which its bound stands


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text; ``start:end`` spans it with its scale and percent sign, without its bound."""

    value: Fraction
    is_share: bool
    bound: Bound
    start: int
    end: int

    @property
    def meaning(self) -> Meaning:
        return self.value, self.is_share, self.bound


def read_figures(text: str) -> list[Figure]:
    """Return the figures of ``text`` in order."""
    return [read_figure(text, match) for match in FIGURE.finditer(text)]


def read_figure(text: str, match: re.Match[str]) -> Figure:
    percent = PERCENT.match(text, match.end())
    end = percent.end() if percent else match.end()
    return Figure(read_value(match), percent is not None, read_bound(text, match.start(), end), match.start(), end)


def read_value(match: re.Match[str]) -> Fraction:
    if match["digits"]:
        return Fraction(match["digits"].replace(",", "")) * SCALES.get((match["scale"] or "").lower(), 1)
    total, current = 0, 0
    for word in re.findall(WORDS, match["words"].lower()):
        if word in SMALL:
            current += SMALL[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        else:
            total, current = total + max(current, 1) * SCALES[word], 0
    return Fraction(total + current)


def read_bound(text: str, start: int, end: int) -> Bound:
    before = text[max(0, start - LOOK_BACK) : start]
    found = (bound for bound, pattern in BEFORE if pattern.search(before))
    after = (bound for bound, pattern in AFTER if pattern.match(text, end))
    return next(found, next(after, ""))
