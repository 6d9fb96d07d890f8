"""The command calibrate: what is shown, what is written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from assistant.learning import strictness

Run = Callable[..., Result]
GOLDEN = Path(__file__).parent.parent / "golden" / "report.jsonl"


def test_calibrate_shows_the_sweep_and_writes_nothing_when_dry(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strictness, "MOST", 2 * strictness.FEWEST)  # as many sentences as it takes to choose by
    result = run("calibrate", GOLDEN, "--dry-run")
    assert result.exit_code == 0, result.output
    assert "cut-off" in result.stdout
    assert not (data / "calibration.json").exists()
