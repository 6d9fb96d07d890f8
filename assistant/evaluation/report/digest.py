"""What a reader wants first of a run: the headline figures, what was run, and the worst cases.

For the page and the brief alike; knows neither HTML nor Markdown.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from assistant.evaluation.measures import HEADLINE, MEASURES, Measure, relevance
from assistant.evaluation.report import labels
from assistant.evaluation.results import Change, Interval, Run, Verdict
from assistant.evaluation.summary import ALL, FOLLOW_UPS
from assistant.page.tables import counted
from assistant.schema import ANSWERED

NOTHING = Interval(None)
ANSWERS = ("right", "partly_right", "wrong")  # the outcomes of an answer


@dataclass(frozen=True, slots=True)
class Line:
    """A measure of a run, in words; "" where there is nothing to say."""

    measure: Measure
    found: Interval
    value: str
    interval: str  # the 95 % interval
    baseline: str
    change: str
    better: bool | None
    p: str
    limit: str
    verdict: Verdict | None


def headline(run: Run) -> list[Line]:
    """Return the headline figures, and every other measure that has a threshold."""
    gated = {verdict.measure for verdict in run.summary.verdicts}
    return [line(run, name) for name in (*HEADLINE, *(name for name in MEASURES if name in gated - {*HEADLINE}))]


def line(run: Run, name: str) -> Line:
    measure = MEASURES[name]
    found = run.summary.groups.get(ALL, {}).get(name, NOTHING)
    changes = run.summary.comparison.changes if run.summary.comparison else {}
    change = changes.get(name, Change(None, None, None))
    verdict = next((verdict for verdict in run.summary.verdicts if verdict.measure == name), None)
    return Line(
        measure=measure,
        found=found,
        value=labels.written(found.value, measure.unit),
        interval=labels.interval_words(found, measure.unit),
        baseline="" if change.baseline is None else labels.written(change.baseline, measure.unit),
        change=labels.change_words(change, measure),
        better=labels.is_better(change, measure),
        p=labels.p_words(change.p),
        limit=labels.threshold_words(verdict) if verdict else "",
        verdict=verdict,
    )


def particulars(run: Run) -> Iterator[tuple[str, str]]:
    """Yield what was run, name and value; what the run's configuration does not say is left out."""
    config = run.config
    yield "Questions", labels.files_words(run.summary.questions, config.get("files") or [])
    named = {
        "Assistant": said_of_subjects(config, "url"),
        "Mode": said_of_subjects(config, "mode"),
        "Index": said_of_subjects(config, "index"),
        "Language model": said_of_subjects(config, "language_model"),
        "Model": said_of_subjects(config, "model"),
        "Weights": said_of_subjects(config, "made_for"),
        "Version": labels.code_words(config.get("code") or {}),
        "Baseline": run.summary.comparison.name if run.summary.comparison else config.get("baseline"),
        "Made": labels.time_words(config.get("created") or ""),
    }
    yield from ((name, str(value)) for name, value in named.items() if value)
    if run.summary.seconds:
        yield "Median time", labels.duration(median(run.summary.seconds))


def said_of_subjects(config: Mapping[str, Any], name: str) -> str:
    """Return what the assistants asked say of themselves; there are several where files bring their own documents."""
    subjects = [config.get("subject") or {}, *(config.get("subjects") or {}).values()]
    return ", ".join(dict.fromkeys(str(subject[name]) for subject in subjects if subject.get(name)))


def types(run: Run) -> list[str]:
    """Return the types of question, those with the smallest share of good outcomes first."""
    names = [name for name in run.summary.groups if name not in (ALL, FOLLOW_UPS)]
    return sorted(names, key=lambda name: (good(run, name).value or 0.0, name))


def follow_ups(run: Run) -> list[str]:
    """Return the group of all follow-ups, of whatever type, where there are any."""
    return [FOLLOW_UPS] if FOLLOW_UPS in run.summary.groups else []


def good(run: Run, group: str) -> Interval:
    """Return the share of questions that were answered right or rightly refused."""
    return run.summary.groups[group].get("good", NOTHING)


def answers(run: Run) -> tuple[int, int, int]:
    """Return how many questions were answered, of how many that ended without an error, and how many wrongly."""
    outcomes = run.summary.outcomes.get(ALL, {})
    answered = sum(outcomes.get(name, 0) for name in ANSWERS)
    return answered, sum(outcomes.values()) - outcomes.get("error", 0), outcomes.get("wrong", 0)


def cutoff(run: Run) -> float | None:
    """Return the cut-off on the confidence that the assistant used, where it is known."""
    used = (run.config.get("subject") or {}).get("cutoff")
    return float(used) if isinstance(used, int | float) else None


def judged(run: Run) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a judging model said: by metric, each figure's name and value, as the judge names them."""
    found = run.summary.judge.items()
    return [(name, [(key, figure(value)) for key, value in said.items()]) for name, said in found if said]


def figure(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else "" if value is None else str(value)


# --- worst cases ------------------------------------------------------------------------


def mistakes(run: Run) -> int:
    outcomes = run.summary.outcomes.get(ALL, {})
    return sum(outcomes.get(name, 0) for name in labels.MISTAKES)


def worst(run: Run, count: int) -> list[dict[str, Any]]:
    """Return the results that need a look first, at most ``count``: errors, then mistakes, the most confident first.

    No more than these are held in memory.
    """
    found = (row for row in run.results() if row["outcome"] in labels.MISTAKES)
    return heapq.nlargest(count, found, key=badness)


def badness(row: dict[str, Any]) -> tuple[bool, float, int]:
    """Return what sorts the worst case highest; a refusal's confidence is low, so that answers come before it."""
    confidence = row["reply"]["confidence"]
    return row["outcome"] == "error", confidence or 0.0, -labels.MISTAKES.index(row["outcome"])


def rank_words(row: dict[str, Any]) -> str:
    """Return where the marked evidence stood among the passages read, "" where that is not known."""
    quotes, passages = [gold["quote"] for gold in row["evidence"]], row["reply"]["passages"]
    if not quotes or passages is None or row["outcome"] == "error":
        return ""
    gains, _ = relevance(quotes, [passage["text"] for passage in passages])
    if 1 in gains:
        return f"the passage that holds it was read {labels.ordinal(gains.index(1) + 1)}"
    return f"not in the {counted(len(passages), 'passage', 'passages')} read"


def confidence_words(row: dict[str, Any], used: float | None) -> str:
    """Return "0.71, cut-off 0.62", "" where the assistant gives no confidence."""
    confidence = row["reply"]["confidence"]
    if confidence is None:
        return ""
    return f"{confidence:.2f}" + (f", cut-off {used:.2f}" if used is not None else "")


def expected_words(row: dict[str, Any]) -> str:
    """Return what a right answer would be where no sentence is marked, "" where one is."""
    if not row["answerable"]:
        return f"No answer. {row['note']}".strip()
    return "" if row["evidence"] else row["note"] or "An answer; no evidence is marked."


def was_answered(row: dict[str, Any]) -> bool:
    return row["reply"]["status"] in ANSWERED


def fact_lines(row: dict[str, Any]) -> Sequence[str]:
    return [labels.facts_words(fact) for fact in row["facts"]]
