"""The command golden draft: rows for review, never over a person's work."""

from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]


def test_drafts_can_be_reviewed_and_asked(run: Run, tmp_path: Path) -> None:
    made = run("golden", "draft", "--limit", 9, "--out", "my.jsonl")
    assert (made.exit_code, made.stderr) == (0, "")
    assert run("golden", "draft", "--out", "my.jsonl").exit_code == 2  # a review is never overwritten
    assert run("evaluate", "my.jsonl").exit_code == 2  # nothing is accepted yet
    text = (tmp_path / "my.jsonl").read_text("utf-8").replace('"review": "draft"', '"review": "accepted"')
    (tmp_path / "my.jsonl").write_text(text, "utf-8")
    assert run("evaluate", "my.jsonl").exit_code == 0
