from dataclasses import replace

import pytest

from assistant.engine import Engine
from assistant.evidence.answerability import Judgement
from assistant.evidence.finding import Finding, as_far_as, beside, join, naming

LIFTS, TEA = "How many elevators will be installed?", "How many cups of tea are served on the moon?"


@pytest.fixture(scope="module")
def parts(engine: Engine):
    return lambda *questions: [engine.finder.find(question) for question in questions]


def test_a_single_finding_is_left_as_it_is(parts):
    findings = parts(LIFTS)
    assert join(findings) is findings[0]


def test_all_parts_answered_are_one_answer_with_the_evidence_of_each(parts):
    findings = parts(LIFTS, "How many parking spaces will be created?")
    whole = join(findings)
    assert whole.judgement.status == "answered"
    assert whole.judgement.confidence == min(item.judgement.confidence for item in findings)
    assert {item.sentence.id for item in whole.evidence} == {i.sentence.id for one in findings for i in one.evidence}
    assert len({hit.passage.id for hit in whole.hits}) == len(whole.hits) <= 8


def test_the_part_that_is_not_there_leaves_the_answer_open(parts):
    findings = parts(TEA, LIFTS)
    whole = join(findings)
    assert (whole.judgement.status, whole.judgement.reason) == ("partly_answered", "attribute_missing")
    assert set(findings[0].judgement.missing) <= set(whole.judgement.missing)
    assert whole.evidence == findings[1].evidence


def test_where_nothing_is_there_the_first_refusal_stands(parts):
    findings = parts(TEA, "Who is the king of Oslo?")
    assert join(findings) is findings[0]


def test_the_passages_of_the_evidence_come_first(parts):
    whole = join(parts(LIFTS, "How many parking spaces will be created?"))
    cited = {item.passage.id for item in whole.evidence}
    assert {hit.passage.id for hit in whole.hits[: len(cited)]} == cited


def test_a_part_that_is_not_answered_names_what_it_asked(parts):
    silent = Finding(Judgement("not_in_report", "off_topic", 0.1))
    assert naming(silent, "Which 77 spaceports in 2031?").judgement.missing == ("spaceports",)
    named = Finding(Judgement("not_in_report", "attribute_missing", 0.1, ("ports",)))
    assert naming(named, "How many spaceports?") is named
    (answered,) = parts(LIFTS)
    assert naming(answered, LIFTS) is answered


def test_an_answer_is_whole_once_each_thing_that_it_lacked_is_answered(parts):
    lifts, parking, tea = parts(LIFTS, "How many parking spaces will be created?", TEA)
    open_one = replace(lifts, judgement=Judgement("partly_answered", "attribute_missing", 0.9, ("parking",)))
    assert beside(open_one, [parking]).judgement == Judgement("answered", None, 0.9)
    assert beside(open_one, [parking, tea]).judgement == open_one.judgement


def test_what_is_refused_as_a_whole_is_answered_as_far_as_one_is_sure(parts):
    lifts, tea = parts(LIFTS, TEA)
    found = as_far_as(tea, [(lifts, LIFTS), (tea, "Cups of tea?")], 0.5)
    assert (found.judgement.status, found.judgement.missing) == ("partly_answered", ("Cups", "tea"))
    assert as_far_as(tea, [(lifts, LIFTS), (tea, "Cups of tea?")], 1.1) is tea
