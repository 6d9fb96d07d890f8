"""Where ratings are kept: a table in SQLite, or in any database that SQLAlchemy can open.

Knows what a rating is from ``feedback``; who gave one is never asked. A rating's id is a
secret of the page that sent it: whoever has it may have the rating deleted. Questions that
nobody rated are kept beside them only where a setting says for how many days.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Column, Engine, Integer, MetaData, String, Table, create_engine, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from assistant.config import Config
from assistant.errors import RatingError
from assistant.feedback.rating import RATING, Rating, to_record
from assistant.schema import Answer

if TYPE_CHECKING:
    from assistant.engine import Engine as Assistant

FILE = "ratings.sqlite"  # in the data folder, beside the index
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
        METADATA.create_all(engine)
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

    def keep(self, answer: Answer, days: int) -> None:
        """Keep what was asked and what became of it, and forget what is older than ``days``."""
        now = datetime.now(UTC)
        asked = {"question": answer.question, "read_as": answer.standalone_question, "status": answer.status}
        row = {**asked, "reason": answer.reason, "answer_id": answer.id, "index": answer.index}
        with self.connected() as connection:
            old = QUESTIONS.c.asked_at < written(now - timedelta(days=days))
            connection.execute(delete(QUESTIONS).where(old))
            connection.execute(insert(QUESTIONS).values(asked_at=written(now), question=row))

    def questions(self) -> list[dict[str, Any]]:
        """Return the questions that are kept, the oldest first."""
        query = select(QUESTIONS.c.asked_at, QUESTIONS.c.question).order_by(QUESTIONS.c.number)
        with self.connected() as connection:
            return [{"asked_at": row.asked_at, **row.question} for row in connection.execute(query)]

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
