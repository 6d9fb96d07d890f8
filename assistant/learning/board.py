"""A calibration on a terminal, in the words of the evaluation's reports."""

from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.text import Text

from assistant.evaluation.report import labels
from assistant.learning.calibrate import Calibration
from assistant.learning.trials import UNANSWERABLE
from assistant.page.tables import table_of


def show_calibration(console: Console, made: Calibration, path: Path | None) -> None:
    """Print the sweep with the chosen cut-off, how it compares, what was left out, and where it was written."""
    table = table_of("cut-off", "answered", "refused", "wrong", "balanced", "")
    for point in made.sweep:
        chosen = "chosen" if point.cutoff == made.weights.cutoff else ""
        cells = (point.answered, point.refused, point.wrong, point.balanced)
        table.add_row(f"{point.cutoff:.2f}", *(labels.written(cell, "share") for cell in cells), chosen)
    console.print(table)
    for when, shares in (("Before", made.before), ("Held out, by cut-offs chosen on other questions", made.after)):
        said = ", ".join(f"{name.replace('_', ' ')} {labels.written(value, 'share')}" for name, value in shares.items())
        console.print(Text(f"{when}: {said}"), soft_wrap=True)
    assumed = f"“Wrong in use” is the share of wrong answers if {UNANSWERABLE:.0%} of the questions had no answer."
    console.print(Text(f"{assumed} The cut-off is chosen by it; “wrong” is that of these files."), soft_wrap=True)
    bar = ", ".join(f"{name} {value:g}" for name, value in asdict(made.weights.bar).items())
    console.print(Text(f"Thresholds of written sentences: {bar}."), soft_wrap=True)
    counts = ", ".join(f"{count} {kind}" for kind, count in made.questions.items())
    console.print(Text(f"Learned from {counts} questions."), soft_wrap=True)
    for reason, count in made.left_out.items():
        console.print(Text(f"{count} left out: {reason}."), soft_wrap=True)
    console.print(Text(f"Written to {path}." if path else "Nothing was written."), soft_wrap=True)
