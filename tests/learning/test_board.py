"""What a calibration shows on a terminal."""

from pathlib import Path

from rich.console import Console

from assistant.evidence.weights import Weights
from assistant.golden.cases import SweepPoint
from assistant.learning.board import show_calibration
from assistant.learning.calibrate import Calibration


def test_the_chosen_cut_off_and_what_was_left_out_are_told() -> None:
    weights = Weights.load()
    sweep = (SweepPoint(weights.cutoff, 0.9, 0.8, 0.1, 0.85),)
    made = Calibration(
        weights=weights, sweep=sweep, before={"answered": 0.7}, after={"answered": 0.9}, questions={"report": 12},
        left_out={"drafts": 2},
    )  # fmt: skip
    console = Console(width=100)
    with console.capture() as captured:
        show_calibration(console, made, Path("calibration.json"))
    text = captured.get()
    assert "90.0%" in text
    assert "chosen" in text
    assert "2 left out: drafts." in text
    assert "Written to calibration.json." in text
