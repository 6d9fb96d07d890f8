"""The command evaluate: translates between a terminal and the bench, which it imports only when it runs.

Exit status: 0 thresholds met, 1 one missed, 2 bad input or set-up.
"""

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from assistant.config import Config
from assistant.errors import QuestionFileError, meaning
from assistant.page.terminal import errors_as_one_line, show_progress

if TYPE_CHECKING:
    from assistant.evaluation.plan import Batch
    from assistant.evaluation.results import Run
    from assistant.evaluation.run import Order

BELOW_THRESHOLD = 1

Files = Annotated[list[Path], typer.Argument(help="Question files, .jsonl or .csv.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
Out = Annotated[Path, typer.Option(help="Folder of the run; an earlier run of that name is replaced.")]
Baseline = Annotated[Path | None, typer.Option(help="Folder of an earlier run to compare with.")]
FailUnder = Annotated[
    list[str] | None, typer.Option(help="measure=value that must be reached (or, for errors and the like, kept).")
]
Types = Annotated[str | None, typer.Option(help="Only questions of these types, separated by commas.")]
Sample = Annotated[int | None, typer.Option(min=1, help="Ask only so many questions of each file, always the same.")]
Check = Annotated[bool, typer.Option("--check", help="Only check the files against the documents; ask nothing.")]
Drafts = Annotated[bool, typer.Option("--drafts", help="Also ask rows that no person has accepted yet.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Questions asked at a time.")]
Url = Annotated[str | None, typer.Option(help="Address of an assistant to ask instead of the one here.")]
Api = Annotated[Path | None, typer.Option(help="TOML file that describes another assistant's API.")]
Seeds = Annotated[Path | None, typer.Option(help="With --url: its documents, to check quotes against.")]
Timeout = Annotated[float, typer.Option(min=0.1, help="With --url: seconds to wait for an answer.")]
Judged = Annotated[bool, typer.Option("--judge", help="Also let the configured language model judge.")]


def evaluate(
    files: Files,
    out: Out = Path("runs/latest"),
    baseline: Baseline = None,
    fail_under: FailUnder = None,
    types: Types = None,
    sample: Sample = None,
    drafts: Drafts = False,
    workers: Workers = 1,
    url: Url = None,
    api: Api = None,
    seeds: Seeds = None,
    timeout: Timeout = 120,
    judge: Judged = False,
    check: Check = False,
    as_json: Json = False,
) -> None:
    """Ask the questions of files and measure the answers. Exit status 1 where a threshold is missed.

    The files are checked before anything is asked: a row that could not be measured is exit status 2.

    Example: assistant evaluate tests/golden/report.jsonl --out runs/new --baseline runs/old --fail-under right=0.85
    """
    from assistant.evaluation.plan import Address, Choice, open_batches, read_files
    from assistant.evaluation.run import Order, evaluate

    options = {"types": types, "sample": sample, "drafts": drafts}
    with errors_as_one_line(), show_progress() as report, ExitStack() as stack:
        chosen = read_files(files, Choice(types.split(",") if types else (), sample, drafts))
        order = completed(Order(out, workers=workers, options=options, reader=url), baseline, fail_under or [])
        order = judged(order, stack) if judge else order
        asked = Address(url, seeds, api, timeout) if url is not None else Config.load()
        batches = stack.enter_context(open_batches(chosen, asked, report))
        if not passed(batches, check):
            return
        run = evaluate(batches, order, report)
    conclude(run, as_json)


def completed(order: "Order", baseline: Path | None, fail_under: Sequence[str]) -> "Order":
    """Return the order with what its answers are held against: an earlier run, thresholds."""
    from assistant.evaluation.compare import open_run
    from assistant.evaluation.gate import read_thresholds

    earlier = open_run(baseline) if baseline else None
    return replace(order, baseline=earlier, limits=read_thresholds(fail_under, Path("pyproject.toml")))


def judged(order: "Order", stack: ExitStack) -> "Order":
    """Return the order with the configured language model as a judge."""
    from assistant.evaluation.plan import open_judge

    return replace(order, judge=stack.enter_context(open_judge(Config.load())))


def passed(batches: Sequence["Batch"], only_check: bool) -> bool:
    """Return whether the questions are to be asked; faults are told, or raised where it is not only checked."""
    from assistant.golden.checks import require_none

    faults = [fault for batch in batches for fault in batch.faults()]
    if only_check:
        tell_faults(faults, sum(len(batch.cases) for batch in batches))
        return False
    require_none(faults)
    return True


def tell_faults(faults: Sequence[QuestionFileError], questions: int) -> None:
    """Print every fault of the files, a line each, or that there is none; exit as for a broken file where there is."""
    for fault in faults:
        typer.echo(f"assistant: {' '.join(str(fault).split())}", err=True)
    if faults:
        raise typer.Exit(meaning(faults[0]).exit_code)
    typer.echo(f"{questions} questions, nothing is wrong with them.")


def conclude(run: "Run", as_json: bool) -> None:
    """Show a run; exit with 1 where a threshold is missed."""
    from assistant.evaluation.report.board import show_run

    if as_json:
        typer.echo(json.dumps(asdict(run.summary), ensure_ascii=False))
    else:
        show_run(Console(), run)
    if not all(verdict.passed for verdict in run.summary.verdicts):
        raise typer.Exit(BELOW_THRESHOLD)
