"""Of which document something is told that is asked of a place by its kind."""

from types import SimpleNamespace

import pytest

from assistant.evidence.alternatives.whose import find_of_its_kind, is_about, things_of
from assistant.evidence.answerability import Judgement
from assistant.evidence.choice import Evidence
from assistant.evidence.finding import Finding
from assistant.language.loading import load_language
from assistant.question.reading import read_question
from index.schema import Passage, Place, Sentence
from index.words import read_words

ENGLISH = load_language("en")
DOCUMENTS = {
    "baths.txt": "Kolby Baths\nPrices\n\nThe baths open at nine. Towels cost £2.",
    "camp.txt": "Summer camp\nA letter to families\n\nThe camp begins on Monday. Bring towels.",
    "shed.txt": "Rules of the boat shed\n\nKnives are banned.",
}


def head_of(name):
    return DOCUMENTS[name].split("\n\n")[0]


def told_by(name, asked):
    """Return the documents that a question is asked of again; None where what was found stands."""
    text = DOCUMENTS[name].splitlines()[-1]
    passage = Passage("p", text, 0, len(text), "paragraph", Place(name, name))
    found = Finding(Judgement("answered", None, 0.9), (Evidence(Sentence("s", "p", text, 0, len(text)), passage, 0.9),))
    finder = SimpleNamespace(
        store=SimpleNamespace(documents=DOCUMENTS),
        heads={name: head_of(name) for name in DOCUMENTS},
        lexicon=SimpleNamespace(written={}),
        read=lambda text: (None, read_question(text, ENGLISH)),
        find=lambda text, documents: documents,
    )
    again = find_of_its_kind(finder, asked, found, None)
    return None if again is found else again


@pytest.mark.parametrize(
    ("asked", "things"),
    [
        ("Are knives allowed at the summer camp?", ["summer", "camp"]),
        ("Does the school have a pool?", ["school"]),
        ("Is the museum open on Mondays?", ["museum"]),
        ("What is the library's number?", ["library's"]),
        ("Which knives are banned?", []),
    ],
)
def test_a_place_is_asked_of_by_its_kind(asked, things):
    assert [word.text for word in things_of(read_question(asked, ENGLISH))] == things


def test_the_first_lines_tell_what_a_document_is_about():
    (baths, towels, kolby) = read_words("baths towels kolby")
    head, text = head_of("baths.txt"), DOCUMENTS["baths.txt"]
    assert is_about(head, text, baths)
    assert is_about("Kolby Baths", "Kolby Baths\n\nTowels cost £2.", baths)
    assert not is_about(head, text, kolby)
    assert not is_about(head, text, towels)


def test_a_place_is_looked_for_in_the_documents_about_it():
    assert told_by("shed.txt", "Are knives allowed at the camp?") == ["camp.txt"]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("camp.txt", "Are knives allowed at the camp?"),
        ("shed.txt", "Are knives allowed at the harbour?"),  # no document is about one
        ("shed.txt", "Are knives allowed?"),
    ],
)
def test_else_what_was_found_stands(name, asked):
    assert told_by(name, asked) is None
