"""The command calibrate. Imports what it runs only then."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from assistant.config import Config
from assistant.page.terminal import errors_as_one_line, show_progress
from index.progress import Report

if TYPE_CHECKING:
    from assistant.learning.calibrate import Calibration
    from assistant.learning.readings import Aims


Files = Annotated[
    list[Path] | None, typer.Argument(help="Question files, .jsonl or .csv; none: what the documents bring along.")
]
WrongAtMost = Annotated[
    float | None, typer.Option(min=0, max=1, help="Share of questions that may get a wrong answer.")
]
Anew = Annotated[bool, typer.Option("--evidence", help="Also learn anew which sentence answers.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be chosen; write nothing.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def calibrate(
    files: Files = None,
    wrong_at_most: WrongAtMost = None,
    evidence: Anew = False,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Learn when to answer and when to refuse, for the index in use: from labelled questions, or from kept ones.

    Example: assistant calibrate tests/golden/report.jsonl tests/golden/development.jsonl --dry-run
    """
    from assistant.learning.readings import Aims
    from assistant.learning.trials import WRONG_AT_MOST

    if not files and (evidence or wrong_at_most is not None):
        raise typer.BadParameter("--evidence and --wrong-at-most need questions that people asked: name a file.")
    aims = Aims(evidence, WRONG_AT_MOST if wrong_at_most is None else wrong_at_most) if files else None
    with errors_as_one_line(), show_progress() as report:
        config = Config.load()
        made = learn(files or [], config, aims, report)
        path = None if dry_run else made.save(config.data)
    tell(made, path, as_json)


def learn(files: Sequence[Path], config: Config, aims: "Aims | None", report: Report) -> "Calibration":
    """Learn over the index in use, opened with the package's weights: not with a calibration to be replaced."""
    from assistant.evidence.weights import Weights
    from assistant.learning.calibrate import calibrate, calibrate_alone
    from assistant.web.preparing import open_engine
    from index.vectors.embedder import find_model

    usual = Weights.shipped(find_model(config.embed_model).digest, config.embed_model)
    engine = open_engine(config, lambda sentence: None, usual)
    return calibrate(files, engine, aims, report) if files else calibrate_alone(engine, report)


def tell(made: "Calibration", path: Path | None, as_json: bool) -> None:
    """Show a calibration; as JSON with what was learned of the reading that had most questions on top."""
    from assistant.learning.board import show_calibration

    if as_json:
        first = asdict(made.readings[0]) if made.readings else {}
        typer.echo(json.dumps({**first, **asdict(made), "file": path and str(path)}, ensure_ascii=False))
    else:
        show_calibration(Console(), made, path)
