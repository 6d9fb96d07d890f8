"""The commands feedback list, questions and export. Import what they run only then."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from assistant.config import Config
from assistant.page.tables import counted
from assistant.page.terminal import errors_as_one_line, shown, write_rows

if TYPE_CHECKING:
    from assistant.feedback.rating import Rating

feedback = typer.Typer(help="Use the ratings that people gave.", no_args_is_help=True)


@feedback.command(name="list")
def list_ratings(
    verdict: Annotated[str, typer.Option(help="Only ratings with this verdict.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")] = False,
) -> None:
    """Show the ratings that are kept, the oldest first.

    Example: assistant feedback list --verdict wrong
    """
    from assistant.feedback.rating import to_record
    from assistant.feedback.ratings import Ratings, Wanted

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
    from assistant.feedback.ratings import Ratings

    with errors_as_one_line():
        for row in Ratings.of(Config.load()).questions():
            typer.echo(json.dumps(row, ensure_ascii=False))


@feedback.command()
def export(
    ratings: Annotated[
        Path | None, typer.Argument(help="Ratings, one a line; without a file those that the chat keeps.")
    ] = None,
    form: Annotated[Literal["golden"], typer.Option("--as", help="What to make of them.")] = "golden",
    out: Annotated[Path | None, typer.Option(help="File to write; without it the rows are printed.")] = None,
) -> None:
    """Turn rated answers into rows of a question file, for a person to review.

    Example: assistant feedback export --as golden --out rated.jsonl
    """
    from assistant.feedback.rating import golden_rows, read_ratings
    from assistant.feedback.ratings import Ratings

    with errors_as_one_line():
        found = read_ratings(ratings) if ratings else Ratings.of(Config.load()).find()
        write_rows(golden_rows(found), out)


def show_ratings(console: Console, ratings: Sequence["Rating"]) -> None:
    """Print the ratings, one a line, and how many there are."""
    table = Table("when", "verdict", "status", "question", "comment", box=None, pad_edge=False)
    for rating in ratings:
        cells = (rating.rated_at, rating.verdict, rating.status, rating.question, rating.comment)
        table.add_row(*map(shown, cells))
    if ratings:
        console.print(table)
    console.print(f"{counted(len(ratings), 'rating', 'ratings')}.")
