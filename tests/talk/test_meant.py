"""Which reading of a follow-up is taken."""

import pytest
from conversing import converse

from assistant.engine import Engine
from assistant.language.loading import load_language
from assistant.talk.meant import counts_mere_name, is_kept

QUESTION = "How many elevators will be installed in old residential buildings?"


def test_a_new_subject_drops_the_old_one(engine: Engine) -> None:
    answer = converse(engine, QUESTION, "What about parking spaces?")
    assert answer.standalone_question == "How many parking spaces?"
    assert "35,000 parking spaces" in answer.citations[0].quote


def test_a_place_narrows_and_may_be_absent(engine: Engine) -> None:
    answer = converse(engine, "How many parking spaces will be created?", "And in Tongzhou?")
    assert (answer.status, answer.reason) == ("not_in_report", "other_time_or_place")
    assert "“Tongzhou”" in answer.answer


def test_of_two_readings_with_one_answer_the_one_without_borrowed_words_is_taken(engine: Engine) -> None:
    last, follow = "How much high-standard cropland will be created?", "And grain?"
    assert converse(engine, last, follow).standalone_question == "How much grain?"


def test_what_only_adds_to_the_last_question_keeps_its_subject(engine: Engine) -> None:
    answer = converse(engine, "How many urban jobs will be created?", "And for college graduates?")
    assert answer.standalone_question == "How many for college graduates (about urban jobs)?"
    assert "100,000 jobs" in answer.citations[0].quote


def test_a_measure_is_kept_where_the_answer_has_it(engine: Engine) -> None:
    first = "How many kilometers of greenways will be built?"
    assert converse(engine, first, "and rural roads?").standalone_question == "How many kilometers of rural roads?"
    assert converse(engine, first, "And waterfront spaces?").standalone_question == "How many waterfront spaces?"


@pytest.mark.parametrize(
    ("reading", "is_mere"),
    [
        ("How many in Tongzhou?", True),
        ("How many roads in Tongzhou?", False),
        ("When in Tongzhou?", False),
        ("通州有多少？", True),
        ("通州有多少学校？", False),
    ],
)
def test_a_mere_name_counts_nothing(engine: Engine, reading: str, is_mere: bool) -> None:
    finder = engine.finder
    assert counts_mere_name(reading, finder.linguist.spoken(reading).language, finder.lexicon) is is_mere


@pytest.mark.parametrize(
    ("name", "message", "reading", "kept"),
    [
        ("zh", "停車位有多少個呢", "停车位有多少个？", True),
        ("zh", "停车位有多少个来着", "停车位有多少个", True),
        ("zh", "劳驾，停车位有多少个呗", "停车位有多少个", False),
        ("zh", "那水费呢？", "水费是多少？", False),
        ("zh", "不收费吗", "收费吗？", False),
        ("en", "how many parks", "How many parks?", True),
        ("en", "In Tongzhou?", "How many parks in Tongzhou?", False),
        ("en", "What's the deal with parks?", "What is said about parks?", False),
    ],
)
def test_a_reading_without_marks_and_particles_is_what_was_said(
    name: str, message: str, reading: str, kept: bool
) -> None:
    assert is_kept(message, reading, load_language(name)) is kept


def test_what_was_said_is_not_told_again(engine: Engine) -> None:
    message = "老旧小区要加装多少部电梯来着？"
    assert converse(engine, message).standalone_question == message
