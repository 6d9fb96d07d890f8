"""Where ratings are kept: a table in SQLite, or in any database that SQLAlchemy can open.

Knows what a rating is from ``feedback``; who gave one is never asked. A rating's id is a
secret of the page that sent it: whoever has it may have the rating deleted. Questions that
nobody rated are kept beside them only where a setting says for how many days.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    create_engine,
    delete,
    func,
    insert,
    or_,
    select,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, SQLAlchemyError

from assistant.config import Config
from assistant.errors import RatingError, RatingsFull
from assistant.feedback.rating import RATING, Rating, to_record
from assistant.schema import Answer

if TYPE_CHECKING:
    from assistant.engine import Engine as Assistant

FILE = "ratings.sqlite"  # in the data folder, beside the index
MEGABYTE = 1024 * 1024
MOST, MOST_BYTES = 20_000, 256 * MEGABYTE
PRAGMAS = ("page_count", "freelist_count", "page_size")
DAMAGED = ("malformed", "not a database")  # words of SQLite
SEARCHED = ("question", "answer", "comment")
LOCKED_FOR = 2  # seconds to wait for another process that is writing to SQLite
METADATA = MetaData()
TABLE = Table(
    "ratings",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("rated_at", String(40), nullable=False, index=True),
    Column("verdict", String(32), nullable=False),
    Column("status", String(32), nullable=False),
    Column("rating", JSON, nullable=False),
)
QUESTIONS = Table(
    "questions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("asked_at", String(40), nullable=False, index=True),
    Column("question", JSON, nullable=False),
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which ratings; an empty field means any."""

    id: str = ""
    verdict: str = ""
    status: str = ""
    text: str = ""  # in the question, the answer or the comment; case counts only beyond ASCII in SQLite

    def narrow(self, query: Select[Any]) -> Select[Any]:
        """Return a query of the table of ratings for these only."""
        for column in ("id", "verdict", "status"):
            if value := getattr(self, column):
                query = query.where(TABLE.c[column] == value)
        if self.text:
            columns = [TABLE.c.rating[name].as_string() for name in SEARCHED]
            query = query.where(or_(*(column.icontains(self.text, autoescape=True) for column in columns)))
        return query


