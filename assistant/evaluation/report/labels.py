"""How a run is put into words: outcomes, values, changes, limits and verdicts.

Knows neither HTML nor Markdown: every function returns plain text, not escaped.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.evaluation.measures import MEASURES, Measure
from assistant.evaluation.results import Change, Comparison, Interval, Verdict
from assistant.page.tables import counted

OUTCOMES = {
    "right": "right",
    "refused_rightly": "rightly refused",
    "partly_right": "partly right",
    "refused_wrongly": "wrongly refused",
    "wrong": "wrong",
    "error": "failed",
}
MISTAKES = ("error", "wrong", "partly_right", "refused_wrongly")  # gravest first
NOT_MEASURED = "not measured"
ENDS = {"value": "", "low": "lower end ", "high": "upper end "}  # of an interval, which a threshold is held against
CLIPPED = 100  # characters of a failure
CHANCE = 0.05  # from this p on a difference may be chance
ORDINALS = {1: "st", 2: "nd", 3: "rd"}


def what_happened(outcome: str, answerable: bool) -> str:
    """Return a mistake in words."""
    if outcome == "wrong":
        return "Answered from the wrong place" if answerable else "Answered, should be refused"
    return {"partly_right": "Only part of it", "refused_wrongly": "Refused, should be answered"}.get(outcome, "Failed")


def type_label(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def clipped(text: str, longest: int) -> str:
    """Return at most ``longest`` characters of a text, cut between words where it can be."""
    if len(text) <= longest:
        return text
    return text[: longest - 2].rsplit(" ", 1)[0] + " …"


def on_one_line(text: str, longest: int) -> str:
    return clipped(" ".join(text.split()), longest)


def ordinal(number: int) -> str:
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else ORDINALS.get(number % 10, 'th')}"


# --- values -----------------------------------------------------------------------------


def written(value: float | None, unit: str) -> str:
    """Return a value in its unit: a share as a percentage, milliseconds as time."""
    if value is None:
        return NOT_MEASURED
    if unit == "share":
        return f"{100 * value:.1f}%"
    if unit == "ms":
        return duration(value / 1000)
    return f"{value:,.0f}" if unit == "count" else f"{value:,.1f}"


def duration(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{1000 * seconds:.0f} ms"


def interval_words(found: Interval, unit: str) -> str:
    """Return "83.5 to 97.9"; the unit is the value's."""
    if found.value is None or found.low is None or found.high is None:
        return ""
    low, high = (written(end, unit) for end in (found.low, found.high))
    return f"{low.removesuffix('%')} to {high.removesuffix('%')}"


def limit_words(measure: Measure, limit: float) -> str:
    """Return "≥ 90%", or "= 100%" where the limit leaves no room."""
    text = written(limit, measure.unit).replace(".0%", "%")
    bound = 1.0 if measure.higher_is_better else 0.0
    if measure.unit == "share" and limit == bound:
        return f"= {text}"
    return f"{'≥' if measure.higher_is_better else '≤'} {text}"


def change_words(change: Change, measure: Measure) -> str:
    """Return "+6.1": the difference to the baseline, for shares in percentage points; "" where there is none."""
    if change.value is None or change.baseline is None:
        return ""
    difference = written(abs(change.value - change.baseline), measure.unit).removesuffix("%")
    if not re.search("[1-9]", difference):
        return "no change"
    return f"{'+' if change.value > change.baseline else '−'}{difference}"


def is_better(change: Change, measure: Measure) -> bool | None:
    """Return whether a change is for the better; None where nothing changed or neither direction is better."""
    if measure.higher_is_better is None or change_words(change, measure) in ("", "no change"):
        return None
    return ((change.value or 0.0) > (change.baseline or 0.0)) == measure.higher_is_better


def p_words(p: float | None) -> str:
    if p is None:
        return ""
    return "p < 0.001" if p < 0.001 else f"p = {p:.{3 if p < 0.01 else 2}f}"


# --- verdict ----------------------------------------------------------------------------


