"""Thresholds: what a run must reach to be released."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.errors import EvaluationError
from assistant.evaluation.measures import MEASURES
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
        limits |= table.get("thresholds", {})
    for option in options:
        name, sign, value = option.partition("=")
        if not sign:
            raise EvaluationError(f"{option!r} is no threshold: write measure=value, such as right=0.85.")
        limits[name.strip()] = value
    checked = {name: limit(name, value) for name, value in limits.items()}
    return {"errors": 0.0, **checked} if checked else {}


def limit(name: str, value: object) -> float:
    measure = MEASURES.get(name)
    if measure is None or measure.higher_is_better is None:
        known = ", ".join(name for name, measure in MEASURES.items() if measure.higher_is_better is not None)
        raise EvaluationError(f"There is no measure {name!r} to set a threshold for: choose among {known}.")
    try:
        return float(str(value))
    except ValueError as error:
        raise EvaluationError(f"The threshold {name}={value} is no number.") from error


def judge_thresholds(limits: Mapping[str, float], measured: Mapping[str, Interval]) -> tuple[Verdict, ...]:
    """Hold each limit against its measure; what was not measured does not pass.

    A limit is the least value allowed where more is better, and the greatest where less is.
    """
    verdicts = []
    for name, value in limits.items():
        found = measured[name].value
        passed = found is not None and not (
            found < value - ROUNDING if MEASURES[name].higher_is_better else found > value + ROUNDING
        )
        verdicts.append(Verdict(name, value, found, passed))
    return tuple(verdicts)
