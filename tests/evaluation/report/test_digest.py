"""What a reader wants first of a run."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample_run import results, sample_run, write_run

from assistant.evaluation.report import digest
from assistant.evaluation.results import Run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return sample_run(tmp_path_factory.mktemp("runs"), 60)


def test_a_measure_with_a_threshold_joins_the_headline(run: Run) -> None:
    lines = {line.measure.name: line for line in digest.headline(run)}
    assert lines["errors"].limit == "≤ 5%"
    assert lines["hit@5"].verdict is None
    assert len(lines) == len(digest.headline(run))


def test_a_line_compares_with_the_baseline(run: Run) -> None:
    line = digest.line(run, "wrong")
    assert (line.change[0], line.better) == ("−", True)
    assert line.p.startswith("p ")


def test_types_are_worst_first(run: Run) -> None:
    shares = [digest.good(run, name).value for name in digest.types(run)]
    assert shares == sorted(share for share in shares if share is not None)
    assert "all" not in digest.types(run)


def test_worst_are_errors_then_the_most_confident_mistakes(run: Run) -> None:
    rows = digest.worst(run, 100)
    assert len(rows) == digest.mistakes(run)
    assert [row["outcome"] == "error" for row in rows] == sorted(
        (row["outcome"] == "error" for row in rows), reverse=True
    )
    sure = [row["reply"]["confidence"] for row in rows if row["outcome"] != "error"]
    assert sure == sorted(sure, reverse=True)


class Many(Run):
    """Results that would not fit if they were all held."""

    def results(self) -> Iterator[dict[str, Any]]:
        for number in range(2000):
            reply = {"confidence": number / 2000, "answer": "x" * 50_000 + str(number)}
            yield {"outcome": "wrong", "reply": reply}


def test_only_the_worst_are_held(run: Run) -> None:
    many = Many(run.folder, {}, run.summary)
    tracemalloc.start()
    rows = digest.worst(many, 3)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row["reply"]["confidence"] for row in rows] == [1999 / 2000, 1998 / 2000, 1997 / 2000]
    assert peak < 5_000_000  # 100 MB pass through


def test_rank_of_the_evidence(run: Run) -> None:
    row = next(row for row in run.results() if row["outcome"] == "wrong" and row["answerable"])
    assert digest.rank_words(row) == "the passage that holds it was read 3rd"
    cut = {**row, "reply": {**row["reply"], "passages": row["reply"]["passages"][:2]}}
    assert digest.rank_words(cut) == "not in the 2 passages read"
    assert digest.rank_words({**row, "reply": {**row["reply"], "passages": None}}) == ""


def test_particulars_leave_out_what_is_not_known(run: Run, tmp_path: Path) -> None:
    known = dict(digest.particulars(run))
    assert known["Questions"] == "60 from report.jsonl"
    assert known["Baseline"] == "main"
    bare = replace(write_run(tmp_path / "bare", list(results(8, 0.8))), config={})
    assert list(dict(digest.particulars(bare))) == ["Questions", "Median time"]


def test_several_corpora_are_all_named(run: Run) -> None:
    subjects = {"a.jsonl": {"index": "aaa"}, "b.jsonl": {"index": "bbb"}}
    several = replace(run, config={"subject": {"index": "aaa"}, "subjects": subjects})
    assert dict(digest.particulars(several))["Index"] == "aaa, bbb"
    unfit = replace(run, config={"subject": {"made_for": "the package's, not made for these documents"}})
    assert dict(digest.particulars(unfit))["Weights"].endswith("not made for these documents")
