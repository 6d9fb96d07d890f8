"""The commands over ratings: listed, exported, one line where they cannot be read."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from assistant.config import Config
from assistant.feedback.ratings import Ratings
from tests.feedback.test_ratings import RATING

Run = Callable[..., Result]


def test_ratings_that_are_kept_are_listed_and_exported(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_FEEDBACK_URL", f"sqlite:///{tmp_path}/ratings.db")
    assert "0 ratings." in run("feedback", "list").stdout
    Ratings.of(Config.load()).add(RATING)
    assert "How many lifts?" in run("feedback", "list").stdout
    assert json.loads(run("feedback", "list", "--json").stdout)["verdict"] == "wrong"
    assert "0 ratings." in run("feedback", "list", "--verdict", "good").stdout
    assert json.loads(run("feedback", "export").stdout)["review"] == "draft"


def test_ratings_that_cannot_be_read_are_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_FEEDBACK_URL", "sqlite:////nowhere/at/all.db")
    result = run("feedback", "list")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
