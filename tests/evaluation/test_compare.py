"""Two runs held against each other."""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import EvaluationError
from assistant.evaluation.compare import compare, open_run, permutation_test, sign_test
from assistant.evaluation.measures import measure
from assistant.evaluation.results import Quote, Read, Reply, Run
from assistant.evaluation.summary import Row, summarise
from assistant.golden.cases import Case, Gold

TRUTH = "The bridge will be opened in the year of the horse."


def make_run(folder: Path, **answers: str) -> Run:
    """Write a run in which every question is answered with the text given; an empty one is a refusal."""
    folder.mkdir()
    results = []
    for name, text in answers.items():
        quotes = (Quote(text),) if text else ()
        reply = Reply("answered" if text else "not_in_report", f"{text} [1]", quotes=quotes, passages=(Read(text),))
        asked = Case(name, "When?", True, evidence=(Gold(TRUTH),), file="a.jsonl")
        results.append(measure(asked, reply, None))
    (folder / "results.jsonl").write_text("".join(json.dumps(r.to_dict()) + "\n" for r in results), "utf-8")
    (folder / "config.json").write_text("{}", "utf-8")
    summary = summarise([Row.of(result) for result in results])
    (folder / "summary.json").write_text(json.dumps(asdict(summary)), "utf-8")
    return Run(folder, {}, summary)


@pytest.fixture
def before(tmp_path: Path) -> Run:
    return make_run(tmp_path / "old", a=TRUTH, b="Nothing of the kind.", c="", d=TRUTH, only="")


@pytest.fixture
def now(tmp_path: Path) -> Run:
    return make_run(tmp_path / "new", a="Nothing at all.", b=TRUTH, c=TRUTH, d=f"{TRUTH} Indeed.", fresh=TRUTH)


def test_questions_got_better_worse_or_other_words(before: Run, now: Run) -> None:
    kinds = {shift.id: shift.kind for shift in compare(now, before).shifts}
    assert kinds == {"a": "worse", "b": "better", "c": "better", "d": "changed"}


def test_only_shared_questions_are_compared(before: Run, now: Run) -> None:
    found = compare(now, before)
    assert (found.only_here, found.only_there, found.name) == (1, 1, "old")
    assert (found.changes["right"].baseline, found.changes["right"].value) == (0.5, 0.75)


def test_a_run_is_the_same_as_itself(before: Run) -> None:
    found = compare(before, before)
    assert found.shifts == ()
    assert found.p is None
    assert all(change.p is None for change in found.changes.values())
    assert found.changes["right"].value == before.summary.groups["all"]["right"].value


def test_a_run_is_read_back_as_it_was_written(before: Run) -> None:
    assert open_run(before.folder).summary == before.summary


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="is no finished run"):
        open_run(tmp_path)


def test_permutation_test_by_counting() -> None:
    # of the 2^6 ways to flip six equal signs two are as extreme
    assert permutation_test(np.ones(6)) == pytest.approx(2 / 64, abs=0.01)
    assert permutation_test(np.array([1.0, -1.0, 0.0])) == 1
    assert permutation_test(np.zeros(3)) is None


def test_sign_test_by_hand() -> None:
    assert sign_test(5, 1) == pytest.approx(14 / 64, abs=1e-4)
    assert sign_test(0, 0) is None
