"""What a finished run shows on a terminal."""

import re
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from assistant.evaluation.measures import measure
from assistant.evaluation.report.board import show_run
from assistant.evaluation.results import Comparison, Quote, Reply, Run, Verdict
from assistant.evaluation.summary import Row, summarise
from assistant.golden.cases import Case, Gold

TRUTH = "The bridge will be opened in the year of the horse."


def shown(run: Run) -> str:
    console = Console(width=100, record=True, file=None, quiet=False)
    with console.capture() as captured:
        show_run(console, run)
    return captured.get()


def small_run() -> Run:
    asked = Case("q", "When?", True, "date", evidence=(Gold(TRUTH),))
    reply = Reply("answered", f"{TRUTH} [1]", quotes=(Quote(TRUTH),), seconds=0.0123)
    return Run(Path("runs/new"), {}, summarise([Row.of(measure(asked, reply, None))]))


def test_values_types_and_folder_are_shown() -> None:
    text = shown(small_run())
    assert "Right answers" in text
    assert "12 ms" in text
    assert re.search("Quotes word for word +not measured", text)
    assert "runs/new" in text


def test_missed_thresholds_are_told_and_met_ones_counted() -> None:
    run = small_run()
    bad = replace(run, summary=replace(run.summary, verdicts=(Verdict("right", 0.9, 0.5, False),)))
    good = replace(run, summary=replace(run.summary, verdicts=(Verdict("right", 0.9, 1.0, True),)))
    assert "Not met: Right answers 50.0% (≥ 90%)." in shown(bad)
    assert "The threshold is met." in shown(good)


def test_what_a_judge_could_not_tell_is_shown() -> None:
    run = small_run()
    failed = {"faithfulness": {"mean": None, "n": 0, "failed": 3, "first_failure": "No reply", "scale": (0, 1)}}
    assert "3 failed: No reply" in shown(replace(run, summary=replace(run.summary, judge=failed)))


def test_what_changed_against_the_baseline_is_told() -> None:
    run = small_run()
    compared = replace(run, summary=replace(run.summary, comparison=Comparison("old", {}, (), None, 0, 0)))
    assert "Against the baseline no question got better or worse." in shown(compared)
