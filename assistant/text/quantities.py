"""Figures of a text as values with a unit and a bound, whether written in digits or in words.

"Over five million" and "more than 5,000,000" are the same; "five million" is another. Knows
numbers only, nothing of sources or answers.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from assistant.language.schema import Bound, Language, Numbers

Meaning = tuple[Fraction, bool, Bound]  # value, whether it is a percentage, bound

HUNDRED = 100  # multiplies what is being counted; larger scales end a group
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


def read_figures(text: str, language: Language) -> list[Figure]:
    """Return the figures of ``text`` in order."""
    told = language.numbers
    return [read_figure(text, match, told) for match in told.figure.finditer(text)]


def read_figure(text: str, match: re.Match[str], told: Numbers) -> Figure:
    percent = told.percent.match(text, match.end())
    end = percent.end() if percent else match.end()
    bound = read_bound(text, match.start(), end, told)
    return Figure(read_value(match, told), percent is not None, bound, match.start(), end)


def read_value(match: re.Match[str], told: Numbers) -> Fraction:
    if match["digits"]:
        return Fraction(match["digits"].replace(",", "")) * told.scales.get((match["scale"] or "").lower(), 1)
    total, current = 0, 0
    for word in told.word.findall(match["words"].lower()):
        if word in told.small:
            current += told.small[word]
        elif told.scales[word] == HUNDRED:
            current = max(current, 1) * HUNDRED
        else:
            total, current = total + max(current, 1) * told.scales[word], 0
    return Fraction(total + current)


def read_bound(text: str, start: int, end: int, told: Numbers) -> Bound:
    before = text[max(0, start - LOOK_BACK) : start]
    found = (bound for bound, pattern in told.before if pattern.search(before))
    after = (bound for bound, pattern in told.after if pattern.match(text, end))
    return next(found, next(after, ""))
