"""pytest plugin: every row of a question file is a test.

    pytest --golden my.jsonl                        asks the assistant here
    pytest --golden my.jsonl --golden-url ADDRESS   asks a served one
    pytest --golden my.jsonl -m numeric             only questions of a type
    pytest --golden my.jsonl --golden-fail-under right=0.9

Without thresholds each row passes or fails by itself. With thresholds a row that came out
wrong is an expected failure and the session fails where a threshold is missed. An answer that
breaks a promise (a quote not word for word, a figure without its source) fails in either case.
It loads with every pytest of the environment, so nothing heavy is imported before it is used.
"""

import re
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from assistant.config import Config
    from assistant.evaluation.plan import Batch
    from assistant.evaluation.results import Interval, Result
    from assistant.evaluation.summary import Row
    from assistant.golden.cases import Case

MARKER = re.compile(r"[^\W_][\w.+-]*")  # what -m takes for a name


class Hooks:
    """Hooks that a conftest.py may implement."""

    @pytest.hookspec(firstresult=True)
    def pytest_golden_config(self, config: pytest.Config) -> "Config | None":
        """Return the settings of the assistant to ask; by default they are read from the environment."""


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(Hooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("golden", "questions with known answers, put to the report assistant")
    group.addoption("--golden", action="append", default=[], metavar="FILE", help="question file; may be repeated")
    group.addoption("--golden-url", metavar="ADDRESS", help="ask the assistant served there")
    group.addoption("--golden-key", metavar="KEY", help="with --golden-url: its bearer token; else ASSISTANT_API_KEY")
    group.addoption("--golden-api", metavar="FILE", help="with --golden-url: TOML file that describes another API")
    group.addoption("--golden-seeds", metavar="FOLDER", help="with --golden-url: its documents, to check quotes")
    group.addoption("--golden-sample", type=int, metavar="N", help="only so many questions of each file")
    group.addoption("--golden-drafts", action="store_true", help="also rows that no person has accepted yet")
    group.addoption(
        "--golden-fail-under", action="append", default=[], metavar="MEASURE=VALUE",
        help="threshold for the whole session; may be repeated, also in [tool.assistant.thresholds]",
    )  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    files = [Path(name).resolve() for name in config.getoption("golden")]
    if not files:
        return
    config.addinivalue_line("markers", "golden: a question with a known answer")
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    config.args[:] = [*(config.args if named else []), *map(str, files)]
    config.pluginmanager.register(Session(config, files), "golden-session")


class Session:
    """The golden rows of one pytest session and what became of them."""

    def __init__(self, config: pytest.Config, files: list[Path]) -> None:
        from assistant.evaluation.gate import read_thresholds
        from index.errors import ReportError

        self.config = config
        self.files = files
        self.chosen: dict[Path, list[Case]] = {}  # what is asked of each file
        self.rows: list[Row] = []  # what came out
        self.stack = ExitStack()  # what is to be closed at the end
        try:
            self.limits = read_thresholds(config.getoption("golden_fail_under"), config.rootpath / "pyproject.toml")
        except ReportError as error:
            raise pytest.UsageError(str(error)) from error

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> "GoldenFile | None":
        if file_path.resolve() not in self.files:
            return None
        made: GoldenFile = GoldenFile.from_parent(parent, path=file_path, golden=self)
        return made

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            if isinstance(item, GoldenItem):
                self.chosen.setdefault(item.path, []).append(item.case)

    @cached_property
    def batches(self) -> dict[Path, "Batch"]:
        """What the questions of each file are put to, opened with the first question."""
        from assistant.config import Config
        from assistant.evaluation.plan import Address, open_batches

        url, key = self.config.getoption("golden_url"), self.config.getoption("golden_key")
        seeds, api = (self.config.getoption(name) for name in ("golden_seeds", "golden_api"))
        asked: Config | Address
        if url:
            asked = Address(url, Path(seeds) if seeds else None, Path(api) if api else None, key=key)
        else:
            asked = self.config.hook.pytest_golden_config(config=self.config) or Config.load()
        made = self.stack.enter_context(open_batches(self.chosen, asked, lambda progress: None))
        return {batch.file: batch for batch in made}

    @cached_property
    def faults(self) -> dict[tuple[str, int], str]:
        """What is wrong with the rows, by file and line."""
        found = [fault for batch in self.batches.values() for fault in batch.faults()]
        return {(fault.file, fault.line): str(fault) for fault in found}

    def ask(self, path: Path, case: "Case") -> "Result":
        from assistant.evaluation.measures import measure

        if fault := self.faults.get((str(path), case.line)):
            raise GoldenFailure(fault)
        batch = self.batches[path]
        return measure(case, batch.subject.ask(case), batch.documents)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if isinstance(item, GoldenItem) and item.result and report.when == "call":
            from assistant.evaluation.summary import Row

            vars(report)["golden"] = asdict(Row.of(item.result))  # so it comes from pytest-xdist's workers too
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if row := getattr(report, "golden", None):
            from assistant.evaluation.summary import Row

            self.rows.append(Row(**row))

    def measured(self) -> "dict[str, Interval]":
        from assistant.evaluation.summary import ALL, summarise

        return summarise(self.rows).groups[ALL]

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        from assistant.evaluation.gate import judge_thresholds

        if self.rows and exitstatus == pytest.ExitCode.OK:
            verdicts = judge_thresholds(self.limits, self.measured())
            if not all(verdict.passed for verdict in verdicts):
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_unconfigure(self) -> None:
        self.stack.close()

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        from assistant.evaluation.gate import judge_thresholds
        from assistant.evaluation.measures import HEADLINE, MEASURES
        from assistant.evaluation.report.labels import failed_words, verdict_title, written

        if not self.rows:
            return
        measured = self.measured()
        terminalreporter.section(f"golden: {len(self.rows)} questions")
        for name in dict.fromkeys([*HEADLINE, *(limit.partition(".")[0] for limit in self.limits)]):
            found, about = measured[name], MEASURES[name]
            terminalreporter.line(f"{about.label:28} {written(found.value, about.unit):>14}   n {found.n}")
        if verdicts := judge_thresholds(self.limits, measured):
            failed = failed_words(verdicts)
            terminalreporter.line(failed or f"{verdict_title(verdicts)}.", red=bool(failed))


class GoldenFile(pytest.File):
    """A question file. A fault in it is a collection error with file, line and field."""

    def __init__(self, *, golden: Session, **others: Any) -> None:
        super().__init__(**others)
        self.golden = golden

    def collect(self) -> Iterator["GoldenItem"]:
        from assistant.golden.questions import read_cases, select
        from index.errors import ReportError

        options = self.config.option
        try:
            cases = select(read_cases(self.path), (), options.golden_sample, options.golden_drafts)
        except ReportError as error:
            raise self.CollectError(str(error)) from error
        for case in cases:
            yield GoldenItem.from_parent(self, name=case.id, case=case)


class GoldenItem(pytest.Item):
    """One question."""

    def __init__(self, *, case: "Case", parent: GoldenFile, **others: Any) -> None:
        super().__init__(parent=parent, **others)
        self.case = case
        self.golden = parent.golden
        self.result: Result | None = None
        self.add_marker("golden")
        for kind in markers_of(case.type):
            self.config.addinivalue_line("markers", f"{kind}: golden questions of this type")
            self.add_marker(kind)

    def runtest(self) -> None:
        from assistant.evaluation.measures import GOOD

        result = self.result = self.golden.ask(self.path, self.case)
        if broken := broken_promises(result):
            raise GoldenFailure(f"A promise is broken: {', '.join(broken)}.\n{explain(result)}")
        if result.outcome in GOOD:
            return
        if self.golden.limits and result.outcome != "error":
            pytest.xfail(f"{result.outcome}: {self.case.question}")
        raise GoldenFailure(explain(result))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, GoldenFailure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.case.line - 1, f"{self.case.id}: {self.case.question}"


def markers_of(kind: str) -> dict[str, None]:
    """Return the markers of a type: with every sign as "_", and as it is where ``-m`` can read that ("multi-hop")."""
    names = [re.sub(r"\W+", "_", kind).strip("_") or "untyped", *([kind] if MARKER.fullmatch(kind) else [])]
    return dict.fromkeys(names)


class GoldenFailure(Exception):
    """A question that did not come out as its row says; the message is for the reader."""


def broken_promises(result: "Result") -> list[str]:
    """Return the promises that an answer breaks, whatever the right answer is."""
    quotes, figures = (result.measures.get(name, (0.0, 0.0)) for name in ("verbatim", "unsupported_figures"))
    return ["a quote is not word for word"] * (quotes[0] < quotes[1]) + ["a figure has no source"] * (figures[0] > 0)


def explain(result: "Result") -> str:
    """Return what was asked, what was expected and what came, one line each."""
    case, reply = result.case, result.reply
    lines = [f"outcome    {result.outcome}", f"question   {case.question}"]
    lines += [f"after      {turn.role}: {turn.content}" for turn in case.history]
    lines += ["expected   a refusal: it is not in the report"] * (not case.answerable)
    lines += [f"fact       {' or '.join(fact)}" for fact in case.facts]
    lines += [f"evidence   {gold.quote}" for gold in case.evidence]
    lines += [f"error      {reply.error}"] * bool(reply.error)
    lines += [f"status     {reply.status}", f"answer     {reply.answer}"] * (not reply.error)
    lines += [f"citation   {quote.text} ({quote.place or quote.document_id})" for quote in reply.quotes]
    return "\n".join(lines + [f"note       {case.note}"] * bool(case.note))
