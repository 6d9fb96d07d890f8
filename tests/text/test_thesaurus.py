import numpy as np
import pytest

from assistant.text.thesaurus import (
    ADJECTIVE,
    NARROWER,
    NOUN,
    RIVAL,
    SAME,
    STRANGE,
    VERB,
    WIDER,
    Thesaurus,
    base_forms,
    read_thesaurus,
    related,
)

ENGLISH = read_thesaurus("en")


@pytest.mark.parametrize(
    ("asked", "told", "expected"),
    [
        ("kids", "children", SAME),
        ("approval", "approved", SAME),  # derived
        ("went", "go", SAME),
        ("vehicle", "cars", NARROWER),
        ("guitar", "instrument", WIDER),
        ("bicycle", "car", RIVAL),
        ("river", "invoice", STRANGE),
    ],
)
def test_what_two_words_have_to_do_with_each_other(asked, told, expected):
    [found, none] = related([ENGLISH.senses(asked), None], {told: ENGLISH.senses(told)})
    assert (found.get(told, STRANGE), none) == (expected, {})


def test_a_word_that_is_not_known_has_no_senses():
    assert ENGLISH.senses("xqzt") is None


def test_a_language_without_a_thesaurus_has_none():
    assert read_thesaurus("zh") is None


@pytest.mark.parametrize(
    ("word", "form"), [("planned", "plan"), ("cities", "city"), ("boxes", "box"), ("city's", "city")]
)
def test_a_word_is_looked_up_without_its_ending(word, form):
    assert form in base_forms(word)


def test_what_is_packed_is_read(tmp_path):
    path = tmp_path / "thesaurus.npz"
    one, none = np.array([1, 1], np.uint16), np.array([0, 0], np.uint16)
    np.savez(
        path, words=np.frombuffer(b"boat\nship", np.uint8), parts=np.array([NOUN, VERB], np.uint8),
        meanings=np.array([1, 0], np.int32), meanings_sizes=one,
        above=np.array([0], np.int32), above_sizes=np.array([0, 1], np.uint16), akin=np.array([], np.int32),
        akin_sizes=none,
    )  # fmt: skip
    read = Thesaurus.read(path)
    assert related([read.senses("ship")], {"boats": read.senses("boats")}) == [{"boats": NARROWER}]
    assert (read.part("boats"), read.part("ship")) == (NOUN, VERB)


@pytest.mark.parametrize(
    ("word", "part"), [("pools", NOUN), ("gave", VERB), ("firm", ADJECTIVE), ("children", NOUN), ("xqzt", None)]
)
def test_a_word_is_the_part_of_speech_that_it_is_most_often(word, part):
    assert ENGLISH.part(word) == part
