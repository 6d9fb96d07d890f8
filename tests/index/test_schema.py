import dataclasses

import pytest

from index.schema import Passage, Place, Section, Sentence

PLACE = Place("a.txt", "Plan", section=Section("1", "Parks"))


def test_data_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        PLACE.title = "Other"


def test_equal_data_is_equal():
    assert Place("a.txt", "Plan", section=Section("1", "Parks")) == PLACE


def test_a_passage_is_shown_without_its_sentences():
    sentence = Sentence("a.txt:0-2s", "a.txt:0-2", "Hi", 0, 2)
    assert "Sentence(" not in repr(Passage("a.txt:0-2", "Hi", 0, 2, "paragraph", PLACE, (sentence,)))
