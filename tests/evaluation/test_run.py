"""Runs over the real engine: what they leave, that they repeat, and that a worsened engine is caught."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from assistant.engine import Engine
from assistant.errors import EvaluationError
from assistant.evaluation.compare import open_run
from assistant.evaluation.inprocess import EngineSubject
from assistant.evaluation.plan import Batch, Choice, read_files
from assistant.evaluation.results import Reply
from assistant.evaluation.run import Order, evaluate
from assistant.evidence.weights import Weights
from assistant.golden.cases import Case

GOLDEN = Path(__file__).parent.parent / "golden" / "report.jsonl"
LIMITS = {
    "errors": 0, "right": 0.8, "first_citation": 0.75, "hit@5": 0.95, "refused": 0.8, "wrong": 0.1, "verbatim": 1,
    "unsupported_figures": 0,
}  # fmt: skip
LEFT = {"config.json", "results.jsonl", "summary.json", "report.html", "report.md", "junit.xml"}


class Spoilt:
    """The engine with its finished answers altered, so that the engine's own check cannot stop it."""

    def __init__(self, engine: Engine, reply: dict[str, Any]) -> None:
        self.subject = EngineSubject(engine)
        self.reply = reply

    def ask(self, case: Case) -> Reply:
        said = self.subject.ask(case)
        if not said.answered:
            return said
        return replace(said, **{name: change(getattr(said, name)) for name, change in self.reply.items()})

    def describe(self) -> dict[str, Any]:
        return {"kind": "spoilt"}


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return read_files([GOLDEN], Choice())[GOLDEN]


@pytest.fixture
def run(engine: Engine, cases: list[Case], tmp_path: Path) -> Any:
    def go(subject: Any = None, name: str = "new", **options: Any) -> Any:
        batch = Batch(GOLDEN, cases, subject or EngineSubject(engine), engine.store.documents)
        return evaluate([batch], Order(tmp_path / name, **options))

    return go


@pytest.fixture(scope="module")
def good(engine: Engine, cases: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A run of the engine as it is, under its gate."""
    batch = Batch(GOLDEN, cases, EngineSubject(engine), engine.store.documents)
    return evaluate([batch], Order(tmp_path_factory.mktemp("runs") / "good", limits=LIMITS))


def missed(run: Any) -> set[str]:
    return {verdict.measure for verdict in run.summary.verdicts if not verdict.passed}


def test_a_run_leaves_six_files_and_passes_its_gate(good: Any, cases: list[Case]) -> None:
    assert {path.name for path in good.folder.iterdir()} == LEFT
    assert not missed(good)
    assert [line["id"] for line in good.results()] == [case.id for case in cases]
    assert open_run(good.folder).summary == good.summary


def test_two_runs_are_the_same_but_for_times(good: Any, run: Any) -> None:
    again = run(workers=4)

    def timeless(folder: Path) -> list[str]:
        return [
            line.rpartition(', "seconds"')[0] for line in (folder / "results.jsonl").read_text("utf-8").splitlines()
        ]

    assert timeless(again.folder) == timeless(good.folder)


def test_shuffled_retrieval_is_caught(engine: Engine, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def shuffled(query: Any, top_k: int = 8, documents: Any = None) -> list[Any]:
        every = engine.finder.retriever.rerank(query.text, hits(query, len(engine.store.passages)))
        return Random(query.text).sample(every, top_k)

    hits = engine.finder.retriever.retrieve
    monkeypatch.setattr(engine.finder.retriever, "retrieve", shuffled)
    assert missed(run(limits=LIMITS)) >= {"hit@5", "right", "first_citation"}


def with_cutoff(weights: Weights, cutoff: float) -> Weights:
    """Return weights that answer from another probability on, however a question is read."""
    others = {name: replace(other, cutoff=cutoff) for name, other in weights.others.items()}
    return replace(weights, cutoff=cutoff, others=others)


def test_an_engine_that_never_refuses_is_caught(engine: Engine, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.finder, "weights", with_cutoff(engine.finder.weights, 0.0))
    assert missed(run(limits=LIMITS)) == {"refused", "wrong"}


def test_invented_figures_are_caught(engine: Engine, run: Any) -> None:
    spoilt = Spoilt(engine, {"answer": lambda text: text.replace(" [1]", ", some 4,711 in all [1]", 1)})
    assert missed(run(spoilt, limits=LIMITS)) == {"unsupported_figures"}


def test_altered_quotes_are_caught(engine: Engine, run: Any) -> None:
    spoilt = Spoilt(engine, {"quotes": lambda quotes: (replace(quotes[0], text=quotes[0].text + "!"), *quotes[1:])})
    assert missed(run(spoilt, limits=LIMITS)) == {"verbatim"}


def test_answers_that_end_in_errors_are_caught(run: Any) -> None:
    class Broken:
        def ask(self, case: Case) -> Reply:
            return Reply(error="It broke.") if case.id.endswith("1") else Reply("not_in_report", "No.")

        def describe(self) -> dict[str, Any]:
            return {}

    assert "errors" in missed(run(Broken(), limits={"errors": 0}))


def test_against_a_baseline_the_difference_is_told(
    engine: Engine, run: Any, good: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.finder, "weights", with_cutoff(engine.finder.weights, 1.0))
    comparison = run(name="timid", baseline=good).summary.comparison
    assert comparison.changes["answered"].value < comparison.changes["answered"].baseline
    assert comparison.changes["answered"].p < 0.01
    assert sum(shift.kind == "worse" for shift in comparison.shifts) > len(comparison.shifts) / 2


def test_config_tells_what_may_explain_a_difference(good: Any) -> None:
    config = json.loads((good.folder / "config.json").read_text("utf-8"))
    assert config["files"][0]["rows"] == 60
    assert config["subject"]["model_digest"]
    assert config["code"]["sha256"]
    assert config["thresholds"] == LIMITS


def test_a_folder_with_other_things_is_not_touched(run: Any, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear", "utf-8")
    with pytest.raises(EvaluationError, match="is no run"):
        run(name="mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_broken_run_leaves_the_earlier_one(good: Any, cases: list[Case]) -> None:
    class Breaking:
        def ask(self, case: Case) -> Reply:
            raise EvaluationError("Unplugged.")

        def describe(self) -> dict[str, Any]:
            return {}

    with pytest.raises(EvaluationError, match="Unplugged"):
        evaluate([Batch(GOLDEN, cases, Breaking(), None)], Order(good.folder))
    assert open_run(good.folder).summary == good.summary


def test_results_are_read_one_at_a_time(good: Any) -> None:
    assert isinstance(good.results(), Iterator)
