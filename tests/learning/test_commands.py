"""The command calibrate: what is shown, what is written."""

from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]
GOLDEN = Path(__file__).parent.parent / "golden" / "report.jsonl"


def test_calibrate_shows_the_sweep_and_writes_nothing_when_dry(run: Run, data: Path) -> None:
    result = run("calibrate", GOLDEN, "--dry-run")
    assert result.exit_code == 0, result.output
    assert "cut-off" in result.stdout
    assert not (data / "calibration.json").exists()
