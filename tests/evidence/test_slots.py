import pytest

from assistant.evidence.signals import Candidate
from assistant.evidence.slots import asked_noun, slot_signals
from assistant.language.loading import load_language
from assistant.question.reading import read_question
from index.schema import Passage, Place, Sentence

ENGLISH = load_language("en")


def signals(question, sentence, beside="", met=0.0):
    read = read_question(question, ENGLISH)
    one = Sentence("s", "p", sentence, 0, len(sentence))
    passage = Passage("p", f"{sentence} {beside}", 0, 0, "paragraph", Place("a.txt", "The Town"), (one,))
    return slot_signals(read, Candidate(one, passage, {}, (met,) * len(read.words), (met,) * len(read.words), ()))


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("How much does the new tram cost?", "The tram costs 20 euros.", "figure_stated"),
        ("How much does the new tram cost?", "The new tram holds 20 guests.", "figure_unstated"),
        ("What is the revenue in euros?", "Revenue (million euros): 28.9", "figure_stated"),
        ("In which month is the boiler serviced?", "The boiler is serviced once a year.", "figure_unstated"),
        ("How long may an appeal take?", "An appeal takes 21 days.", "figure_stated"),
        ("What is the name of the vessel that replaced Tern?", "Tern was replaced by a vessel.", "name_unstated"),
        ("Who is the mayor of Oslo?", "Oslo Park was opened in May.", "name_unstated"),
        ("Who leads the archive?", "The archive moved to a hall in Port Lenz.", "name_unstated"),  # that is a place
        ("When does the fine expire?", "Fines expire after two years.", "figure_stated"),
        ("How old must a guest be?", "Guests of 14 and over are admitted.", "figure_stated"),
        ("Why was the hall closed?", "The hall was closed in May.", "reason_unstated"),
    ],
)
def test_whether_a_value_of_the_sort_is_stated(question, sentence, told):
    found = signals(question, sentence)
    assert [name for name, value in found.items() if name.endswith("stated") and value] == [told]


def test_a_name_that_is_new_and_a_reason_beside_count():
    assert not signals("Who is the mayor of Oslo?", "The mayor of Oslo is Ada Berg.")["name_unstated"]
    assert not signals("Why was the hall closed?", "The hall was closed.", "This was due to rain.")["reason_unstated"]


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How many passengers came ashore?", "Eleven ships came, and passengers paid 2 euros.", 1),
        ("How many ships came?", "Eleven ships came, and passengers paid 2 euros.", 0),
        ("How many boats came?", "Eleven ships came.", 0),  # in other words: the noun is unmet
    ],
)
def test_a_noun_that_stands_there_uncounted(question, sentence, expected):
    assert signals(question, sentence)["uncounted"] == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How much is the grant for the second half?", "The grant for the first half is 10 euros.", 1),
        ("How much is the grant for the second half?", "The second grant of the first half is 10 euros.", 0),
        ("How much is the grant?", "The grant for the first half is 10 euros.", 0),
    ],
)
def test_what_excludes_what_is_asked(question, sentence, expected):
    assert signals(question, sentence)["opposed"] == expected


def test_how_far_the_noun_is_from_the_sentence():
    assert signals("Who is the treasurer of the club?", "Ada Berg chairs the club.", met=0.3)["noun_unmet"] == 0.7
    assert signals("Who is the treasurer of the club?", "The treasurer is Ada Berg.", met=0.3)["noun_unmet"] == 0


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("How many night inspectors does the town employ?", "inspectors"),
        ("Who is the chief executive of the archive?", "executive"),
        ("What is the amount of rain?", None),  # an amount tells itself
        ("Why was the hall closed?", None),
        ("How many grown-ups have to come along?", None),  # half a word is no noun
    ],
)
def test_the_noun_that_is_asked_for(question, noun):
    found = asked_noun(read_question(question, ENGLISH))
    assert (found and found.text) == noun