def verdict_title(verdicts: Sequence[Verdict]) -> str:
    failed = sum(not verdict.passed for verdict in verdicts)
    if not verdicts:
        return "No thresholds were set"
    if failed:
        return f"{failed} of {counted(len(verdicts), 'threshold', 'thresholds')} not met"
    return f"All {len(verdicts)} thresholds met" if len(verdicts) > 1 else "The threshold is met"


def verdict_words(verdict: Verdict) -> str:
    """Return a threshold with its value: "Right answers 86.1% (≥ 90%)", "Right answers 75.2% (lower end ≥ 80%)"."""
    measure = MEASURES[verdict.measure]
    return f"{measure.label} {written(verdict.measured, measure.unit)} ({threshold_words(verdict)})"


def threshold_words(verdict: Verdict) -> str:
    """Return "≥ 90%", or "lower end ≥ 80%" where the end of the interval is held against it."""
    return f"{ENDS[verdict.end]}{limit_words(MEASURES[verdict.measure], verdict.limit)}"


def judged_words(summary: Mapping[str, Any]) -> str:
    """Return what a judging model said as one sentence, "" for nothing; its failures are counted, the first is told."""
    said = [
        f"{name} {NOT_MEASURED if found['mean'] is None else format(found['mean'], '.2f')} (n {found['n']}"
        + (f", {found['failed']} failed: {clipped(found['first_failure'], CLIPPED)}" if found["failed"] else "")
        + ")"
        for name, found in summary.items()
        if found["n"] or found["failed"]
    ]
    return f"Judged by a model: {'; '.join(said)}." if said else ""


def failed_words(verdicts: Sequence[Verdict]) -> str:
    """Return which thresholds were not met as one sentence, "" where all were."""
    failed = [verdict_words(verdict) for verdict in verdicts if not verdict.passed]
    return f"Not met: {'; '.join(failed)}." if failed else ""


def comparison_words(comparison: Comparison | None) -> str:
    """Return in plain words what changed against the baseline and whether it may be chance."""
    if comparison is None:
        return "There is no baseline to compare with."
    better, worse = (kind_count(comparison, kind) for kind in ("better", "worse"))
    if not better + worse:
        return "Against the baseline no question got better or worse."
    chance = "could still be chance" if comparison.p is None or comparison.p >= CHANCE else "is unlikely to be chance"
    test = ", ".join(part for part in ("sign test", p_words(comparison.p)) if part)
    questions = counted(better, "question", "questions")
    return f"Against the baseline {questions} got better and {worse or 'none'} got worse. That {chance} ({test})."


def kind_count(comparison: Comparison, kind: str) -> int:
    return sum(shift.kind == kind for shift in comparison.shifts)


def common_words(comparison: Comparison) -> str:
    """Return which questions the comparison leaves out, "" where it is over all of them."""
    left = [
        f"{counted(number, 'question is', 'questions are')} only in {where}"
        for number, where in ((comparison.only_here, "this run"), (comparison.only_there, "the baseline"))
        if number
    ]
    return f"Compared over the questions that both runs have: {' and '.join(left)}." if left else ""


# --- what was run -----------------------------------------------------------------------


def run_title(name: object) -> str:
    return f"Answer quality, {name}" if name else "Answer quality"


def files_words(questions: int, files: Sequence[Mapping[str, Any]]) -> str:
    """Return "60 from report.jsonl"."""
    names = [str(file.get("name", "")) for file in files]
    where = f"{len(names)} files" if len(names) > 3 else " and ".join(names)
    return f"{questions:,} from {where}" if where else f"{questions:,}"


def code_words(code: Mapping[str, Any]) -> str:
    """Return "0.1.0 (a8a132b)": the version and the first letters of the commit, or of the sources' digest."""
    commit = str(code.get("commit") or code.get("sha256") or "")[:7]
    return " ".join(part for part in (str(code.get("version") or ""), f"({commit})" if commit else "") if part)


def time_words(created: str) -> str:
    """Return "2026-03-01 09:00" of a time in ISO 8601."""
    return created[:16].replace("T", " ")


def facts_words(fact: Sequence[str]) -> str:
    """Return the alternatives of a fact: "“20 centers” or “twenty centers”"."""
    return " or ".join(f"“{alternative}”" for alternative in fact)
