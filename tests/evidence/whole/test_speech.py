"""What somebody says in minutes."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from assistant.evidence.whole.speech import answer_speech
from assistant.language.loading import load_language
from assistant.question.persons import People
from assistant.question.reading import read_question
from index.schema import Passage, Place, Section, Sentence


def passage(section, *texts):
    sentences = tuple(Sentence(text, section, text, 0, len(text)) for text in texts)
    place = Place("minutes.md", "Minutes", section=Section(None, section))
    return Passage(section, " ".join(texts), 0, 1, "paragraph", place, sentences)


RUIZ, OSEI = "Dr. Ruiz said that it should open in May.", "Mr. Osei, the deputy, asked for a second offer."
PASSAGES = [
    passage("Playground", RUIZ, OSEI, "Dr. Ruiz did not vote."),
    passage("Trees", "Mr. Osei reported that three trees were lost."),
]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("What did Dr. Ruiz say?", [RUIZ]),
        ("What did Osei say about the playground?", [OSEI]),
        ("What did Osei say about water?", None),
        ("What did Prewett say?", None),
        ("Who is Ruiz?", None),
    ],
)
def test_what_is_told_of_somebodys_saying(asked, told):
    store = SimpleNamespace(passages=PASSAGES)
    found = answer_speech(read_question(asked, load_language("en")), store)
    assert (found and [item.sentence.text for item in found.evidence]) == told


def test_somebody_else_of_that_surname_said_nothing():
    question = read_question("What did Carla Osei say?", load_language("en"))
    store = SimpleNamespace(passages=PASSAGES)
    assert answer_speech(question, store)
    assert answer_speech(replace(question, people=People(has_stranger=True)), store) is None
