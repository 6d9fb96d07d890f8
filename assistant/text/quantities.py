"""Figures of a text as values with a unit and a bound, whether written in digits or in words.

"Over five million" and "more than 5,000,000" are the same; "five million" is another. Knows
numbers only, nothing of sources or answers.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from assistant.language.schema import Language, Numbers
from assistant.schema import Bound

Meaning = tuple[Fraction, bool, Bound]  # value, whether it is a percentage, bound

TEN = 10
LOOK_BACK = 30  # characters before a figure in which its bound stands, or what makes it a percentage


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


def is_numbering(text: str, start: int, end: int) -> bool:
    """True for a number in brackets that opens a text, as "(2)" a paragraph of a law: it is no figure of it."""
    return text[:start].strip() in ("(", "（") and text[end : end + 1] in (")", "）")


def read_figure(text: str, match: re.Match[str], told: Numbers) -> Figure:
    percent = told.percent.match(text, match.end())
    ahead = told.percent_ahead.search(text, max(0, match.start() - LOOK_BACK), match.start())
    start, end = ahead.start() if ahead else match.start(), percent.end() if percent else match.end()
    bound = read_bound(text, start, end, told)
    return Figure(read_value(match, told), bool(percent or ahead), bound, start, end)


def read_value(match: re.Match[str], told: Numbers) -> Fraction:
    if match["digits"]:
        return Fraction(match["digits"].replace(",", "")) * told.scales.get((match["scale"] or "").lower(), 1)
    words = told.word.findall(match["words"].lower())
    if len(words) > 1 and all(told.small.get(word, TEN) < TEN for word in words):  # 二〇二六: digit by digit
        return Fraction("".join(str(told.small[word]) for word in words))
    parts: list[int] = []  # "two hundred thousand five": 2, then 200, then 200,000, then 200,000 and 5
    for word in words:
        scale = told.scales.get(word)
        counted = 0
        while scale and parts and parts[-1] < scale:
            counted += parts.pop()
        parts.append((counted or 1) * scale if scale else told.small[word])
    return Fraction(sum(parts))


def read_bound(text: str, start: int, end: int, told: Numbers) -> Bound:
    before = text[max(0, start - LOOK_BACK) : start]
    found = (bound for bound, pattern in told.before if pattern.search(before))
    after = (bound for bound, pattern in told.after if pattern.match(text, end))
    return next(found, next(after, ""))
