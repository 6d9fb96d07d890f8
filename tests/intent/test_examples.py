"""The examples: what a message is compared by."""

from assistant.intent.examples import bare, exact, is_known, speaks_of_others, telling_stems
from assistant.language.loading import load_language

ENGLISH = load_language("en")


def test_marks_and_what_is_only_polite_do_not_count() -> None:
    assert bare("Shorter, please!", ENGLISH) == "shorter"
    assert exact(ENGLISH)[bare("As a table, please?", ENGLISH)] == "table"


def test_a_word_that_no_example_has_makes_a_question() -> None:
    assert is_known("Where does it say that?", ENGLISH)
    assert not is_known("Where does it say elevators?", ENGLISH)


def test_those_who_are_spoken_of_are_told_from_the_assistant() -> None:
    assert speaks_of_others("What can they do?", ENGLISH)
    assert not speaks_of_others("What can you do?", ENGLISH)


def test_only_words_with_meaning_tell() -> None:
    assert telling_stems("as a table") == {"tabl"}
