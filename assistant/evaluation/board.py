"""Runs, ratings and calibrations on a terminal, in the words of the reports."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from assistant.calibrate import Calibration
from assistant.evaluation import digest, labels
from assistant.evaluation.cases import Run
from assistant.evaluation.measures import HEADLINE
from assistant.evaluation.summary import ALL
from assistant.feedback import Rating

SHOWN = (*HEADLINE, "balanced", "ms_p50", "errors")


def show_run(console: Console, run: Run) -> None:
    """Print values with intervals, the outcomes by type, what the baseline and the thresholds say, and the folder."""
    verdicts, comparison = run.summary.verdicts, run.summary.comparison
    console.print(headline(run))
    console.print(by_type(run))
    if comparison:
        console.print(Text(labels.comparison_words(comparison)), soft_wrap=True)
    if failed := labels.failed_words(verdicts):
        console.print(Text(failed, style="red"), soft_wrap=True)
    elif verdicts:
        console.print(f"{labels.verdict_title(verdicts)}.")
    console.print(Text(f"{run.summary.questions} questions; the whole run is in {run.folder}."), soft_wrap=True)


def show_ratings(console: Console, ratings: Sequence[Rating]) -> None:
    """Print the ratings, one a line, and how many there are."""
    table = Table("when", "verdict", "status", "question", "comment", box=None, pad_edge=False)
    for rating in ratings:
        cells = (rating.rated_at, rating.verdict, rating.status, rating.question, rating.comment)
        table.add_row(*(Text(cell) for cell in cells))
    if ratings:
        console.print(table)
    console.print(f"{labels.counted(len(ratings), 'rating', 'ratings')}.")


def show_calibration(console: Console, made: Calibration, path: Path | None) -> None:
    """Print the sweep with the chosen cut-off, how it compares, what was left out, and where it was written."""
    table = table_of("cut-off", "answered", "refused", "wrong", "balanced", "")
    for point in made.sweep:
        chosen = "chosen" if point.cutoff == made.weights.cutoff else ""
        cells = (point.answered, point.refused, point.wrong, point.balanced)
        table.add_row(f"{point.cutoff:.2f}", *(labels.written(cell, "share") for cell in cells), chosen)
    console.print(table)
    for when, shares in (("Before", made.before), ("Held out, with the new cut-off", made.after)):
        said = ", ".join(f"{name} {labels.written(value, 'share')}" for name, value in shares.items())
        console.print(Text(f"{when}: {said}"), soft_wrap=True)
    bar = ", ".join(f"{name} {value:g}" for name, value in asdict(made.weights.bar).items())
    console.print(Text(f"Thresholds of written sentences: {bar}."), soft_wrap=True)
    counts = ", ".join(f"{count} {kind}" for kind, count in made.questions.items())
    console.print(Text(f"Learned from {counts} questions."), soft_wrap=True)
    for reason, count in made.left_out.items():
        console.print(Text(f"{count} left out: {reason}."), soft_wrap=True)
    console.print(Text(f"Written to {path}." if path else "Nothing was written."), soft_wrap=True)


def headline(run: Run) -> Table:
    """Return the headline figures, measured or not, and others where they were measured."""
    compared = run.summary.comparison is not None
    table = table_of("measure", "value", "95 % interval", "n", *(["baseline", ""] if compared else []))
    for name in dict.fromkeys([*SHOWN, *(verdict.measure for verdict in run.summary.verdicts)]):
        line = digest.line(run, name)
        if line.found.value is not None or name in HEADLINE:
            cells = [line.measure.label, line.value, line.interval, str(line.found.n)]
            table.add_row(*cells, *([line.baseline, line.p] if compared else []))
    return table


def by_type(run: Run) -> Table:
    table = table_of("type", "n", "right or rightly refused", "wrong", "refused wrongly")
    for name, group in run.summary.groups.items():
        if name != ALL:
            shown = [group[key].value for key in ("good", "wrong", "refused_wrongly")]
            cells = ["-" if value is None else labels.written(value, "share") for value in shown]
            table.add_row(Text(name), str(sum(run.summary.outcomes[name].values())), *cells)
    return table


def table_of(words: str, *numbers: str) -> Table:
    """Return an empty table with these titles: a column for words and others for numbers."""
    return Table(words, *(Column(title, justify="right") for title in numbers), box=None, pad_edge=False)
