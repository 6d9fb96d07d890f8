import pytest

from assistant.language.loading import load_language
from assistant.question.reading import read_question
from assistant.question.wanted import read_wanted

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("How many lamps hang there?", "count"),
        ("What's the price of a lamp?", "money"),
        ("How much does a new tram cost?", "money"),
        ("By how much did costs rise?", "rate"),
        ("How long may the council take to decide?", "duration"),
        ("How long is the bridge?", "extent"),
        ("Until what time is the hall open?", "clock"),
        ("In which month is the boiler serviced?", "month"),
        ("When was the panel elected?", "date"),
        ("Who is the head of the archive?", "person"),
        ("Who built the hall?", "actor"),
        ("Which firm supplied the lamps?", "body"),
        ("What is the new ferry called?", "named"),
        ("Why was the hall closed?", "reason"),
        ("What phone number has the archive?", "contact"),
        ("Is there a phone in the hall?", ""),
        ("What is done for trams?", ""),
    ],
)
def test_the_sort_of_what_is_asked(question, sort):
    assert read_wanted(read_question(question, ENGLISH)).sort == sort


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("How many night inspectors does the town employ?", "inspectors"),
        ("Who is the chief executive of the archive?", "executive"),
        ("What is the amount of rain?", None),  # an amount tells itself
        ("Why was the hall closed?", None),
    ],
)
def test_the_noun_that_is_asked_for(question, noun):
    found = read_wanted(read_question(question, ENGLISH)).noun
    assert (found and found.text) == noun


def test_the_sort_in_another_language():
    assert read_wanted(read_question("有多少盏灯？", load_language("zh"))).sort == "count"