class Ratings:
    """The ratings behind one address. Opened at the first use; every method raises RatingError where that fails."""

    def __init__(self, address: str, days: int = 0, most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        """``days`` is how long a rating is kept, 0 for ever; ``most`` how many, ``most_bytes`` in how large a file."""
        self.address = address
        self.days, self.most, self.most_bytes = days, most, most_bytes
        self.file = file_of(address)
        self.opened: Engine | None = None
        self.seen: tuple[int, int] | None = None  # which file was opened
        self.opening = threading.Lock()

    @classmethod
    def of(cls, config: Config) -> "Ratings":
        """Return the ratings that the settings name: by default a file in the data folder."""
        secret = config.feedback_url
        named = secret.get_secret_value() if secret else f"sqlite:///{(config.data / FILE).absolute()}"
        return cls(named, config.feedback_days, config.feedback_most, config.feedback_megabytes * MEGABYTE)

    @property
    def engine(self) -> Engine:
        """The database, opened once; again where SQLite's file is gone or another one."""
        with self.opening:
            if self.opened is not None and self.seen != identity(self.file):
                self.opened.dispose()
                self.opened = None
            if self.opened is None:
                self.opened = self.open()
                self.seen = identity(self.file)
            return self.opened

    def close(self) -> None:
        with self.opening:
            if self.opened is not None:
                self.opened.dispose()
            self.opened = None

    def open(self) -> Engine:
        """Open the database and make its tables; a new file of SQLite is its owner's alone."""
        if self.file is not None and not self.file.exists():
            self.file.touch(0o600)
        waiting = {"timeout": LOCKED_FOR} if self.address.startswith("sqlite") else {}
        engine = create_engine(self.address, connect_args=waiting)
        METADATA.create_all(engine)
        return engine

    def add(self, rating: Rating) -> None:
        row = {"id": rating.id, "rated_at": rating.rated_at, "verdict": rating.verdict, "status": rating.status}
        with self.connected() as connection:
            self.require_room(connection)
            connection.execute(insert(TABLE).values(**row, rating=to_record(rating)))

    def require_room(self, connection: Connection) -> None:
        """Raise RatingsFull where no more is to be kept."""
        count = connection.execute(select(func.count()).select_from(TABLE)).scalar_one()
        if count >= self.most or used_bytes(connection) >= self.most_bytes:
            raise RatingsFull("No more ratings are kept here: whoever runs the assistant has to delete some.")

    def delete(self, rating_id: str) -> bool:
        """Delete one rating; False where there is none of that id."""
        with self.connected() as connection:
            return bool(connection.execute(delete(TABLE).where(TABLE.c.id == rating_id)).rowcount)

    def find(self, wanted: Wanted | None = None) -> list[Rating]:
        """Return the ratings wanted, in the order in which they were given."""
        query = (wanted or Wanted()).narrow(select(TABLE.c.rating)).order_by(TABLE.c.rated_at, TABLE.c.id)
        with self.connected() as connection:
            return [RATING.validate_python(row.rating) for row in connection.execute(query)]

    def newest(self, wanted: Wanted, most: int, page: int = 0) -> tuple[list[Rating], int]:
        """Return a page of the ratings wanted, the newest first, and how many there are on all pages."""
        query = wanted.narrow(select(TABLE.c.rating)).order_by(TABLE.c.rated_at.desc(), TABLE.c.id.desc())
        counting = wanted.narrow(select(func.count()).select_from(TABLE))
        with self.connected() as connection:
            found = connection.execute(query.limit(most).offset(page * most))
            return [RATING.validate_python(row.rating) for row in found], connection.execute(counting).scalar_one()

    def keep(self, answer: Answer, days: int) -> None:
        """Keep what was asked and what became of it, and forget what is older than ``days``."""
        now = datetime.now(UTC)
        asked = {"question": answer.question, "read_as": answer.standalone_question, "status": answer.status}
        row = {**asked, "reason": answer.reason, "answer_id": answer.id, "index": answer.index}
        with self.connected() as connection:
            old = QUESTIONS.c.asked_at < written(now - timedelta(days=days))
            connection.execute(delete(QUESTIONS).where(old))
            self.require_room(connection)
            connection.execute(insert(QUESTIONS).values(asked_at=written(now), question=row))

    def questions(self) -> list[dict[str, Any]]:
        """Return the questions that are kept, the oldest first."""
        query = select(QUESTIONS.c.asked_at, QUESTIONS.c.question).order_by(QUESTIONS.c.number)
        with self.connected() as connection:
            return [{"asked_at": row.asked_at, **row.question} for row in connection.execute(query)]

    def is_damaged(self, error: DatabaseError) -> bool:
        """True where SQLite says that its file is none, or is broken."""
        return self.file is not None and any(word in str(error.orig) for word in DAMAGED)

    def put_aside(self) -> None:
        """Rename a damaged file, so that the next rating finds a new one; whoever runs this may mend the old one."""
        if self.file is not None:
            with suppress(OSError):
                aside = self.file.replace(self.file.with_name(f"{self.file.name}.damaged"))
                log.error("The ratings were damaged; what is left of them is in %s.", aside)

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """Give a connection in a transaction; what is older than may be kept is forgotten first."""
        try:
            with self.engine.begin() as connection:
                if self.days:
                    limit = datetime.now(UTC) - timedelta(days=self.days)
                    connection.execute(delete(TABLE).where(TABLE.c.rated_at < written(limit)))
                yield connection
        except (SQLAlchemyError, ImportError, OSError, ValueError) as error:
            self.close()  # whatever is put right is opened anew
            if isinstance(error, DatabaseError) and self.is_damaged(error):
                self.put_aside()
            cause = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise RatingError(
                f"The ratings cannot be read or written ({cause}): see ASSISTANT_FEEDBACK_URL."
            ) from error


def file_of(address: str) -> Path | None:
    """Return the file of an address of SQLite; None for another database, or one that is no file."""
    try:
        url = make_url(address)
    except ArgumentError:
        return None
    named = url.database if url.get_backend_name() == "sqlite" else None
    return Path(named) if named and named != ":memory:" else None


def identity(file: Path | None) -> tuple[int, int] | None:
    """Return which file that is, whatever its name; None where it is not there."""
    try:
        status = file.stat() if file else None
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status else (0, 0)


def used_bytes(connection: Connection) -> int:
    """Return how much of SQLite's file is in use; 0 for another database, which has limits of its own."""
    if connection.dialect.name != "sqlite":
        return 0
    pages, free, size = (connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in PRAGMAS)
    return int((pages - free) * size)


def keep_questions(watched: "Assistant", config: Config) -> None:
    """Keep each question of the assistant from now on, where the settings say so."""
    ratings = Ratings.of(config)

    def keep(answer: Answer) -> None:
        try:
            ratings.keep(answer, config.question_days)
        except RatingError as error:  # the answer is worth more than the record of it
            log.warning("%s", error)

    if config.question_days:
        watched.watchers.append(keep)


def written(time: datetime) -> str:
    """Return a time in UTC as ratings have it; the texts sort as the times do."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
