"""The commands of those who run the server: key new, key list, key revoke, embed."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from assistant.access.caller import USES, keyring_of
from assistant.access.keys import Key
from assistant.access.ledger import FILE, Ledger
from assistant.access.sites import Sites
from assistant.access.snippets import find_site, reachable, snippets
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
    server: Annotated[
        str | None, typer.Option(help="The assistant's address as browsers see it; else ASSISTANT_PUBLIC_URL.")
    ] = None,
    origin: Annotated[str | None, typer.Option(help="Origin of the page, to check that it is allowed.")] = None,
    as_json: Json = False,
) -> None:
    """Print what to paste into a page: the widget as a script or as a frame.

    Example: assistant embed --site intranet --server https://report.example --origin https://intranet.example
    """
    with errors_as_one_line():
        config = Config.load()
        origin = origin.lower().rstrip("/") if origin else None
        found = find_site(Sites.load(config.sites), site, origin)
        address = reachable(server, [origin] if origin else found.origins, config)
    made = snippets(found, address, "/report/" if config.open_report else "/")
    if as_json:
        typer.echo(json.dumps({**asdict(made), "origins": found.origins}))
        return
    typer.echo(f"Allowed on: {', '.join(found.origins)}\n")
    typer.echo(f"As a script that stays as it is, for three releases:\n{made.script}\n")
    typer.echo(f"As a script that is always the newest:\n{made.newest}\n\nAs a frame:\n{made.frame}\n")
    typer.echo(f"Content security policy of the page, where it has one:\n{made.policy}")


@key.command("new")
def new_key(
    name: Name,
    scope: Annotated[
        list[str] | None, typer.Option(help="ask, search, feedback (these three where none is named) or admin.")
    ] = None,
    days: Annotated[int | None, typer.Option(min=1, max=36_500, help="How long it lasts; else until revoked.")] = None,
) -> None:
    """Make a key and print it, this once; only its hash is kept.

    Example: assistant key new intranet --scope ask --scope search --days 365
    """
    with errors_as_one_line():
        typer.echo(keyring_of(Config.load()).new(name, scope or USES, days))


@key.command("list")
def list_keys(
    as_json: Json = False,
) -> None:
    """List the keys by name, with what they may do, how long they last and when they were last used.

    Example: assistant key list
    """
    with errors_as_one_line():
        config = Config.load()
        keys = keyring_of(config).keys()
        uses = last_uses(config)
    if as_json:
        typer.echo(json.dumps([{**asdict(one), "used": uses.get(one.digest, "")} for one in keys]))
    else:
        for one in keys:
            typer.echo(listed(one, uses.get(one.digest, "")))


def last_uses(config: Config) -> dict[str, str]:
    """Return when each key was last used (UTC, ISO 8601, to the minute), by its digest."""
    path = config.data / FILE
    found = Ledger(path, idle=0).last_uses() if path.exists() else {}
    return {digest: datetime.fromtimestamp(at, UTC).isoformat(timespec="minutes") for digest, at in found.items()}


def listed(one: Key, used: str) -> str:
    ends = ("expired " if one.has_expired else "until ") + one.expires[:10] if one.expires else "until revoked"
    last = f"last used {used[:10]}" if used else "never used"
    return f"{one.name}  {', '.join(one.scopes)}  made {one.created[:10]}  {ends}  {last}"


@key.command("revoke")
def revoke_key(name: Name) -> None:
    """Revoke a key: it stops working at once, also in a running server.

    Example: assistant key revoke intranet
    """
    with errors_as_one_line():
        keyring_of(Config.load()).revoke(name)
