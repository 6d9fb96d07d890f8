"""A calibration on a terminal, in the words of the evaluation's reports."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.text import Text

from assistant.evaluation.report import labels
from assistant.learning.calibrate import Calibration
from assistant.learning.own import FAIR
from assistant.learning.readings import Learned
from assistant.learning.trials import UNANSWERABLE
from assistant.page.tables import table_of


def show_calibration(console: Console, made: Calibration, path: Path | None) -> None:
    """Print what was learned of each reading, how made-up questions came out, and where it was written."""
    for learned in made.readings:
        show_reading(console, learned)
    if not made.readings:
        say(console, "When to refuse was not learned: the cut-off and its weights are those of the package.")
    if made.tried:
        show_tried(console, made.tried)
    bar = ", ".join(f"{name} {value:g}" for name, value in asdict(made.weights.bar).items())
    chosen = "similar" in made.weights.provenance.get("bar", {})
    whose = "chosen by the documents' own sentences" if chosen else "the package's"
    say(console, f"Thresholds of written sentences, {whose}: {bar}.")
    for reason, count in made.left_out.items():
        say(console, f"{count} left out: {reason}.")
    say(console, f"Written to {path}." if path else "Nothing was written.")


def show_reading(console: Console, learned: Learned) -> None:
    """Print the sweep with the chosen cut-off and how it compares."""
    table = table_of("cut-off", "answered", "refused", "wrong", "balanced", "")
    for point in learned.sweep:
        chosen = "chosen" if point.cutoff == learned.judging.cutoff else ""
        cells = (point.answered, point.refused, point.wrong, point.balanced)
        table.add_row(f"{point.cutoff:.2f}", *(labels.written(cell, "share") for cell in cells), chosen)
    counts = ", ".join(f"{count} {kind}" for kind, count in learned.questions.items())
    say(console, f"Learned from {counts} questions, read as “{learned.reading}”:")
    console.print(table)
    is_drawn = "drawn" in learned.provenance
    how = "Held out, the cut-off chosen by the same" if is_drawn else "Held out, by cut-offs chosen on other questions"
    compared = (("Before", learned.before), (how, learned.after))
    for when, shares in compared:
        told = ", ".join(f"{name.replace('_', ' ')} {labels.written(value, 'share')}" for name, value in shares.items())
        say(console, f"{when}: {told}")
    assumed = f"“Wrong in use” is the share of wrong answers if {UNANSWERABLE:.0%} of the questions had no answer."
    rule = "The cut-off is the highest that answers no fewer than before" if is_drawn else "The cut-off is chosen by it"
    say(console, f"{assumed} {rule}; “wrong” is that of these questions.")


def show_tried(console: Console, tried: Mapping[str, Mapping[str, float]]) -> None:
    """Print how many made-up questions were answered, by how they were made."""
    table = table_of("made-up questions", "asked", "answered")
    for way, found in tried.items():
        name = "with an answer" if way == FAIR else f"without: {way}"
        table.add_row(name, f"{found['n']:.0f}", labels.written(found["answered"], "share"))
    console.print(table)
    say(console, "They have their sentence's words, as people's questions do not: they are tried, and choose nothing.")


def say(console: Console, sentence: str) -> None:
    console.print(Text(sentence), soft_wrap=True)
