"""The evaluators' commands: exit status, what is printed, what is written."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]
GOLDEN = Path(__file__).parent.parent / "golden" / "report.jsonl"


def test_evaluate_prints_the_headline_and_writes_the_run(run: Run, tmp_path: Path) -> None:
    result = run("evaluate", GOLDEN, "--sample", 12, "--out", "runs/a")
    assert result.exit_code == 0, result.output
    assert "Right answers" in result.stdout
    assert (tmp_path / "runs" / "a" / "report.html").is_file()


def test_a_missed_threshold_is_exit_status_1(run: Run) -> None:
    result = run(
        "evaluate", GOLDEN, "--types", "numeric", "--fail-under", "answered=0.1", "--fail-under", "refused=0.5"
    )
    assert result.exit_code == 1  # there is no unanswerable question among them, so refused is not measured
    assert "Refused when not there not measured (≥ 50%)" in result.stdout


def test_thresholds_come_from_the_project_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.assistant.thresholds]\nwords = 3\n", "utf-8")
    assert run("evaluate", GOLDEN).exit_code == 2
    (tmp_path / "pyproject.toml").write_text("[tool.assistant.thresholds]\nrefused_wrongly = -1\n", "utf-8")
    assert run("evaluate", GOLDEN, "--sample", 5).exit_code == 1


def test_a_broken_file_is_one_line_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(
        '{"id": "a", "question": "Why?", "answerable": true}\n{"id": "b", "question": 3, "answerable": true}\n', "utf-8"
    )
    result = run("evaluate", bad, "--out", "runs/b")
    assert result.exit_code == 2
    assert "bad.jsonl:2: question: " in result.stderr.splitlines()[-1]
    assert [path.name for path in tmp_path.iterdir()] == ["bad.jsonl"]


def test_files_are_checked_before_anything_is_asked(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    rows = [{"id": "a", "question": "Why?", "answerable": True}]
    rows += [{**rows[0], "id": "b", "evidence": [{"doc": "none.txt", "quote": "x"}]}]
    bad.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    checked = run("evaluate", "--check", bad)
    assert checked.exit_code == 2
    assert ["bad.jsonl:1: evidence:" in checked.stderr, "bad.jsonl:2: evidence.0.doc:" in checked.stderr] == [
        True,
        True,
    ]
    asked = run("evaluate", bad, "--out", "runs/b")
    assert asked.exit_code == 2
    assert "1 more: assistant evaluate --check lists them." in asked.stderr
    assert run("evaluate", "--check", GOLDEN, "--out", "runs/b").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["bad.jsonl"]


def test_json_is_the_summary(run: Run) -> None:
    summary = json.loads(run("evaluate", GOLDEN, "--sample", 6, "--json").stdout)
    assert summary["questions"] == 6
    assert summary["groups"]["all"]["verbatim"]["value"] == 1


def test_a_baseline_that_is_none_is_refused(run: Run) -> None:
    result = run("evaluate", GOLDEN, "--baseline", "runs/none")
    assert result.exit_code == 2
    assert "is no finished run" in result.stderr


@pytest.mark.parametrize(
    "command", [["evaluate"], ["calibrate"], ["golden", "draft"], ["feedback", "list"], ["feedback", "export"]]
)
def test_every_command_has_help_with_an_example(run: Run, command: list[str]) -> None:
    assert "Example:" in run(*command, "--help").stdout
