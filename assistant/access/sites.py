"""The sites that may show the widget, from one TOML file; nobody may where there is none.

[intranet]                                  # the site's id
origins = ["https://intranet.example"]      # scheme, host and port; nothing else may frame or call it
title = "Ask the report"                    # the rest may be left out
theme = "auto"                              # light, dark, auto
language = "en"                             # en, zh; else the page's
starters = ["How many elevators will be installed?"]
per_visitor = "10/minute"
per_site = "100/minute; 2000/day"
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from limits import parse_many
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from assistant.errors import SettingsError

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?|https?://\[[0-9a-f:]+\](?::\d{1,5})?")
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def is_origin(text: str) -> str:
    text = text.removesuffix("/")
    if not ORIGIN.fullmatch(text):
        raise ValueError("an origin is https://host or https://host:port, in small letters, without a path")
    return text


def is_quota(text: str) -> str:
    parse_many(text)  # raises ValueError
    return text


Origin = Annotated[str, AfterValidator(is_origin)]
Quota = Annotated[str, AfterValidator(is_quota)]


class Site(BaseModel):
    """One site: who may show the widget, how it looks there, and how much it may ask."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = ""
    origins: tuple[Origin, ...] = Field(min_length=1)
    title: str = ""
    theme: Literal["light", "dark", "auto"] = "auto"
    language: Literal["", "en", "zh"] = ""  # empty: the page's
    starters: tuple[str, ...] = ()
    per_visitor: Quota = "10/minute"
    per_site: Quota = "100/minute; 2000/day"


class Sites:
    """The sites by id."""

    def __init__(self, sites: Mapping[str, Site]) -> None:
        self.sites = dict(sites)
        self.origins = {origin for site in sites.values() for origin in site.origins}

    def find(self, site_id: str | None) -> Site | None:
        return self.sites.get(site_id or "")

    @classmethod
    def load(cls, path: Path | None) -> "Sites":
        """Raises SettingsError that names the file, the site and what is wrong."""
        if path is None:
            return cls({})
        try:
            tables = tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise SettingsError(f"The sites in {path} cannot be read: {error}.") from error
        return cls({name: read_site(path, name, table) for name, table in tables.items()})


def read_site(path: Path, name: str, table: object) -> Site:
    if not ID.fullmatch(name):
        raise SettingsError(f"{path}: a site cannot be named {name!r}: use a-z, 0-9 and dash.")
    try:
        return TypeAdapter(Site).validate_python(table).model_copy(update={"id": name})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in (name, *first["loc"]))
        raise SettingsError(f"{path}: {where}: {first['msg'].removeprefix('Value error, ')}.") from error
