"""From when and until when what a text tells holds: "has cost £62 since August 2024", "was shut from 2019 to 2022".

Only of what is so all the time: how many houses were built from 2019 to 2022 tells of no year how many. Times are
months, counted from the year 0. Knows no question.
"""

import re
from dataclasses import dataclass

from assistant.language.schema import Language
from assistant.text.inventory import clause_cuts
from assistant.text.values import number_of
from index.schema import Span

MONTHS = 12
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
EVER = (0, 9999 * MONTHS)
NOW = 9998 * MONTHS  # what has been so since a date; nobody says that it will be


@dataclass(frozen=True, slots=True)
class Period:
    """When the clause ``span`` of a text holds: the months ``first`` to ``last``."""

    first: int
    last: int
    span: Span

    def meets(self, asked: tuple[int, int], is_future: bool = False) -> bool:
        """True where it holds in some of the months that are asked for; what has been so is not said of the future."""
        if is_future and self.last == NOW:
            return False
        return self.first <= asked[1] and asked[0] <= self.last


def read_periods(text: str, language: Language) -> list[Period]:
    """Return when the clauses of a text hold, in order, of those that tell it and of what lasts."""
    found, last = [], EVER[0]
    matches = list(language.periods.told.finditer(text))
    inside = [match.span() for match in matches]
    cuts = [
        cut for cut in clause_cuts(text, language) if not any(low < cut[1] and cut[0] < high for low, high in inside)
    ]
    for match in matches:
        start = max((end for _, end in cuts if end <= match.start()), default=0)
        end = min((begin for begin, _ in cuts if begin >= match.end()), default=len(text))
        first, until = bounds(match, last, language)
        last = until + 1 if until < NOW else first
        said = text[0 if match.groupdict().get("then") else start : end]  # "… and is £450 now" leaves out of what
        if (first, until) != (EVER[0], NOW) and language.periods.lasting.search(said):
            found.append(Period(first, until, (start, end)))
    return found


def bounds(match: re.Match[str], before: int, language: Language) -> tuple[int, int]:
    """Return the first and the last month that a match tells; ``before`` is the month that was told before it."""
    first, last = EVER
    for name, date in match.groupdict().items():
        if date and name.startswith("first"):
            first, last = months_of(date, language)[0], NOW if name == "first" else last
        elif date and name.startswith("last"):
            last = months_of(date, language)[1]
        elif date:
            first, last = before, NOW
    return first, last


def asked_months(text: str, language: Language) -> tuple[int, int] | None:
    """Return the months that a question asks for; None where it names no year, or several."""
    matches = list(language.periods.asked.finditer(text))
    if len(matches) != 1:
        return None
    name, date = next((name, date) for name, date in matches[0].groupdict().items() if date)
    first, last = months_of(date, language)
    begin, end = EVER
    times = {"before": (begin, first - 1), "after": (last + 1, end), "first": (first, end), "last": (begin, last)}
    return times.get(name, (first, last))


def months_of(date: str, language: Language) -> tuple[int, int]:
    """Return the first and the last month of a date: those of its year where it has no month."""
    for pattern in language.numbers.dates:
        match = pattern.search(date)
        if match and (year := match["year"]) and (month := number_of(match["month"], language.numbers)):
            only = int(year) * MONTHS + month - 1
            return only, only
    year = YEAR.search(date)
    first = int(year.group()) * MONTHS if year else EVER[0]
    return first, first + MONTHS - 1
