"""Thresholds: where they come from and what passes them."""

from pathlib import Path

import pytest

from assistant.errors import EvaluationError
from assistant.evaluation.gate import judge_thresholds, read_thresholds
from assistant.evaluation.measures import MEASURES
from assistant.evaluation.results import Interval

NO_PROJECT = Path("no such file")


def passed(limits: dict[str, float], **measured: float | None) -> list[bool]:
    found = {name: Interval(measured.get(name)) for name in MEASURES}
    return [verdict.passed for verdict in judge_thresholds(limits, found)]


def test_a_limit_is_the_least_where_more_is_better() -> None:
    assert passed({"right": 0.85}, right=0.85) == [True]
    assert passed({"right": 0.85}, right=0.8499) == [False]


def test_a_limit_is_the_most_where_less_is_better() -> None:
    assert passed({"wrong": 0.05}, wrong=0.05) == [True]
    assert passed({"wrong": 0.05}, wrong=0.06) == [False]


def test_what_was_not_measured_does_not_pass() -> None:
    assert passed({"verbatim": 0.0}) == [False]


def test_options_override_the_project_file(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text('[tool.assistant.thresholds]\nright = 0.9\n"hit@5" = 0.95\n', "utf-8")
    assert read_thresholds(["right=0.8"], project) == {"errors": 0, "right": 0.8, "hit@5": 0.95}


def test_no_threshold_means_no_gate(tmp_path: Path) -> None:
    assert read_thresholds([], NO_PROJECT) == {}


def test_errors_are_limited_to_none_unless_said_otherwise() -> None:
    assert read_thresholds(["right=0.8"], NO_PROJECT)["errors"] == 0
    assert read_thresholds(["errors=0.1"], NO_PROJECT)["errors"] == 0.1


def test_a_limit_may_be_held_against_the_worse_end_of_the_interval(tmp_path: Path) -> None:
    found = {"right": Interval(0.9, 0.8, 0.96, 49), "wrong": Interval(0.02, 0.0, 0.09, 60)}
    verdicts = judge_thresholds({"right": 0.85, "right.low": 0.85, "wrong.high": 0.1}, found)
    assert [(verdict.measured, verdict.passed) for verdict in verdicts] == [(0.9, True), (0.8, False), (0.09, True)]
    assert [verdict.measure for verdict in verdicts] == ["right", "right", "wrong"]
    project = tmp_path / "pyproject.toml"
    project.write_text("[tool.assistant.thresholds]\nright.low = 0.8\n", "utf-8")
    assert read_thresholds(["wrong.high=0.1"], project) == {"errors": 0, "right.low": 0.8, "wrong.high": 0.1}


@pytest.mark.parametrize("option", ["right", "rihgt=0.8", "right=high", "words=12", "right.high=0.9", "wrong.low=0"])
def test_a_threshold_that_cannot_be_meant_is_refused(option: str) -> None:
    with pytest.raises(EvaluationError, match=option.partition("=")[0]):
        read_thresholds([option], NO_PROJECT)
