"""The store of ratings."""

import os
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydantic import SecretStr
from sample_answer import CITATION

from assistant.config import Config
from assistant.errors import RatingError, RatingsFull
from assistant.feedback.rating import Rating
from assistant.feedback.ratings import FILE, Ratings, Wanted, keep_questions, written
from assistant.schema import Answer

RATING = Rating(
    "r1", "a1", "How many lifts?", (), "How many lifts?", "answered", "wrong", "Too few",
    (("a.txt", "We add 8 lifts."),), "We add 8 lifts. [1]", "build", "2026-03-01T09:30:00Z",
)  # fmt: skip


@pytest.fixture
def ratings(tmp_path: Path) -> Ratings:
    return Ratings.of(Config(data=tmp_path, feedback_days=0))


def test_rating_is_kept_in_the_data_folder_and_read_back(ratings: Ratings, tmp_path: Path) -> None:
    ratings.add(RATING)
    assert Ratings.of(Config(data=tmp_path, feedback_days=0)).find() == [RATING]
    assert (tmp_path / FILE).is_file()


def test_another_database_can_be_named(tmp_path: Path) -> None:
    Ratings.of(Config(data=tmp_path, feedback_url=SecretStr(f"sqlite:///{tmp_path}/other.db"))).add(RATING)
    assert [path.name for path in tmp_path.iterdir()] == ["other.db"]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), 2),
        (Wanted(verdict="wrong"), 1),
        (Wanted(status="not_in_report"), 1),
        (Wanted(id="r2"), 1),
        (Wanted(text="LIFTS"), 2),
        (Wanted(text="too few", verdict="good"), 0),
    ],
)
def test_ratings_are_filtered(ratings: Ratings, wanted: Wanted, count: int) -> None:
    ratings.add(RATING)
    ratings.add(replace(RATING, id="r2", verdict="good", status="not_in_report", comment=""))
    assert len(ratings.find(wanted)) == count


def test_rating_is_deleted_once(ratings: Ratings) -> None:
    ratings.add(RATING)
    assert ratings.delete("r1")
    assert not ratings.delete("r1")
    assert ratings.find() == []


def test_old_ratings_are_forgotten(ratings: Ratings, tmp_path: Path) -> None:
    today = replace(RATING, id="r2", rated_at=written(datetime.now(UTC)))
    ratings.add(replace(RATING, rated_at="2020-03-01T09:30:00Z"))
    ratings.add(today)
    assert Ratings.of(Config(data=tmp_path, feedback_days=30)).find() == [today]


def test_locked_database_is_an_error_for_people(
    ratings: Ratings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.feedback.ratings.LOCKED_FOR", 0.01)
    ratings.add(RATING)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RatingError, match="locked"):
        ratings.add(replace(RATING, id="r2"))
    other.close()
    ratings.add(replace(RATING, id="r2"))


@pytest.mark.parametrize("address", ["sqlite:////nowhere/at/all.db", "nonsense", "mysql://u:secret@h/db"])
def test_database_that_cannot_be_opened_is_named_without_its_password(address: str) -> None:
    with pytest.raises(RatingError, match="ASSISTANT_FEEDBACK_URL") as caught:
        Ratings(address).find()
    assert "secret" not in str(caught.value)


def test_questions_are_kept_only_where_a_setting_says_so(tmp_path: Path) -> None:
    answer = Answer("a1", "Lifts?", "How many lifts?", "answered", None, "extractive", "8 lifts. [1]", (CITATION,))
    for days, count in ((0, 0), (30, 1)):
        watched = SimpleNamespace(watchers=[])
        config = Config(data=tmp_path, question_days=days)
        keep_questions(watched, config)  # type: ignore[arg-type]
        for watch in watched.watchers:
            watch(answer)
        assert [row["read_as"] for row in Ratings.of(config).questions()] == ["How many lifts?"] * count


def test_old_questions_are_forgotten(ratings: Ratings) -> None:
    answer = Answer("a1", "Lifts?", "How many lifts?", "answered", None, "extractive", "8 lifts. [1]", (CITATION,))
    ratings.keep(answer, days=30)
    ratings.keep(replace(answer, id="a2"), days=-1)
    assert [row["answer_id"] for row in ratings.questions()] == ["a2"]


def test_a_question_that_cannot_be_kept_does_not_cost_the_answer(caplog: pytest.LogCaptureFixture) -> None:
    watched = SimpleNamespace(watchers=[])
    keep_questions(watched, Config(feedback_url=SecretStr("sqlite:////nowhere/at/all.db"), question_days=1))  # type: ignore[arg-type]
    watched.watchers[0](Answer("a1", "Lifts?", "Lifts?", "answered", None, "extractive", "8. [1]", (CITATION,)))
    assert "cannot be read or written" in caplog.text


def test_no_more_is_kept_than_may_be(tmp_path: Path) -> None:
    few = Ratings.of(Config(data=tmp_path, feedback_most=2, feedback_days=0))
    few.add(RATING)
    few.add(replace(RATING, id="r2"))
    with pytest.raises(RatingsFull, match="No more ratings"):
        few.add(replace(RATING, id="r3"))
    few.delete("r1")
    few.add(replace(RATING, id="r3"))


def test_the_file_does_not_grow_beyond_its_size(tmp_path: Path) -> None:
    small = Ratings(f"sqlite:///{tmp_path / FILE}", most_bytes=200_000)
    with pytest.raises(RatingsFull):
        add_many(small, 100, answer="a" * 20_000)
    assert (tmp_path / FILE).stat().st_size < 300_000


def add_many(ratings: Ratings, count: int, answer: str = "8") -> None:
    for number in range(count):
        ratings.add(replace(RATING, id=f"x{number}", answer=answer))


def test_a_page_of_ratings_is_read_not_all(ratings: Ratings) -> None:
    for number in range(7):
        ratings.add(replace(RATING, id=f"r{number}", comment="100%" if number == 3 else ""))
    page, count = ratings.newest(Wanted(), 3, 1)
    assert ([rating.id for rating in page], count) == (["r3", "r2", "r1"], 7)
    assert [rating.id for rating in ratings.newest(Wanted(text="100%"), 3)[0]] == ["r3"]


def test_the_file_is_its_owners_alone(ratings: Ratings, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        ratings.add(RATING)
    finally:
        os.umask(before)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_a_lost_file_is_made_again(ratings: Ratings, tmp_path: Path) -> None:
    ratings.add(RATING)
    (tmp_path / FILE).unlink()
    ratings.add(replace(RATING, id="r2"))
    assert [rating.id for rating in ratings.find()] == ["r2"]
    assert [rating.id for rating in Ratings.of(Config(data=tmp_path, feedback_days=0)).find()] == ["r2"]


@pytest.mark.parametrize("place", [0, 4096])
def test_a_damaged_file_is_told_once_and_put_aside(ratings: Ratings, tmp_path: Path, place: int) -> None:
    ratings.add(RATING)
    path = tmp_path / FILE
    with path.open("r+b") as file:
        file.seek(place)
        file.write(b"\xff" * 20_000)
    ratings.close()  # what SQLite has in memory it would write back
    with pytest.raises(RatingError, match="cannot be read or written"):
        add_many(ratings, 2)
    ratings.add(replace(RATING, id="r3"))
    assert [rating.id for rating in ratings.find()] == ["r3"]
    assert (tmp_path / f"{FILE}.damaged").is_file()
