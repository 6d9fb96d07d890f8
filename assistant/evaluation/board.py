"""A finished run on a terminal: the headline, the verdict, and where the rest is."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.calibrate import Calibration
from assistant.evaluation.cases import Interval, Run
from assistant.evaluation.measures import HEADLINE, MEASURES, Measure
from assistant.evaluation.summary import ALL, FOLLOW_UPS
from assistant.feedback import Rating

SHOWN = (*HEADLINE, "balanced", "ms_p50", "errors")


def show_run(console: Console, run: Run) -> None:
    """Print values with intervals, the outcomes by type, what the thresholds say, and the folder."""
    measured = run.summary.groups[ALL]
    console.print(headline(run, dict.fromkeys([*SHOWN, *(verdict.measure for verdict in run.summary.verdicts)])))
    console.print(by_type(run))
    for name, interval in measured.items():
        if interval.value is None and name in HEADLINE:
            console.print(Text(f"{MEASURES[name].label}: not measured."), soft_wrap=True)
    if comparison := run.summary.comparison:
        better, worse = (sum(shift.kind == kind for shift in comparison.shifts) for kind in ("better", "worse"))
        chance = "" if comparison.p is None else f" (sign test, p = {comparison.p:.2g})"
        console.print(f"Against {comparison.name}: {better} better, {worse} worse{chance}.")
    for verdict in run.summary.verdicts:
        if not verdict.passed:
            console.print(Text(missed(verdict.measure, verdict.limit, verdict.measured), style="red"), soft_wrap=True)
    if run.summary.verdicts and all(verdict.passed for verdict in run.summary.verdicts):
        console.print(f"All {len(run.summary.verdicts)} thresholds are met.")
    console.print(Text(f"{run.summary.questions} questions; the whole run is in {run.folder}."), soft_wrap=True)


def show_ratings(console: Console, ratings: Sequence[Rating]) -> None:
    """Print the ratings, one a line, and how many there are."""
    table = Table(box=None, pad_edge=False)
    for title in ("when", "verdict", "status", "question", "comment"):
        table.add_column(title)
    for rating in ratings:
        cells = (rating.rated_at, rating.verdict, rating.status, rating.question, rating.comment)
        table.add_row(*(Text(cell) for cell in cells))
    if ratings:
        console.print(table)
    console.print(f"{len(ratings)} {'rating' if len(ratings) == 1 else 'ratings'}.")


def show_calibration(console: Console, made: Calibration, path: Path | None) -> None:
    """Print the sweep with the chosen cut-off, how it compares, what was left out, and where it was written."""
    table = Table(box=None, pad_edge=False)
    for title in ("cut-off", "answered", "refused", "wrong", "balanced", ""):
        table.add_column(title, justify="right")
    for point in made.sweep:
        chosen = "chosen" if point.cutoff == made.weights.cutoff else ""
        cells = (point.answered, point.refused, point.wrong, point.balanced)
        table.add_row(f"{point.cutoff:.2f}", *(f"{cell:.3f}" for cell in cells), chosen)
    console.print(table)
    for when, shares in (("Before", made.before), ("Held out, with the new cut-off", made.after)):
        console.print(
            Text(f"{when}: {', '.join(f'{name} {value:.3f}' for name, value in shares.items())}"), soft_wrap=True
        )
    bar = ", ".join(f"{name} {value:g}" for name, value in asdict(made.weights.bar).items())
    console.print(Text(f"Thresholds of written sentences: {bar}."), soft_wrap=True)
    counts = ", ".join(f"{count} {kind}" for kind, count in made.questions.items())
    console.print(Text(f"Learned from {counts} questions."), soft_wrap=True)
    for reason, count in made.left_out.items():
        console.print(Text(f"{count} left out: {reason}."), soft_wrap=True)
    console.print(Text(f"Written to {path}." if path else "Nothing was written."), soft_wrap=True)


def headline(run: Run, names: dict[str, None]) -> Table:
    changes = run.summary.comparison.changes if run.summary.comparison else {}
    table = Table(box=None, pad_edge=False)
    for title in ("measure", "value", "95 % interval", "n", *(["baseline", "p"] if changes else [])):
        table.add_column(title, justify="left" if title == "measure" else "right")
    for name in names:
        found, measure = run.summary.groups[ALL][name], MEASURES[name]
        if found.value is None:
            continue
        cells = [measure.label, in_unit(found.value, measure), between(found, measure), str(found.n)]
        if name in changes:
            before, p = changes[name].baseline, changes[name].p
            cells += ["" if before is None else in_unit(before, measure), "" if p is None else f"{p:.2g}"]
        table.add_row(*cells)
    return table


def by_type(run: Run) -> Table:
    table = Table(box=None, pad_edge=False)
    for title in ("type", "n", "right or rightly refused", "wrong", "refused wrongly"):
        table.add_column(title, justify="left" if title == "type" else "right")
    for name, group in run.summary.groups.items():
        if name != ALL and (name != FOLLOW_UPS or group["good"].n):
            shown = [(group[key], MEASURES[key]) for key in ("good", "wrong", "refused_wrongly")]
            cells = ["-" if found.value is None else in_unit(found.value, measure) for found, measure in shown]
            table.add_row(name, str(sum(run.summary.outcomes[name].values())), *cells)
    return table


def in_unit(value: float, measure: Measure) -> str:
    return f"{value:.1f} ms" if measure.unit == "ms" else f"{value:.1f}" if measure.unit == "words" else f"{value:.3f}"


def between(found: Interval, measure: Measure) -> str:
    if found.low is None or found.high is None:
        return ""
    return f"{in_unit(found.low, measure)} - {in_unit(found.high, measure)}"


def missed(name: str, limit: float, measured: float | None) -> str:
    """Say in a sentence how a threshold was missed."""
    measure = MEASURES[name]
    least = "at least" if measure.higher_is_better else "at most"
    found = "it was not measured" if measured is None else f"it is {in_unit(measured, measure)}"
    return f"Threshold missed: {measure.label} ({name}) should be {least} {limit:g}; {found}."
