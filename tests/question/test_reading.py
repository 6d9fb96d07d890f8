import pytest

from assistant.language.loading import load_language
from assistant.question.reading import read_focus, read_question, respell
from index.words import stem

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How many lamps will be hung?", "quantity"),
        ("What percentage of buses is electric?", "share"),
        ("How much money goes into bridges?", "money"),
        ("When does the hall reopen?", "date"),
        ("For how long does the permit hold?", "duration"),
        ("How many kilometres of track are laid?", "length"),
        ("How large is the reserve?", "area"),
        ("Who leads the office?", "person"),
        ("Which company builds the bridge?", "organisation"),
        ("Why is the hall closed?", "reason"),
        ("Where are trees planted?", "place"),
        ("Which three harbours are named?", "list"),
        ("What about bridges?", "topic"),
        ("Will the hall reopen?", "yes_no"),
        ("Which hall reopens?", "name"),
        ("bridges lamps", "other"),
        ("I hear of lamps. How many will be hung?", "quantity"),
        ("How many lamps will be hung? Thanks.", "quantity"),
        ("Why will the number of buses fall?", "reason"),
        ("Can I get tax back when I visit from abroad?", "yes_no"),
        ("Is breakfast included in the cost of the tour?", "yes_no"),
        ("Do you know the cost of the tour?", "money"),
        ("I want to know when the museum reopens", "date"),
        ("What is the vegetable output target?", "quantity"),
        ("Which architect designs the park?", "person"),
        ("Compare the subway with the buses.", "comparison"),
        ("Housing policies?", "topic"),
    ],
)
def test_the_kind_of_question(text, kind):
    assert read_question(text, ENGLISH).kind == kind


def test_the_words_that_ask_are_left_out():
    words = [word.text for word in read_question("How many lamps does the report mention?", ENGLISH).words]
    assert words == ["lamps"]


def test_a_question_of_asking_words_only_names_nothing():
    assert read_question("What will be done?", ENGLISH).words == ()


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("How many more parking spaces will be made?", "parking spaces"),
        ("Number of lamps to be hung", "lamps"),
        ("Which old hall reopens", "old hall reopens"),
        ("Tell me more", None),
    ],
)
def test_the_noun_that_is_counted(text, focus):
    span = read_focus(text, ENGLISH.question)
    assert (text[slice(*span)] if span else None) == focus


def test_figures_years_and_names_are_told_apart():
    question = read_question("Will Oslo hang 1,200 lamps in 2031?", ENGLISH)
    assert (question.numbers, question.years) == (("1200",), ("2031",))
    assert [word.text for word, named in zip(question.words, question.named, strict=True) if named] == ["oslo"]


def test_what_people_say_of_themselves_is_no_figure_to_find():
    assert read_question("I am 24. Where can I find a lamp?", ENGLISH).numbers == ()


def test_capitals_throughout_make_no_names():
    assert not any(read_question("WILL OSLO HANG LAMPS", ENGLISH).named)


@pytest.mark.parametrize("text", ["Where are halls mentioned?", "Lamps are in both parts. How?", "What about lamps?"])
def test_a_subject_takes_several_sentences(text):
    assert read_question(text, ENGLISH).several


VOCABULARY = {"center", "neighbor", "modernized", "kilometers", "program", "chinese", "road", "fire", "roads", "for"}
STEMS = {stem(word) for word in VOCABULARY}


def pieces(text, size):
    """Spans as of an encoder that knows no word longer than ``size`` letters."""
    return [(start, start + size) for start in range(0, len(text), size)]


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("the centre", "the center"),
        ("a neighbour", "a neighbor"),
        ("modernised", "modernized"),
        ("20 km", "20 kilometers"),
        ("programme", "program"),
        ("chineese", "chinese"),
        ("raods", "roads"),
        ("fairer", "fairer"),
        ("four", "four"),
        ("road rd", "road road"),
    ],
)
def test_words_are_brought_to_the_documents_spelling(asked, read):
    assert respell(asked, pieces(asked, 3), VOCABULARY, STEMS, ENGLISH) == read


def test_a_word_that_the_encoder_knows_whole_is_left_alone():
    assert respell("chineese", [(0, 8)], VOCABULARY, STEMS, ENGLISH) == "chineese"


def test_words_from_the_conversation_are_not_the_asker_s_own():
    question = read_question("How many dead-end roads (about relief projects)?", ENGLISH)
    assert [word.text for word, own in zip(question.words, question.own, strict=True) if not own] == [
        "relief",
        "projects",
    ]


def test_brackets_that_were_asked_are_the_asker_s_own():
    assert all(read_question("How many roads (about 50) are new?", ENGLISH).own)


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
        ("On what date is it serviced?", "day"),
        ("When was the panel elected?", "date"),
        ("When may I use the hall?", "other"),  # on a condition, or at an hour
        ("How often is the boiler serviced?", "often"),
        ("How often did the boiler fail last year?", "other"),  # so many times
        ("Who is the head of the archive?", "person"),
        ("Who built the hall?", "actor"),
        ("Which firm supplied the lamps?", "body"),
        ("What is the new ferry called?", "named"),
        ("Why was the hall closed?", "reason"),
        ("What phone number has the archive?", "contact"),
        ("Is there a phone in the hall?", ""),
        ("When trams were new, what did they cost?", "money"),
        ("How much is leaking away?", "figure"),
        ("What is done for trams?", "topic"),
    ],
)
def test_the_sort_of_what_is_asked(question, sort):
    assert read_question(question, ENGLISH).sort == sort


def test_the_sort_in_another_language():
    assert read_question("有多少盏灯？", load_language("zh")).sort == "count"
