"""The commands of those who run the server: key new, key list, key revoke."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from assistant.access import keyring_of
from assistant.config import Config
from assistant.terminal import errors_as_one_line

key = typer.Typer(help="Make, list and revoke API keys.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
Name = Annotated[str, typer.Argument(help="The key's name: a-z, 0-9, dot, dash, underscore.")]


def add_access_commands(app: typer.Typer) -> None:
    app.add_typer(key, name="key")


@key.command("new")
def new_key(
    name: Name,
    scope: Annotated[list[str] | None, typer.Option(help="ask (the default), search, feedback or admin.")] = None,
) -> None:
    """Make a key and print it, this once; only its hash is kept.

    Example: assistant key new intranet --scope ask --scope search
    """
    with errors_as_one_line():
        typer.echo(keyring_of(Config.load()).new(name, scope or ["ask"]))


@key.command("list")
def list_keys(
    as_json: Json = False,
) -> None:
    """List the keys by name, with what they may do.

    Example: assistant key list
    """
    with errors_as_one_line():
        keys = keyring_of(Config.load()).keys()
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in keys]))
    else:
        for one in keys:
            typer.echo(f"{one.name}  {', '.join(one.scopes)}  made {one.created[:10]}")


@key.command("revoke")
def revoke_key(name: Name) -> None:
    """Revoke a key: it stops working at once, also in a running server.

    Example: assistant key revoke intranet
    """
    with errors_as_one_line():
        keyring_of(Config.load()).revoke(name)
