"""The commands of those who run the server: key new, key list, key revoke, embed."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from assistant.access.caller import USES, keyring_of
from assistant.access.sites import Sites
from assistant.access.snippets import find_site, snippets
from assistant.config import Config
from assistant.page.terminal import errors_as_one_line

key = typer.Typer(help="Make, list and revoke API keys.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
Name = Annotated[str, typer.Argument(help="The key's name: a-z, 0-9, dot, dash, underscore.")]


def add_access_commands(app: typer.Typer) -> None:
    app.add_typer(key, name="key")
    app.command()(embed)


def embed(
    site: Annotated[str, typer.Option(help="The site's id in the file of ASSISTANT_SITES.")],
    server: Annotated[str, typer.Option(help="The assistant's address as browsers see it.")] = "http://127.0.0.1:7860",
    origin: Annotated[str | None, typer.Option(help="Origin of the page, to check that it is allowed.")] = None,
    as_json: Json = False,
) -> None:
    """Print what to paste into a page: the widget as a script or as a frame.

    Example: assistant embed --site intranet --server https://report.example --origin https://intranet.example
    """
    with errors_as_one_line():
        found = find_site(Sites.load(Config.load().sites), site, origin)
    made = snippets(found, server)
    if as_json:
        typer.echo(json.dumps({**asdict(made), "origins": found.origins}))
        return
    typer.echo(f"Allowed on: {', '.join(found.origins)}\n\nAs a script:\n{made.script}\n\nAs a frame:\n{made.frame}\n")
    typer.echo(f"Content security policy of the page, where it has one:\n{made.policy}")


@key.command("new")
def new_key(
    name: Name,
    scope: Annotated[
        list[str] | None, typer.Option(help="ask, search, feedback (these three where none is named) or admin.")
    ] = None,
) -> None:
    """Make a key and print it, this once; only its hash is kept.

    Example: assistant key new intranet --scope ask --scope search
    """
    with errors_as_one_line():
        typer.echo(keyring_of(Config.load()).new(name, scope or USES))


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
