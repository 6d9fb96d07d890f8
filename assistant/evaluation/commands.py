"""The evaluators' commands: evaluate, calibrate, golden draft, feedback list and export.

Translates between a terminal and the bench; imports it only when a command runs. Exit
status of ``evaluate``: 0 thresholds met, 1 one missed, 2 bad input or set-up.
"""

import json
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from assistant.config import Config
from assistant.terminal import errors_as_one_line, show_progress

if TYPE_CHECKING:
    from assistant.evaluation.cases import Run

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
Drafts = Annotated[bool, typer.Option("--drafts", help="Also ask rows that no person has accepted yet.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Questions asked at a time.")]
Url = Annotated[str | None, typer.Option(help="Address of an assistant to ask instead of the one here.")]
Api = Annotated[Path | None, typer.Option(help="TOML file that describes another assistant's API.")]
Seeds = Annotated[Path | None, typer.Option(help="With --url: its documents, to check quotes against.")]
Timeout = Annotated[float, typer.Option(min=0.1, help="With --url: seconds to wait for an answer.")]
Judged = Annotated[bool, typer.Option("--judge", help="Also let the configured language model judge.")]
Rows = Annotated[Path | None, typer.Option(help="File to write; without it the rows are printed.")]
golden = typer.Typer(help="Make question files.", no_args_is_help=True)
feedback = typer.Typer(help="Use the ratings that people gave.", no_args_is_help=True)


def add_commands(app: typer.Typer) -> None:
    app.command()(evaluate)
    app.command()(calibrate)
    app.add_typer(golden, name="golden")
    app.add_typer(feedback, name="feedback")


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
    as_json: Json = False,
) -> None:
    """Ask the questions of files and measure the answers. Exit status 1 where a threshold is missed.

    Example: assistant evaluate tests/golden/report.jsonl --out runs/new --baseline runs/old --fail-under right=0.85
    """
    from assistant.evaluation.compare import open_run
    from assistant.evaluation.gate import read_thresholds
    from assistant.evaluation.plan import Address, Choice, open_batches, open_judge, read_files
    from assistant.evaluation.run import Order, evaluate

    with errors_as_one_line(), show_progress() as report, ExitStack() as stack:
        chosen = read_files(files, Choice(types.split(",") if types else (), sample, drafts))
        config = Config.load()
        earlier = open_run(baseline) if baseline else None
        limits = read_thresholds(fail_under or [], Path("pyproject.toml"))
        judging = stack.enter_context(open_judge(config)) if judge else None
        options = {"types": types, "sample": sample, "drafts": drafts}
        asked = Address(url, seeds, api, timeout) if url is not None else config
        batches = stack.enter_context(open_batches(chosen, asked, report))
        run = evaluate(batches, Order(out, earlier, limits, workers, judging, options, url), report)
    conclude(run, as_json)


def conclude(run: "Run", as_json: bool) -> None:
    """Show a run; exit with 1 where a threshold is missed."""
    from assistant.evaluation.board import show_run

    if as_json:
        typer.echo(json.dumps(asdict(run.summary), ensure_ascii=False))
    else:
        show_run(Console(), run)
    if not all(verdict.passed for verdict in run.summary.verdicts):
        raise typer.Exit(BELOW_THRESHOLD)


def calibrate(
    files: Files,
    wrong_at_most: Annotated[
        float | None, typer.Option(min=0, max=1, help="Share of questions that may get a wrong answer.")
    ] = None,
    evidence: Annotated[bool, typer.Option("--evidence", help="Also learn anew which sentence answers.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be chosen; write nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Learn from labelled questions when to answer and when to refuse, for the index in use.

    Example: assistant calibrate tests/golden/report.jsonl tests/golden/development.jsonl --dry-run
    """
    from assistant.calibrate import calibrate as learn
    from assistant.evaluation.board import show_calibration
    from assistant.fit import WRONG_AT_MOST
    from assistant.preparing import open_engine
    from assistant.weights import Weights

    with errors_as_one_line(), show_progress() as report:
        config = Config.load()
        engine = open_engine(config, lambda sentence: None, Weights.load())  # not with a calibration to be replaced
        limit = WRONG_AT_MOST if wrong_at_most is None else wrong_at_most
        made = learn(files, engine, evidence, limit, report)
        path = None if dry_run else made.save(config.data)
    if as_json:
        typer.echo(json.dumps({**asdict(made), "file": path and str(path)}, ensure_ascii=False))
    else:
        show_calibration(Console(), made, path)


@golden.command()
def draft(
    out: Rows = None,
    limit: Annotated[int, typer.Option(min=1, help="Most rows.")] = 60,
    seed: Annotated[int, typer.Option(help="Another number gives other rows.")] = 0,
) -> None:
    """Propose questions over the documents, for a person to review. Made by rule, without a model.

    Each row is marked "review": "draft" until a person writes "accepted" there; evaluate leaves drafts out.

    Example: assistant golden draft --out my.jsonl
    """
    from assistant.evaluation.draft import draft as draft_rows
    from assistant.preparing import open_engine

    with errors_as_one_line():
        engine = open_engine(Config.load(), lambda sentence: None)
        rows = draft_rows(engine.store, engine.lexicon, limit, seed)
        write_rows(rows, out)


@feedback.command(name="list")
def list_ratings(
    verdict: Annotated[str, typer.Option(help="Only ratings with this verdict.")] = "",
    as_json: Json = False,
) -> None:
    """Show the ratings that are kept, the oldest first.

    Example: assistant feedback list --verdict wrong
    """
    from assistant.evaluation.board import show_ratings
    from assistant.feedback import to_record
    from assistant.ratings import Ratings, Wanted

    with errors_as_one_line():
        found = Ratings.of(Config.load()).find(Wanted(verdict=verdict))
    if as_json:
        for rating in found:
            typer.echo(json.dumps(to_record(rating), ensure_ascii=False))
    else:
        show_ratings(Console(), found)


@feedback.command()
def questions() -> None:
    """Print the questions that are kept (ASSISTANT_QUESTION_DAYS), one JSON object a line, the oldest first.

    Example: assistant feedback questions
    """
    from assistant.ratings import Ratings

    with errors_as_one_line():
        for row in Ratings.of(Config.load()).questions():
            typer.echo(json.dumps(row, ensure_ascii=False))


@feedback.command()
def export(
    ratings: Annotated[
        Path | None, typer.Argument(help="Ratings, one a line; without a file those that the chat keeps.")
    ] = None,
    form: Annotated[Literal["golden"], typer.Option("--as", help="What to make of them.")] = "golden",
    out: Rows = None,
) -> None:
    """Turn rated answers into rows of a question file, for a person to review.

    Example: assistant feedback export --as golden --out rated.jsonl
    """
    from assistant.feedback import golden_rows, read_ratings
    from assistant.ratings import Ratings

    with errors_as_one_line():
        found = read_ratings(ratings) if ratings else Ratings.of(Config.load()).find()
        write_rows(golden_rows(found), out)


def write_rows(rows: list[dict[str, object]], out: Path | None) -> None:
    """Write rows to a new file or print them; raises EvaluationError rather than overwrite a person's review."""
    from assistant.errors import EvaluationError

    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if out is None:
        typer.echo(lines, nl=False)
        return
    if out.exists():
        raise EvaluationError(f"{out} is there already: name another file with --out.")
    out.write_text(lines, "utf-8")
    typer.echo(f"{len(rows)} rows for review are in {out}.")
