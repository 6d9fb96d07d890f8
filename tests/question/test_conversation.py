"""A follow-up into a question that stands alone."""

import pytest

from assistant.language.loading import load_language
from assistant.question.conversation import leans, readings, standalone, topic
from assistant.schema import Turn

ENGLISH = load_language("en")


def asked(*questions: str) -> list[Turn]:
    return [turn for question in questions for turn in (Turn("user", question), Turn("assistant", "An answer."))]


@pytest.mark.parametrize(
    ("last", "question", "read_as"),
    [
        ("How many projects are there?", "And dead-end roads?", "How many dead-end roads (about projects)?"),
        ("What will be done for the old?", "And for childcare?", "What will be done for childcare (about old)?"),
        ("What about old pipelines?", "Which firm is laying them?", "Which firm is laying them (about old pipelines)?"),
        ("Which new hospital sites are planned?", "where?", "Where (about new hospital sites)?"),
        ("How many lanes will be built?", "In Harbourtown?", "How many in Harbourtown (about lanes)?"),
        ("How many projects are there?", "What about cycle lanes?", "How many cycle lanes (about projects)?"),
        ("How many visitors were there in 2024?", "And in 2022?", "How many in 2022 (about visitors)?"),
        ("How many visitors were there in 2024?", "And the year before?", "How many in 2023 (about visitors)?"),
        ("How many visitors were there?", "How many the year after the fire?", "How many the year after the fire?"),
    ],
)
def test_leaning_question_is_completed(last: str, question: str, read_as: str) -> None:
    assert standalone(question, asked(last), ENGLISH) == read_as


@pytest.mark.parametrize(
    "question",
    [
        "How many parking spaces will there be?",
        "Which policies that benefit farmers are planned?",
        "What does this report say about museums?",
        "How much is the subsidy per child?",
        "Is another reservoir planned?",
        "What does it say about national defence and the armed forces?",
        "How are service personnel and their families supported?",
        "And what will be done about housing for essential urban services personnel?",
    ],
)
def test_question_that_stands_alone_is_left_alone(question: str) -> None:
    assert standalone(question, asked("What is planned for hospitals?"), ENGLISH) == question


def test_without_history_nothing_is_rewritten() -> None:
    assert standalone("And for childcare?", [], ENGLISH) == "And for childcare?"


def test_change_of_topic_is_not_pulled_back() -> None:
    history = asked("Will there be more waterfront spaces?")
    assert standalone("Now something else: which museum is reopened?", history, ENGLISH) == "which museum is reopened?"


def test_only_questions_count_not_answers() -> None:
    history = [Turn("assistant", "Hello, ask me about eldercare.")]
    assert standalone("And how many?", history, ENGLISH) == "And how many?"


def test_chain_keeps_the_nearest_subject() -> None:
    history = asked("What will be done for older people?", "And for childcare?")
    assert standalone("How much?", history, ENGLISH) == "How much (about childcare)?"


def test_chain_keeps_the_first_subject_where_the_nearer_has_none() -> None:
    history = asked("Which new hospital sites are planned?", "where?")
    assert standalone("when?", history, ENGLISH) == "When (about new hospital sites)?"


def test_topic_leaves_out_the_verb_of_a_passive() -> None:
    assert topic("How many urban jobs will be created?", "", ENGLISH.conversation) == "urban jobs"


def test_topic_leaves_out_words_already_there() -> None:
    assert topic("What about old pipelines?", "Which pipeline?", ENGLISH.conversation) == "old"


def test_link_and_pronoun_lean_but_a_plain_question_does_not() -> None:
    assert leans("and roads?", ENGLISH)
    assert leans("How long is it?", ENGLISH)
    assert not leans("How long is Line M102?", ENGLISH)


def test_a_measure_is_not_asked_of_a_bare_noun() -> None:
    history = [Turn("user", "How long will new lines be?"), Turn("assistant", "40 kilometers.")]
    assert standalone("and charging facilities?", history, ENGLISH).startswith("What about charging facilities")


def test_a_measure_is_kept_and_left_to_be_tried() -> None:
    found = readings("And paths?", asked("How many kilometers of lanes will be built?"), ENGLISH)
    assert found[1:3] == ("How many kilometers of paths?", "How many paths?")


def test_a_place_after_a_narrowed_question_keeps_the_subject() -> None:
    history = asked("How many lanes will be built?", "And for cyclists?")
    assert "lanes" in standalone("In Harbourtown?", history, ENGLISH)


def test_a_question_that_begins_with_a_place_is_left_alone() -> None:
    question = "In Harbourtown, what is planned for the old?"
    assert standalone(question, asked("How many lanes will be built?"), ENGLISH) == question


def test_the_name_of_another_time_takes_the_place_of_the_old_one() -> None:
    history = [Turn("user", "When is the mill open in winter?")]
    assert standalone("And in May?", history, ENGLISH) == "When in May (about mill open)?"
    assert standalone("What about Sundays?", history, ENGLISH) == "When Sundays (about mill open)?"
