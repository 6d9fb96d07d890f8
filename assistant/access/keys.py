"""API keys: named, scoped, and kept only as hashes, in one file that ``assistant key`` changes.

A key is 256 random bits, so its plain SHA-256 tells nothing about it; a slow hash is for
passwords. The file is read again when it changes: a revoked key stops working at once.
"""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, cast, get_args

from filelock import FileLock

from assistant.access import audit
from assistant.errors import SettingsError

Scope = Literal["ask", "search", "feedback", "documents", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
PREFIX = "ra_"  # so that a scanner for secrets knows one
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key: never the key itself."""

    name: str
    scopes: tuple[Scope, ...]
    digest: str  # SHA-256, in hex
    created: str  # UTC, ISO 8601
    expires: str = ""  # likewise; empty where it lasts until it is revoked

    @property
    def has_expired(self) -> bool:
        return bool(self.expires) and datetime.now(UTC) >= datetime.fromisoformat(self.expires)


class Keyring:
    """The keys of one file; a file that is not there holds none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seen: tuple[int, int] | None = None  # the file's time and size when it was read
        self.by_digest: dict[str, Key] = {}
        self.was_read = state_of(path) is None  # what is in the file at the first look is no change

    def keys(self) -> list[Key]:
        """Return the keys by name; raises SettingsError where the file cannot be read."""
        return sorted(self.current().values(), key=lambda key: key.name)

    def find(self, key: str) -> Key | None:
        """Return the key that is held, where it is one and has not expired."""
        return self.get(digest_of(key))

    def get(self, digest: str) -> Key | None:
        key = self.current().get(digest)
        return None if key is None or key.has_expired else key

    def has_ended(self, key: str) -> bool:
        """True for a key that is held and has expired: whoever has it may know."""
        known = self.current().get(digest_of(key))
        return known is not None and known.has_expired

    def current(self) -> dict[str, Key]:
        """Return every key by its digest, expired ones too: they do not open the server to anybody either."""
        state = state_of(self.path)
        if state != self.seen:
            found = {key.digest: key for key in read(self.path)} if state else {}
            if self.was_read:
                note_changes(self.by_digest, found)
            self.by_digest, self.seen, self.was_read = found, state, True
        return self.by_digest

    def new(self, name: str, scopes: Collection[str], days: int | None = None) -> str:
        """Add a key, good for so many days or until it is revoked, and return it, the only time that it is seen.

        Raises SettingsError for a bad name or scope.
        """
        if not NAME.fullmatch(name):
            raise SettingsError(f"A key cannot be named {name!r}: use a-z, 0-9, dot, dash and underscore.")
        if unknown := [scope for scope in scopes if scope not in SCOPES] or not scopes:
            raise SettingsError(f"There is no scope {unknown}: there are {', '.join(SCOPES)}.")
        with self.changing() as keys:
            if any(key.name == name for key in keys):
                raise SettingsError(f"There is a key named {name}: revoke it first (assistant key revoke {name}).")
            made = PREFIX + secrets.token_urlsafe(32)
            now = datetime.now(UTC)
            until = (now + timedelta(days=days)).isoformat(timespec="seconds") if days else ""
            allowed = cast(tuple[Scope, ...], tuple(sorted(scopes)))
            write(self.path, [*keys, Key(name, allowed, digest_of(made), now.isoformat(timespec="seconds"), until)])
        return made

    def revoke(self, name: str) -> None:
        """Remove a key; raises SettingsError where there is none of that name."""
        with self.changing() as keys:
            kept = [key for key in keys if key.name != name]
            if len(kept) == len(keys):
                raise SettingsError(f"There is no key named {name}: see assistant key list.")
            write(self.path, kept)

    def changing(self) -> "Changing":
        return Changing(self)


class Changing:
    """Holds the file's lock, so that two commands do not lose each other's key."""

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring
        keyring.path.parent.mkdir(parents=True, exist_ok=True)
        self.lock = FileLock(f"{keyring.path}.lock")

    def __enter__(self) -> list[Key]:
        self.lock.acquire()
        return self.keyring.keys()

    def __exit__(self, *error: object) -> None:
        self.lock.release()


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def note_changes(before: Mapping[str, Key], after: Mapping[str, Key]) -> None:
    for digest in after.keys() - before.keys():
        audit.note("key made", key=after[digest].name, scopes=" ".join(after[digest].scopes))
    for digest in before.keys() - after.keys():
        audit.note("key revoked", key=before[digest].name)


def state_of(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return state.st_mtime_ns, state.st_size


def read(path: Path) -> list[Key]:
    try:
        rows = json.loads(path.read_text("utf-8"))
        return [read_key(row) for row in rows]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SettingsError(f"The keys in {path} cannot be read: mend it or remove it.") from error


def read_key(row: Mapping[str, Any]) -> Key:
    key = Key(row["name"], tuple(row["scopes"]), row["digest"], row["created"], row.get("expires", ""))
    if key.expires and datetime.fromisoformat(key.expires).tzinfo is None:
        raise ValueError(f"{key.name} expires in no time zone")
    return key


def write(path: Path, keys: Sequence[Key]) -> None:
    """Replace the file in one step, readable by its owner only."""
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump([asdict(key) for key in keys], file, indent=2)
    new.replace(path)
