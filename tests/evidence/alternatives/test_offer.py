"""What is offered where a question leaves something open, over the report."""

import pytest

from assistant.evidence.alternatives.offer import find_or_offer


def test_several_things_are_asked_back_and_each_is_answered(engine):
    found = find_or_offer(engine.finder, "How many kilometers will be added?")
    assert found.judgement.status == "needs_clarification"
    assert len(found.near) > 1
    assert all(engine.finder.answers(one.question) for one in found.near)


@pytest.mark.parametrize("asked", ["How many jobs will be created?", "Will the hotline be improved?"])
def test_a_plain_question_is_answered(engine, asked):
    assert find_or_offer(engine.finder, asked).judgement.status == "answered"
