"""Questions whether something is so, and sentences that say it is not."""

import pytest

from assistant.evidence.choice import Evidence
from assistant.evidence.polarity.otherwise import says_otherwise
from assistant.evidence.signals import Candidate
from assistant.language.loading import load_language
from assistant.question.reading import read_question
from index.schema import Passage, Place, Sentence
from index.words import read_words

ENGLISH = load_language("en")


def weighed(question, text):
    sentence = Sentence("s", "p", text, 0, len(text))
    passage = Passage("p", text, 0, len(text), "paragraph", Place("rules.txt", "Rules"), (sentence,))
    stems = {word.stem for word in read_words(text)}
    own = tuple(float(word.stem in stems) for word in question.words)
    signals = {"year_missing": 0.0, "number_missing": 0.0}
    return Evidence(sentence, passage, 0.5, candidate=Candidate(sentence, passage, signals, own, own, ()))


def answers(asked, text, head=""):
    question = read_question(asked, ENGLISH)
    return bool(says_otherwise(question, [weighed(question, text)], {"rules.txt": head}))


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Is the sauna open on Mondays?", "The sauna is closed on Mondays."),
        ("Did the co-op record a surplus?", "The co-op had to record a deficit of 300 euros, after a surplus in May."),
        ("Are scooters allowed?", "Scooters are banned."),
        ("Did rents rise?", "Rents fell by 3 per cent."),
        ("Is the sauna free?", "The sauna costs £4."),
        ("Was the appeal granted?", "The appeal was rejected by the board."),
    ],
)
def test_a_contrary_answers_whether_it_is_so(asked, text):
    assert answers(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Is the sauna open on Mondays?", "The sauna is closed on Sundays."),  # another day
        ("Is the sauna open?", "The sauna is not closed."),
        ("Is the sauna not open?", "The sauna is closed."),
        ("Is the sauna open in Ardal?", "The sauna is closed."),  # perhaps another one
        ("Is the sauna free?", "Ask about the sauna."),
        ("When is the sauna open?", "The sauna is closed."),
        ("Will lifts be removed?", "Lifts will be installed."),  # both may be
    ],
)
def test_what_leaves_it_open_does_not(asked, text):
    assert not answers(asked, text)


def test_what_a_document_is_about_need_not_be_told_again():
    assert answers("Is the lift in the baths working?", "The lift is out of order.", "Kolby Baths")
    assert not answers("Is the lift in the baths working?", "The lift is out of order.", "Kolby Arms")


@pytest.mark.parametrize(
    ("asked", "text", "is_said"),
    [
        ("Who cannot join the walk?", "Children under ten cannot join the walk.", True),
        ("Who cannot join the walk?", "Members can join the walk.", False),
        ("Who cannot join the ride?", "Children under ten cannot join the walk.", False),
        ("When is the sauna not open?", "The sauna is closed on Mondays.", True),
        ("When is the sauna not open?", "The sauna is closed.", False),  # no time is told
    ],
)
def test_what_is_not_so_is_told_by_what_denies_all_of_it(asked, text, is_said):
    assert answers(asked, text) is is_said
