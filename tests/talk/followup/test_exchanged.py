"""A follow-up about another thing is not answered with the old one."""

import pytest
from conversing import converse

from assistant.language.loading import load_language
from assistant.question.reading import read_question
from assistant.talk.followup.exchanged import are_met

ENGLISH = load_language("en")
QUESTION = "How much is a canoe?"


@pytest.mark.parametrize(("told", "met"), [("kayak", True), ("boat", False), ("lamp", False)])
def test_a_kind_of_the_thing_meets_it_and_a_wider_one_does_not(engine, told, met):
    question = read_question(QUESTION, ENGLISH)
    number = next(at for at, word in enumerate(question.words) if word.text == "canoe")
    assert are_met([number], {told}, question, engine.finder) is met


def test_a_thing_that_no_document_has_is_refused_after_its_like(engine):
    answer = converse(engine, "How many elevators will be installed in old residential buildings?", "And escalators?")
    assert answer.status == "not_in_report"


def test_a_verb_is_no_thing_that_is_brought_in(engine):
    answer = converse(engine, "What will be done about e-bikes?", "Is charging them looked at too?")
    assert answer.status == "answered"
