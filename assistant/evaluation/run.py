"""Asks the questions, measures the replies and leaves a folder with all that a run gives.

The folder appears whole: a run writes into ``NAME.part`` and renames it at the end, so that
a broken run leaves an earlier one of that name as it was.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assistant.config import PACKAGE, shipped
from assistant.errors import EvaluationError
from assistant.evaluation.compare import compare
from assistant.evaluation.gate import judge_thresholds
from assistant.evaluation.judge import Judge, judge_summary
from assistant.evaluation.measures import measure
from assistant.evaluation.plan import Batch
from assistant.evaluation.report.brief import write_brief
from assistant.evaluation.report.junit import write_junit
from assistant.evaluation.report.page import write_page
from assistant.evaluation.results import Result, Run
from assistant.evaluation.summary import ALL, Row, summarise
from assistant.golden.cases import Case
from assistant.golden.questions import describe_file
from index.progress import Progress, Report

FILES = ("config.json", "results.jsonl", "summary.json")  # by these a folder is known to be a run


@dataclass(frozen=True, slots=True)
class Order:
    """How to run: where to, against what, and what must be reached."""

    out: Path
    baseline: Run | None = None
    limits: Mapping[str, float] | None = None
    workers: int = 1  # questions asked at a time; times are only honest with one
    judge: Judge | None = None
    options: Mapping[str, Any] | None = None  # what to record of the command
    reader: str | None = None  # base address of the reader that links of the report lead to


def evaluate(batches: Sequence[Batch], order: Order, report: Report = lambda progress: None) -> Run:
    """Ask everything and write the folder; raises EvaluationError where it holds something else than a run."""
    part = fresh_folder(order.out)
    rows = list(write_results(batches, order, part / "results.jsonl", report))
    run = Run(part, describe(batches, order), summarise(rows))
    if order.judge is not None:
        run = replace(run, summary=replace(run.summary, judge=judge_summary(run.results())))
    if order.baseline is not None:
        run = replace(run, summary=replace(run.summary, comparison=compare(run, order.baseline)))
    verdicts = judge_thresholds(order.limits or {}, run.summary.groups[ALL])
    run = replace(run, summary=replace(run.summary, verdicts=verdicts))
    write_json(part / "config.json", run.config)
    write_json(part / "summary.json", asdict(run.summary))
    for write in (write_page, write_brief, write_junit):
        write(run)
    shutil.rmtree(order.out, ignore_errors=True)
    part.rename(order.out)
    return replace(run, folder=order.out)


def fresh_folder(out: Path) -> Path:
    """Return an empty folder beside ``out`` to write into."""
    if out.exists() and not all((out / name).is_file() for name in FILES):
        raise EvaluationError(f"{out} is there and is no run: name another folder with --out.")
    part = out.with_name(out.name + ".part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
    except OSError as error:
        raise EvaluationError(f"{part} cannot be written: {error.strerror}.") from error
    return part


def write_results(batches: Sequence[Batch], order: Order, path: Path, report: Report) -> Iterator[Row]:
    """Write a line for every question, in the files' order, and yield what the summary needs of it."""
    total = sum(len(batch.cases) for batch in batches)
    done = 0
    with path.open("w", encoding="utf-8") as lines, ThreadPoolExecutor(order.workers) as pool:
        for batch in batches:
            for result in pool.map(lambda case, batch=batch: ask(case, batch, order.judge), batch.cases):
                lines.write(json.dumps(result.to_dict(), ensure_ascii=False) + "\n")
                yield Row.of(result)
                done += 1
                report(Progress("asking", done, total))


def ask(case: Case, batch: Batch, judge: Judge | None) -> Result:
    reply = batch.subject.ask(case)
    result = measure(case, reply, batch.documents)
    return replace(result, judged=judge.judge(case, reply)) if judge and reply.error is None else result


def describe(batches: Sequence[Batch], order: Order) -> dict[str, Any]:
    """Return config.json: all that may explain a difference between two runs."""
    return {
        "name": order.out.name,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": [describe_file(batch.file, batch.cases) for batch in batches],
        "subject": batches[0].subject.describe(),
        "subjects": {batch.file.name: batch.subject.describe() for batch in batches},
        "code": {"version": version("report-assistant"), "sha256": code_digest()},
        "baseline": order.baseline.folder.name if order.baseline else None,
        "thresholds": dict(order.limits or {}),
        "options": {**(order.options or {}), "workers": order.workers},
        "judge": order.judge.describe() if order.judge else None,
        "reader": order.reader,
    }


def code_digest() -> str:
    """Return the sha256 over the sources and prompts that answers come from."""
    found = sha256()
    sources = [*PACKAGE.rglob("*.py"), *(PACKAGE.parent / "index").rglob("*.py"), *shipped("prompts").glob("*.*")]
    for path in sorted([*sources, PACKAGE / "evidence" / "weights.json"]):
        found.update(path.read_bytes())
    return found.hexdigest()


def write_json(path: Path, record: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", "utf-8")
