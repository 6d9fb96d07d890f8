"""The command calibrate. Imports what it runs only then."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from assistant.config import Config
from assistant.page.terminal import errors_as_one_line, show_progress


def calibrate(
    files: Annotated[list[Path], typer.Argument(help="Question files, .jsonl or .csv.")],
    wrong_at_most: Annotated[
        float | None, typer.Option(min=0, max=1, help="Share of questions that may get a wrong answer.")
    ] = None,
    evidence: Annotated[bool, typer.Option("--evidence", help="Also learn anew which sentence answers.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be chosen; write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")] = False,
) -> None:
    """Learn from labelled questions when to answer and when to refuse, for the index in use.

    Example: assistant calibrate tests/golden/report.jsonl tests/golden/development.jsonl --dry-run
    """
    from assistant.evidence.weights import Weights
    from assistant.learning.board import show_calibration
    from assistant.learning.calibrate import calibrate as learn
    from assistant.learning.trials import WRONG_AT_MOST
    from assistant.web.preparing import open_engine
    from index.vectors.embedder import find_model

    with errors_as_one_line(), show_progress() as report:
        config = Config.load()
        usual = Weights.shipped(find_model(config.embed_model).digest, config.embed_model)
        engine = open_engine(config, lambda sentence: None, usual)  # not with a calibration to be replaced
        limit = WRONG_AT_MOST if wrong_at_most is None else wrong_at_most
        made = learn(files, engine, evidence, limit, report)
        path = None if dry_run else made.save(config.data)
    if as_json:
        typer.echo(json.dumps({**asdict(made), "file": path and str(path)}, ensure_ascii=False))
    else:
        show_calibration(Console(), made, path)
