import pytest

from assistant.language.loading import load_language
from assistant.text.clause import Usage, ask, ask_what, ask_when, gerund, past_participle, read_clauses

ENGLISH = load_language("en")

TEXTS = [
    "We will plant the trees, and install 800 lifts in old houses.",
    "We will connect traffic signals at another 90 crossings to the network, bringing all into one.",
    "We will complete the renovation of over 300 old houses.",
    "We will continue to mend a bridge.",
    "The park office was seen by visitors, and services will be brought to towns.",
    "Gates will be renamed. Another 80 shops can cover the rest in London.",
]
USAGE = Usage.of(TEXTS, ENGLISH)


def asked(sentence: str, part: str, words: str) -> str | None:
    for clause in read_clauses(sentence, USAGE):
        if (start := clause.text.find(part)) >= 0:
            return ask(clause, start, start + len(part), words, USAGE)
    return None


def test_verbs_are_learned_from_what_will_is_followed_by() -> None:
    assert {"plant", "install", "connect", "complete", "cover"} <= USAGE.verbs
    assert not {"be", "renamed", "the", "in"} & USAGE.verbs


@pytest.mark.parametrize(
    ("sentence", "part", "words", "question"),
    [
        (TEXTS[0], "800 lifts", "how many lifts", "How many lifts will be installed in old houses?"),
        (TEXTS[1], "another 90 crossings", "how many more crossings",
         "At how many more crossings will traffic signals be connected to the network?"),
        (TEXTS[2], "over 300 old houses", "how many old houses",
         "The renovation of how many old houses will be completed?"),
        (TEXTS[3], "a bridge", "which old bridge", "Which old bridge will be mended?"),
        ("Another 80 shops can cover the rest in London.", "Another 80 shops", "how many more shops",
         "How many more shops can cover the rest in London?"),
        ("Services will be brought to 9 towns.", "9 towns", "how many towns",
         "To how many towns will services be brought?"),
        ("There are 12 rooms in the old house.", "12 rooms", "how many rooms",
         "How many rooms are there in the old house?"),
        ("By autumn, we will plant 9 trees.", "9 trees", "how many trees", "How many trees will be planted by autumn?"),
    ],
)  # fmt: skip
def test_a_part_of_a_sentence_is_asked_for(sentence: str, part: str, words: str, question: str) -> None:
    assert asked(sentence, part, words) == question


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("It will cover 9 towns.", "9 towns"),  # what will?
        ("We will plant trees by cutting 9 forests.", "9 forests"),  # nobody plants them
        ("We will plant trees that cover 9 towns.", "9 towns"),
        ("We will plant trees and 9 hedges.", "9 hedges"),
        ("We blorp 9 trees.", "9 trees"),
        ("The house was in 9 towns.", "9 towns"),
        ("The gates will cover 9 towns but not the rest.", "9 towns"),
    ],
)
def test_a_sentence_of_another_shape_gives_no_question(sentence: str, part: str) -> None:
    assert asked(sentence, part, "how many towns") is None


def test_a_date_is_asked_for_wherever_it_stands() -> None:
    first, second = (
        next(read_clauses(text, USAGE))
        for text in ("In 1705, Long Lake House was built by monks.", "Long Lake House was built in 1705 by monks.")
    )
    assert ask_when(first, "In 1705", USAGE) == ask_when(second, "in 1705", USAGE)
    assert ask_when(second, "in 1705", USAGE) == "When was Long Lake House built by monks?"


def test_a_thing_that_was_named_before_is_not_asked_about() -> None:
    [clause] = read_clauses("The fort was destroyed in 1560.", USAGE)
    assert ask_when(clause, "in 1560", USAGE) is None


def test_the_end_of_a_passive_is_asked_for() -> None:
    [town] = read_clauses("Wide Lake Town was named after the lake, now dry.", USAGE)
    [house] = read_clauses("Long Lake House was founded by John Smith.", USAGE)
    assert ask_what(town, USAGE) == ("What was Wide Lake Town named after?", "the lake")
    assert ask_what(house, USAGE) == ("By whom was Long Lake House founded?", "John Smith")


@pytest.mark.parametrize(
    ("verb", "done", "doing"),
    [
        ("install", "installed", "installing"),
        ("create", "created", "creating"),
        ("plan", "planned", "planning"),
        ("carry", "carried", "carrying"),
        ("commit", "committed", "committing"),
        ("open", "opened", "opening"),
        ("build", "built", "building"),
        ("see", "seen", "seeing"),
    ],
)
def test_forms_of_verbs(verb: str, done: str, doing: str) -> None:
    assert (past_participle(verb, ENGLISH.clause), gerund(verb, ENGLISH.clause)) == (done, doing)
