"""The time that a question asks for against what a text tells holds: since when, until when, before a change.

Compares by words and dates alone; of which sentence, and what follows from it, is not its business.
"""

from typing import Literal

from assistant.language.schema import Language
from assistant.question.periods import MONTHS, Period, asked_months, read_periods
from assistant.question.reading import Question
from index.schema import Span


def holding(question: Question, text: str) -> list[Span]:
    """Return the clauses that hold at the time which is asked for, by what they tell of it: "since August 2024".

    Of a year before a change, "from £48 to £52 from April 2025", the figures that others come from.
    """
    asked, told = asked_and_told(question, text)
    is_future = question.language.mismatch.future.search(question.text) is not None
    held = [one.span for one in told if asked and one.meets(asked, is_future)]
    return held or (changed_spans(text, "old", question.texts) if precedes(question, text) else [])


def precedes(question: Question, text: str) -> bool:
    """True where it is asked for a time less than a year before what a sentence tells holds."""
    asked, told = asked_and_told(question, text)
    return any(asked and 0 < one.first - asked[1] <= MONTHS for one in told)


def is_of_other_period(question: Question, text: str) -> bool:
    """True where a sentence tells of the year that is asked for only what holds before or after that time."""
    _, told = asked_and_told(question, text)
    rest = question.texts.periods.told.sub("", text)
    return bool(told) and not holding(question, text) and not any(year in rest for year in question.years)


def asked_and_told(question: Question, text: str) -> tuple[tuple[int, int] | None, list[Period]]:
    """Return the months that a question asks for, and the periods that a text tells; none where it names no year."""
    asked = asked_months(question.text, question.language) if question.years else None
    return asked, read_periods(text, question.texts) if asked else []


def changed_spans(text: str, side: Literal["old", "new"], language: Language) -> list[Span]:
    """Return the figures from which others come, or that others become: "raised from 3 to 4", "4 instead of 3"."""
    found = language.mismatch.change.finditer(text)
    return [one.span(name) for one in found for name in one.groupdict() if name.startswith(side) and one[name]]
