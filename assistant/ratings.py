"""Where ratings are kept: a table in SQLite, or in any database that SQLAlchemy can open.

Knows what a rating is from ``feedback``; who gave one is never asked. A rating's id is a
secret of the page that sent it: whoever has it may have the rating deleted.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, Column, Engine, MetaData, String, Table, create_engine, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from assistant.config import Config
from assistant.errors import RatingError
from assistant.feedback import RATING, Rating, to_record

FILE = "ratings.sqlite"  # in the data folder, beside the index
LOCKED_FOR = 2  # seconds to wait for another process that is writing to SQLite
TABLE = Table(
    "ratings",
    MetaData(),
    Column("id", String(64), primary_key=True),
    Column("rated_at", String(40), nullable=False, index=True),
    Column("verdict", String(32), nullable=False),
    Column("status", String(32), nullable=False),
    Column("rating", JSON, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which ratings; an empty field means any."""

    id: str = ""
    verdict: str = ""
    status: str = ""
    text: str = ""  # in the question, the answer or the comment

    def fits(self, rating: Rating) -> bool:
        words = f"{rating.question}\n{rating.answer}\n{rating.comment}".casefold()
        return self.text.casefold() in words


class Ratings:
    """The ratings behind one address. Opened at the first use; every method raises RatingError where that fails."""

    def __init__(self, address: str, days: int = 0) -> None:
        self.address = address
        self.days = days

    @classmethod
    def of(cls, config: Config) -> "Ratings":
        """Return the ratings that the settings name: by default a file in the data folder."""
        secret = config.feedback_url
        named = secret.get_secret_value() if secret else f"sqlite:///{(config.data / FILE).absolute()}"
        return cls(named, config.feedback_days)

    @cached_property
    def engine(self) -> Engine:
        waiting = {"timeout": LOCKED_FOR} if self.address.startswith("sqlite") else {}
        engine = create_engine(self.address, connect_args=waiting)
        TABLE.create(engine, checkfirst=True)
        return engine

    def add(self, rating: Rating) -> None:
        row = {"id": rating.id, "rated_at": rating.rated_at, "verdict": rating.verdict, "status": rating.status}
        with self.connected() as connection:
            connection.execute(insert(TABLE).values(**row, rating=to_record(rating)))

    def delete(self, rating_id: str) -> bool:
        """Delete one rating; False where there is none of that id."""
        with self.connected() as connection:
            return bool(connection.execute(delete(TABLE).where(TABLE.c.id == rating_id)).rowcount)

    def find(self, wanted: Wanted | None = None) -> list[Rating]:
        """Return the ratings wanted, in the order in which they were given."""
        wanted = wanted or Wanted()
        query = select(TABLE.c.rating).order_by(TABLE.c.rated_at, TABLE.c.id)
        for column in ("id", "verdict", "status"):
            if value := getattr(wanted, column):
                query = query.where(TABLE.c[column] == value)
        with self.connected() as connection:
            found = [RATING.validate_python(row.rating) for row in connection.execute(query)]
        return [rating for rating in found if wanted.fits(rating)]

    @contextmanager
    def connected(self) -> Iterator[Any]:
        """Give a connection in a transaction; what is older than may be kept is forgotten first."""
        try:
            with self.engine.begin() as connection:
                if self.days:
                    limit = datetime.now(UTC) - timedelta(days=self.days)
                    connection.execute(delete(TABLE).where(TABLE.c.rated_at < written(limit)))
                yield connection
        except (SQLAlchemyError, ImportError) as error:
            cause = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise RatingError(
                f"The ratings cannot be read or written ({cause}): see ASSISTANT_FEEDBACK_URL."
            ) from error


def written(time: datetime) -> str:
    """Return a time in UTC as ratings have it; the texts sort as the times do."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
