"""The command calibrate: what is shown, what is written."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from assistant.learning import own, strictness

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


def test_without_a_file_it_takes_what_the_documents_bring_along(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strictness, "MOST", 2 * strictness.FEWEST)
    monkeypatch.setattr(own, "MOST", 20)
    monkeypatch.setattr(own, "MOST_TRIED", 5)
    result = run("calibrate", "--dry-run", "--json")
    assert result.exit_code == 0, result.output
    made = json.loads(result.stdout)
    assert made["reading"] == made["readings"][0]["reading"] == "kept"
    assert made["weights"]["provenance"]["kept"] == own.KEPT
    assert made["tried"][own.FAIR]["n"] == 5
    assert not (data / "calibration.json").exists()


@pytest.mark.parametrize("option", [("--evidence",), ("--wrong-at-most", "0.05")])
def test_what_only_peoples_questions_can_teach_needs_a_file(run: Run, option: tuple[str, ...]) -> None:
    result = run("calibrate", *option)
    assert result.exit_code == 2
    assert "name a file" in result.output
