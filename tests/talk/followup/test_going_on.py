"""What is told where the last answer goes on."""

from types import SimpleNamespace

import pytest

from assistant.evidence.choice import Evidence
from assistant.language.loading import load_language
from assistant.talk.followup.going_on import at_times, points, times_in, with_value
from index.schema import Passage, Place, Sentence

ENGLISH = load_language("en")
TEXTS = ("The weaving class begins on 3 March.", "It is given by Una Rees and costs £40.", "In winter it is shut.")
FINDER = SimpleNamespace(texts=ENGLISH, linguist=SimpleNamespace(written_in=lambda _: ENGLISH))


def said(texts=TEXTS):
    starts = [sum(len(text) + 1 for text in texts[:at]) for at in range(len(texts))]
    sentences = tuple(
        Sentence(f"s{at}", "p", text, start, start + len(text))
        for at, (text, start) in enumerate(zip(texts, starts, strict=True))
    )
    place = Place("a.md", title="A")
    passage = Passage("p", " ".join(texts), 0, len(" ".join(texts)), "text", place, sentences)
    return [Evidence(sentences[0], passage, 1.0)]


def test_a_value_behind_what_was_said_is_told_where_the_sentence_points_back():
    assert [one.sentence.text for one in with_value(said(), "money", FINDER)] == [TEXTS[1]]
    assert not with_value(said((TEXTS[0], "Lamps cost £40.")), "money", FINDER)


def test_the_sentence_of_another_time_is_told():
    assert [one.sentence.text for one in at_times(said(), frozenset({"winter"}))] == [TEXTS[2]]


@pytest.mark.parametrize(("message", "times"), [("and in winter?", {"winter"}), ("and lamps in winter?", set())])
def test_a_time_alone_is_exchanged(message, times):
    assert times_in(message, ENGLISH) == times


@pytest.mark.parametrize(("message", "is_pointing"), [("how much is it?", True), ("how much is its lamp?", False)])
def test_what_only_points_has_nothing_of_its_own(message, is_pointing):
    assert points(message, ENGLISH) is is_pointing
