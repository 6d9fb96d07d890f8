"""What a calibration shows on a terminal."""

from pathlib import Path

from rich.console import Console

from assistant.evidence.weights import Judging, Weights
from assistant.golden.cases import SweepPoint
from assistant.learning.board import show_calibration
from assistant.learning.calibrate import Calibration
from assistant.learning.readings import Learned


def shown(made: Calibration, path: Path | None) -> str:
    console = Console(width=100)
    with console.capture() as captured:
        show_calibration(console, made, path)
    return captured.get()


def test_the_chosen_cut_off_and_what_was_left_out_are_told() -> None:
    weights = Weights.load()
    sweep = (SweepPoint(weights.cutoff, 0.9, 0.8, 0.1, 0.85),)
    judging = Judging(weights.evidence, weights.answerable, weights.cutoff)
    learned = Learned("native", judging, sweep, {"answered": 0.7}, {"answered": 0.9}, {"answerable": 12}, {})
    text = shown(Calibration(weights, (learned,), {"drafts": 2}, {}), Path("calibration.json"))
    assert "90.0%" in text
    assert "chosen" in text
    assert "12 answerable questions, read as “native”" in text
    assert "2 left out: drafts." in text
    assert "Written to calibration.json." in text


def test_where_nothing_was_learned_of_refusal_that_is_told_and_what_was_tried() -> None:
    tried = {"fair": {"n": 20, "answered": 0.95}, "year": {"n": 8, "answered": 0.5}}
    text = shown(Calibration(Weights.load(), (), {}, tried), None)
    assert "When to refuse was not learned" in text
    assert "without: year" in text
    assert "50.0%" in text
    assert "choose nothing" in text
    assert "Nothing was written." in text


def test_of_kept_questions_it_is_told_how_their_cut_off_was_chosen() -> None:
    weights = Weights.load()
    judging = Judging(weights.evidence, weights.answerable, weights.cutoff)
    learned = Learned("kept", judging, (), {}, {"answered": 0.9}, {"answerable": 12}, {"drawn": 0.2})
    text = shown(Calibration(weights, (learned,), {}), None)
    assert "the cut-off chosen by the same" in text
    assert "answers no fewer than before" in text
