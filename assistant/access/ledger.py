"""What is remembered of callers between requests: the logins that are open, and when each key was last used.

One small SQLite file in the data folder. What stands in it opens nothing: a login is kept under a
keyed hash of its cookie. Where the file cannot be used, memory serves, and people sign in again.
"""

import logging
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any

FILE = "access.sqlite"
LONGEST = 12 * 60 * 60  # seconds that a login lasts
OFTEN = 60  # seconds between two notes of the same use
PATIENCE = 0.5  # seconds to wait for another process that has the file
DEVICE = 200  # characters kept of what a browser calls itself
TABLES = """
create table if not exists login (id text primary key, key text not null, opened real, seen real, device text);
create table if not exists used (key text primary key, at real);
"""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Login:
    """One browser that has signed in. ``key`` is the digest of the key it gave; times are Unix time."""

    id: str
    key: str
    opened: float
    seen: float
    device: str


class Ledger:
    """``idle`` is in seconds; a login ends when it was not used for so long, or when it has lasted ``LONGEST``."""

    def __init__(self, path: Path, idle: float, clock: Callable[[], float] = time.time) -> None:
        self.path, self.idle, self.clock = path, idle, clock
        self.lock = RLock()
        self.opened: sqlite3.Connection | None = None

    def open(self, login_id: str, key: str, device: str) -> None:
        """Begin a login, and forget those that have ended."""
        now = self.clock()
        self.run("delete from login where opened < ? or seen < ?", now - LONGEST, now - self.idle)
        self.run("insert or replace into login values (?, ?, ?, ?, ?)", login_id, key, now, now, device[:DEVICE])

    def find(self, login_id: str) -> Login | None:
        """Return a login that is open, and note that it was used."""
        now = self.clock()
        found = self.logins("id = ?", login_id)
        if found and now - found[0].seen >= OFTEN:
            self.run("update login set seen = ? where id = ?", now, login_id)
        return found[0] if found else None

    def of(self, key: str) -> list[Login]:
        """Return the open logins of a key, the last used first."""
        return self.logins("key = ? order by seen desc", key)

    def end(self, login_id: str, key: str) -> None:
        """End a login of that key."""
        self.run("delete from login where id = ? and key = ?", login_id, key)

    def logins(self, condition: str, value: str) -> list[Login]:
        now = self.clock()
        columns = "select id, key, opened, seen, device from login where opened > ? and seen > ? and "
        return [Login(*row) for row in self.run(columns + condition, now - LONGEST, now - self.idle, value)]

    def use(self, key: str) -> None:
        """Note that the key with this digest was used now."""
        now = self.clock()
        if not self.run("select 1 from used where key = ? and at > ?", key, now - OFTEN):
            self.run("insert or replace into used values (?, ?)", key, now)

    def last_uses(self) -> dict[str, float]:
        """Return when each key was last used, by its digest; those that never were are not there."""
        return dict(self.run("select key, at from used"))

    def run(self, statement: str, *values: object) -> Sequence[Any]:
        """Return the rows; none where another process keeps the file. A file that fails is given up for memory."""
        with self.lock:
            try:
                return self.rows(statement, *values)
            except sqlite3.Error as error:
                if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                    return []
                self.opened = self.in_memory(error)
                return self.rows(statement, *values)

    def rows(self, statement: str, *values: object) -> Sequence[Any]:
        if self.opened is None:
            try:
                self.opened = connect(self.path)
            except (OSError, sqlite3.Error) as error:
                self.opened = self.in_memory(error)
        with closing(self.opened.execute(statement, values)) as cursor:
            return cursor.fetchall()

    def in_memory(self, error: Exception) -> sqlite3.Connection:
        log.warning("Logins are kept in memory, since %s cannot be used (%s): remove it.", self.path, error)
        return connect(None)


def connect(path: Path | None) -> sqlite3.Connection:
    """Open the file, readable by its owner only whatever the umask; without one a place in memory."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    made = sqlite3.connect(path or ":memory:", PATIENCE, isolation_level=None, check_same_thread=False)
    made.executescript(TABLES)
    return made
