"""A text with its figures and dates written by value, so that two ways of writing one are the same text.

"280,000", "280000" and "28万" are all ⟦280000⟧, "68 percent" is ⟦68%⟧, "15 February 2026" is
⟦2026-02-15⟧. Bounds ("over") stay the words that they are. Knows nothing of sources or answers.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.language.schema import Language, Numbers
from assistant.text.languages import Languages
from assistant.text.quantities import read_figures, read_value

VALUE = re.compile("⟦[^⟧]*⟧")
PIECES, AROUND = re.compile(f"({VALUE.pattern})"), re.compile(f" ?({VALUE.pattern}) ?")
BRACKETS = str.maketrans("⟦⟧", "[]")  # of the text's own
KEPT = 4096  # texts read last: the same passages are held against every question
DIGITS = re.compile(r"\d+")


def values(text: str) -> frozenset[str]:
    """Return the figures and dates of a text by value, each as ``by_value`` writes it."""
    return frozenset(VALUE.findall(by_value(text)))


def missing_values(wanted: Iterable[str], text: str) -> list[str]:
    """Return those of ``wanted``, as ``values`` gives them, that the text does not have."""
    there = by_value(text)
    return [value for value in wanted if not re.search(value_forms(value), there)]


def value_forms(value: str) -> str:
    """Return the pattern of what has a value: a year is in all its days, a month too, a day in the day of any year."""
    inner = value[1:-1]
    if inner.startswith("-"):
        return rf"⟦(?:\d{{4}}|-){re.escape(inner[1:])}⟧"
    within = r"(?:-\d\d)?" if "-" in inner else "" if inner.endswith("%") else r"(?:-\d\d(?:-\d\d)?)?"
    return f"⟦{re.escape(inner)}{within}⟧"


@lru_cache(KEPT)
def by_value(text: str) -> str:
    """Return the text with each figure and date by its value, no space around it; every line in its own language."""
    return "\n".join(line_by_value(" ".join(line.split())) for line in text.translate(BRACKETS).splitlines())


def line_by_value(line: str) -> str:
    languages = Languages.load()
    language = languages.of(line) or languages.first
    for pattern in language.numbers.dates:
        line = pattern.sub(lambda match: date_by_value(match, language.numbers), line)
    pieces = (piece if VALUE.match(piece) else figures_by_value(piece, language) for piece in PIECES.split(line))
    return AROUND.sub(r"\1", "".join(pieces))


def figures_by_value(text: str, language: Language) -> str:
    parts, done = [], 0
    for figure in read_figures(text, language):
        parts += [text[done : figure.start], f"⟦{figure.value}{'%' * figure.is_share}⟧"]
        done = figure.end
    return "".join([*parts, text[done:]])


def date_by_value(match: re.Match[str], told: Numbers) -> str:
    """Return ⟦2026-02-15⟧, ⟦2026-02⟧ or, without a year, ⟦--02-15⟧, as ISO 8601 has them; the text where it is none."""
    found = {name: number_of(part, told) for name, part in match.groupdict().items() if part}
    year, month, day = (found.get(name) for name in ("year", "month", "day"))
    if not month or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return match.group()
    return f"⟦{year or '-'}-{month:02}{f'-{day:02}' if day else ''}⟧"


def number_of(written: str, told: Numbers) -> int | None:
    """Return a part of a date as a number: digits, the name of a month, or numerals ("二〇二六", "十五")."""
    if DIGITS.fullmatch(written):
        return int(written)
    if written in told.months:
        return told.months[written]
    match = told.figure.fullmatch(written)
    return int(read_value(match, told)) if match else None
