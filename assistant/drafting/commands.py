"""The command golden draft. Imports what it runs only then."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.config import Config
from assistant.page.terminal import errors_as_one_line, write_rows

golden = typer.Typer(help="Make question files.", no_args_is_help=True)


@golden.command()
def draft(
    out: Annotated[Path | None, typer.Option(help="File to write; without it the rows are printed.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most rows.")] = 60,
    seed: Annotated[int, typer.Option(help="Another number gives other rows.")] = 0,
) -> None:
    """Propose questions over the documents, for a person to review. Made by rule, without a model.

    Each row is marked "review": "draft" until a person writes "accepted" there; evaluate leaves drafts out.

    Example: assistant golden draft --out my.jsonl
    """
    from assistant.drafting.draft import draft as draft_rows
    from assistant.drafting.draft import missing_twins
    from assistant.web.preparing import open_engine

    with errors_as_one_line():
        engine = open_engine(Config.load(), lambda sentence: None)
        rows = draft_rows(engine.store, engine.finder.lexicon, engine.finder.texts, limit, seed)
        write_rows(rows, out)
    if said := missing_twins(rows):
        typer.echo(said, err=True)
