"""pytest --golden: rows as tests, in a pytest of its own."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.config import Config
from assistant.engine import Engine
from assistant.evaluation import plan
from assistant.evaluation.pytest_plugin import broken_promises, explain, markers_of
from assistant.evaluation.results import Quote, Reply, Result
from assistant.golden.cases import Case, Gold
from assistant.schema import Turn
from assistant.web.preparing import open_engine

PLUGINS = ("-p", "xdist.plugin", "-p", "assistant.evaluation.pytest_plugin")
Row = dict[str, object]
RIGHT: Row = {
    "id": "trees", "type": "numeric", "question": "How many trees will be planted?", "answerable": True,
    "evidence": [{"doc": "parks.txt", "quote": "We will plant 700 trees along 5 streets."}], "facts": [["700"]],
}  # fmt: skip
WRONG: Row = {**RIGHT, "id": "trees again", "facts": [["900", "nine hundred"]]}
REFUSED: Row = {"id": "airport", "type": "off topic", "question": "Who won the chess match?", "answerable": False}


@pytest.fixture(scope="module")
def tiny_engine(tiny_built: Path) -> Engine:
    return open_engine(Config(data=tiny_built / "data", seeds=tiny_built / "seeds"), lambda sentence: None)


@pytest.fixture(autouse=True)
def only_these_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Importing everybody's takes ten times as long as the runs."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


@pytest.fixture
def golden(
    tiny_built: Path, tiny_engine: Engine, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., pytest.RunResult]:
    """Runs pytest over rows; in this process with one engine, in others with the index of the same documents."""
    monkeypatch.setattr(plan, "open_engine", lambda config, tell: tiny_engine)
    monkeypatch.setenv("ASSISTANT_DATA", str(tiny_built / "data"))
    monkeypatch.setenv("ASSISTANT_SEEDS", str(tiny_built / "seeds"))

    def run(rows: list[Row], *options: str) -> pytest.RunResult:
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        path = pytester.path / "my.jsonl"
        path.write_text(lines, "utf-8")
        return pytester.runpytest_inprocess(*PLUGINS, "--golden", str(path), *options)

    return run


def test_each_row_is_a_test(golden: Callable[..., pytest.RunResult]) -> None:
    result = golden([RIGHT, REFUSED])
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*golden: 2 questions*", "Right answers*100.0%*n 1"])


def test_a_failure_can_be_read(golden: Callable[..., pytest.RunResult]) -> None:
    result = golden([WRONG])
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "outcome    partly_right",
            "question   How many trees will be planted?",
            "fact       900 or nine hundred",
            "evidence   We will plant 700 trees along 5 streets.",
            "answer     We will plant *700 trees* along 5 streets. [[]1[]]",
            "citation   *Parks Plan*",
        ]
    )


def test_markers_choose_a_type(golden: Callable[..., pytest.RunResult]) -> None:
    golden([RIGHT, REFUSED], "-m", "off_topic", "--strict-markers").assert_outcomes(passed=1, deselected=1)


def test_a_type_with_a_hyphen_is_a_marker_in_every_process(golden: Callable[..., pytest.RunResult]) -> None:
    rows = [RIGHT, {**REFUSED, "type": "multi-hop"}]
    for options in (("-m", "multi-hop"), ("-m", "multi_hop"), ("-m", "multi-hop", "--numprocesses", "1")):
        golden(rows, *options, "--strict-markers").assert_outcomes(passed=1)
    assert list(markers_of("(odd) type")) == ["odd_type"]


def test_a_row_that_the_documents_do_not_bear_out_fails(golden: Callable[..., pytest.RunResult]) -> None:
    result = golden([{**RIGHT, "evidence": [{"doc": "none.txt", "quote": "We plant."}]}])
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*my.jsonl:1: evidence.0.doc: there is no document 'none.txt'*"])


def test_another_assistant_gets_the_key(
    golden: Callable[..., pytest.RunResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[str | None] = []

    class Keyed:
        def __init__(self, url: str, api: object, timeout: float, key: str | None) -> None:
            keys.append(key)

        def __enter__(self) -> "Keyed":
            return self

        def __exit__(self, *error: object) -> None: ...

        def ask(self, case: Case) -> Reply:
            return Reply("not_in_report", "No.")

    monkeypatch.setattr(plan, "HttpSubject", Keyed)
    golden([REFUSED], "--golden-url", "http://rival", "--golden-key", "secret").assert_outcomes(passed=1)
    assert keys == ["secret"]


def test_with_thresholds_the_session_decides(golden: Callable[..., pytest.RunResult]) -> None:
    met = golden([RIGHT, WRONG], "--golden-fail-under", "right=0.5")
    met.assert_outcomes(passed=1, xfailed=1)
    assert met.ret == 0
    missed = golden([RIGHT, WRONG], "--golden-fail-under", "right=0.6")
    assert missed.ret == 1
    missed.stdout.fnmatch_lines(["Not met: Right answers 50.0% (≥ 60%)."])


def test_thresholds_count_the_questions_of_all_processes(golden: Callable[..., pytest.RunResult]) -> None:
    missed = golden([RIGHT, WRONG], "--numprocesses", "1", "--golden-fail-under", "right=0.6")
    missed.assert_outcomes(passed=1, xfailed=1)
    assert missed.ret == 1
    missed.stdout.fnmatch_lines(["*golden: 2 questions*", "Not met: Right answers 50.0% (≥ 60%)."])


def test_one_engine_answers_the_questions_of_all_files(
    golden: Callable[..., pytest.RunResult],
    tiny_engine: Engine,
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[Config] = []

    def opening(config: Config, tell: Callable[[str], None]) -> Engine:
        opened.append(config)
        return tiny_engine

    monkeypatch.setattr(plan, "open_engine", opening)
    other = pytester.path / "other.jsonl"
    other.write_text(json.dumps(RIGHT) + "\n", "utf-8")
    golden([RIGHT, REFUSED], "--golden", str(other)).assert_outcomes(passed=3)
    assert len(opened) == 1


def test_a_broken_file_is_named_with_line_and_field(golden: Callable[..., pytest.RunResult]) -> None:
    result = golden([RIGHT, {**REFUSED, "answerable": "perhaps"}])
    assert result.ret == 2
    result.stdout.fnmatch_lines(["*my.jsonl:2: answerable*"])


def test_an_unknown_threshold_is_a_usage_error(golden: Callable[..., pytest.RunResult]) -> None:
    assert golden([RIGHT], "--golden-fail-under", "rihgt=1").ret == pytest.ExitCode.USAGE_ERROR


def test_without_the_option_nothing_is_collected(pytester: pytest.Pytester) -> None:
    (pytester.path / "my.jsonl").write_text("{", "utf-8")
    assert pytester.runpytest_inprocess(*PLUGINS).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_an_answer_that_breaks_a_promise_fails_whatever_is_right() -> None:
    kept = {"verbatim": (1.0, 1.0), "unsupported_figures": (0.0, 2.0)}
    broken = {"verbatim": (0.0, 1.0), "unsupported_figures": (1.0, 2.0)}
    assert broken_promises(Result(Case("q", "?", True), Reply(), "right", kept)) == []
    assert len(broken_promises(Result(Case("q", "?", True), Reply(), "right", broken))) == 2


def test_the_explanation_names_history_and_errors() -> None:
    asked = Case("q", "And there?", False, history=(Turn("user", "Here?"),), evidence=(Gold("x"),), note="a twin")
    text = explain(Result(asked, Reply(error="It broke.", quotes=(Quote("y"),)), "error", {}))
    for part in ("after      user: Here?", "expected   a refusal", "error      It broke.", "note       a twin"):
        assert part in text
