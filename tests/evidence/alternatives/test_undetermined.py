"""What is left open, and the things between which is chosen."""

import pytest

from assistant.evidence.alternatives.undetermined import is_unstated, open_thing, things_meant
from assistant.evidence.choice import Evidence
from assistant.evidence.signals import Candidate
from assistant.language.loading import load_language
from assistant.question.reading import read_question
from index.schema import Sentence

ENGLISH = load_language("en")
FEES = ("The fee for water is 28 pounds.", "The fee for entry is 10 pounds.")
POOLS = ("The Weir Pool opens at noon.", "The Castle Pool opens at 7 a.m.")
ROADS = ("We will add 300 kilometers of rural roads.", "We will add 1,000 kilometers of greenways.")


def ranked(question, texts):
    made = []
    for text in texts:
        met = tuple(float(word.text in text.lower()) for word in question.words)
        sentence = Sentence(text, "p", text, 0, len(text))
        made.append(Evidence(sentence, None, 0.5, candidate=Candidate(sentence, None, {}, met, met, ())))
    return made


@pytest.mark.parametrize(
    ("asked", "texts", "terms"),
    [
        ("What is the fee?", FEES, ["fee for water", "fee for entry"]),
        ("When does the pool open?", POOLS, ["Weir Pool", "Castle Pool"]),
        ("How many kilometers will be added?", ROADS, ["kilometers of rural roads", "kilometers of greenways"]),
        ("How many will be built?", ("Three schools will be built.", "40 homes will be built."), ["schools", "homes"]),
        ("What is the fee?", FEES[:1], []),  # there is one
        ("What is the fee for water?", FEES, []),
        ("What is the fee of Weir Pool?", FEES, []),
        ("How much is the rent?", ("The rent is 5 pounds.", "The rent for a shed is 2 pounds."), []),  # the rent itself
        ("How much water is the fee?", FEES, []),  # a word of it is asked
    ],
)
def test_what_may_be_meant_is_what_the_best_sentences_speak_of(asked, texts, terms):
    question = read_question(asked, ENGLISH)
    assert [one.term for one in things_meant(question, ranked(question, texts))] == terms


def test_each_thing_comes_with_the_question_about_it():
    question = read_question("When does the pool open?", ENGLISH)
    assert things_meant(question, ranked(question, POOLS))[0].question == "When does the Weir Pool open?"


@pytest.mark.parametrize(
    "asked",
    [
        "How many schools will be built?",
        "What is the fee of Weir Pool?",
        "What is its target for 2028?",
        "List all the pools you can find",
    ],
)
def test_nothing_is_open_in_a_plain_question(asked):
    assert open_thing(read_question(asked, ENGLISH)) is None


@pytest.mark.parametrize(("text", "unstated"), [("These targets are high.", True), ("The target is 5 percent.", False)])
def test_a_thing_that_the_best_sentence_does_not_tell_is_unstated(text, unstated):
    question = read_question("What is the target?", ENGLISH)
    assert is_unstated(question, ranked(question, [text])) is unstated
