"""Thresholds: what a run must reach to be released.

``right`` is held against the value, ``right.low`` and ``wrong.high`` against the end of the interval that is the worse:
the least that is likely where more is better, the most where less is.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from assistant.errors import EvaluationError
from assistant.evaluation.measures import MEASURES, Measure
from assistant.evaluation.results import Interval, Verdict

ROUNDING = 1e-9


def read_thresholds(options: Sequence[str], project: Path) -> dict[str, float]:
    """Return limits by measure: those of ``[tool.assistant.thresholds]`` in ``project``, overridden by ``options``.

    Where there is any limit, errors are limited to none. Raises EvaluationError for what is
    no ``measure=value``, or no measure there is.
    """
    limits: dict[str, object] = {}
    if project.is_file():
        table = tomllib.loads(project.read_text("utf-8")).get("tool", {}).get("assistant", {})
        limits |= flat(table.get("thresholds", {}))
    for option in options:
        name, sign, value = option.partition("=")
        if not sign:
            raise EvaluationError(f"{option!r} is no threshold: write measure=value, such as right=0.85.")
        limits[name.strip()] = value
    checked = {name: limit(name, value) for name, value in limits.items()}
    return {"errors": 0.0, **checked} if checked else {}


def flat(table: Mapping[str, object]) -> dict[str, object]:
    """Return TOML's ``right.low = 0.8``, a table in a table, as ``{"right.low": 0.8}``."""
    found: dict[str, object] = {}
    for name, value in table.items():
        inner = value if isinstance(value, Mapping) else {"": value}
        found |= {f"{name}.{end}" if end else name: limit for end, limit in inner.items()}
    return found


def limit(name: str, value: object) -> float:
    named, _, end = name.partition(".")
    measure = MEASURES.get(named)
    if measure is None or measure.higher_is_better is None:
        known = ", ".join(name for name, measure in MEASURES.items() if measure.higher_is_better is not None)
        raise EvaluationError(f"There is no measure {named!r} to set a threshold for: choose among {known}.")
    if end and end != worse_end(measure):
        raise EvaluationError(
            f"The threshold {name} says nothing: write {named}.{worse_end(measure)}, or {named} alone."
        )
    try:
        return float(str(value))
    except ValueError as error:
        raise EvaluationError(f"The threshold {name}={value} is no number.") from error


def judge_thresholds(limits: Mapping[str, float], measured: Mapping[str, Interval]) -> tuple[Verdict, ...]:
    """Hold each limit against its measure; what was not measured does not pass.

    A limit is the least value allowed where more is better, and the greatest where less is.
    """
    return tuple(judge_threshold(name, value, measured) for name, value in limits.items())


def judge_threshold(name: str, limit: float, measured: Mapping[str, Interval]) -> Verdict:
    named, _, end = name.partition(".")
    measure, interval = MEASURES[named], measured[named]
    found = interval.value if not end else interval.low if end == "low" else interval.high
    missed = found is None or (found < limit - ROUNDING if measure.higher_is_better else found > limit + ROUNDING)
    return Verdict(named, limit, found, not missed, worse_end(measure) if end else "value")


def worse_end(measure: Measure) -> Literal["low", "high"]:
    """Return the end of a measure's interval that is the worse."""
    return "low" if measure.higher_is_better else "high"
