"""Verdicts on claims, and false premises in other questions, over the report."""

import pytest

from assistant.evidence.verdict import clauses, is_excluded
from assistant.language.loading import load_language
from assistant.question.reading import read_question


@pytest.mark.parametrize(
    ("question", "start", "held"),
    [
        ("Is it true that 500 elevators will be installed?", "No:", "more than 800 elevators"),
        ("So it is more than 800 elevators, right?", "Yes:", "more than 800 elevators"),
        ("Is it true that at least 500 elevators will be installed?", "Yes:", "more than 800 elevators"),
        ("I read that 35,000 parking spaces will be created.", "Yes:", "35,000"),
        ("Someone told me that 20,000 parking spaces will be created", "No:", "35,000"),
        ("Is it true that 300 kilometers of greenways will be built?", "No:", "1,000 kilometers of greenways"),
        ("Is it true that no elevators will be installed?", "No:", "more than 800 elevators"),
        ("Is it true that illegal structures will be kept?", "No:", "demolished"),
        ("True or false: 90% of village clinics will operate under township medical centers", "Yes:", "Ninety percent"),
    ],
)
def test_a_claim_is_held_against_the_report(engine, question, start, held):
    answer = engine.answer(question)
    assert answer.status == "answered"
    assert answer.answer.startswith(start)
    assert held in answer.citations[0].quote


@pytest.mark.parametrize(
    "claim",
    [
        "900 elevators will be installed",  # more than 800 may be 900
        "the Great Wall Museum of China will be closed",
        "a metro line to Guangzhou will be built",
        "500 elevators will be installed in schools in Guangzhou",
        "the budget is 200 billion yuan",  # of what private investors put in
        "grain output will be two million metric tons",  # of vegetables, of which the same sentence tells
        "wind power will reach 45 billion kilowatt-hours",  # of green electricity, of which kept questions tell
    ],
)
def test_what_is_neither_stated_nor_denied_is_said_to_be_open(engine, claim):
    answer = engine.answer(f"Is it true that {claim}?")
    assert answer.status == "not_in_report"
    assert answer.answer.startswith("The report does not say.")


def test_a_figure_that_the_sentence_has_beside_is_not_refuted(engine):
    answer = engine.answer("Of the 8,000 intersections, how many traffic signals will be connected to the network?")
    assert answer.reason != "false_premise"


@pytest.mark.parametrize(
    "question",
    [
        "Why will only 500 elevators be installed?",
        "Why will five airports be upgraded?",
        "When was the renovation of the Great Wall Museum cancelled?",
        "Will elevators be removed from old residential buildings?",
    ],
)
def test_a_false_premise_is_named(engine, question):
    answer = engine.answer(question)
    assert (answer.status, answer.reason) == ("not_in_report", "false_premise")
    assert "What it does say" in answer.answer


@pytest.mark.parametrize(
    ("claim", "text", "excluded"),
    [
        ("Hens may be kept in Northgate", "Hens may be kept only in Long Acre.", True),
        ("Hens may be kept in Northgate", "Hens may be kept in Long Acre.", False),
        ("Bees may be kept in Northgate", "Hens may be kept only in Long Acre.", False),
    ],
)
def test_what_is_so_only_elsewhere_is_not_so(claim, text, excluded):
    assert is_excluded(read_question(claim, load_language("en")), text) is excluded


def test_a_clause_goes_on_behind_a_comma_with_a_preposition():
    text = "The school gets a hall in 2028, for 5 pounds, and a yard."
    assert next(text[slice(*span)].strip() for span in clauses(text, load_language("en"))).endswith("for 5 pounds")
