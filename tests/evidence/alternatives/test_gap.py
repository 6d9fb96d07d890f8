"""What a refusal and a partial answer leave open, over the report."""

from assistant.evidence.alternatives.offer import find_or_offer


def test_the_statement_that_comes_nearest_has_what_is_asked_about(engine):
    gap = find_or_offer(engine.finder, "How many elevators were installed in 2019?").gap
    assert "more than 800 elevators" in gap.nearest.sentence.text
    assert gap.kind == "quantity"


def test_nothing_comes_near_where_nothing_has_the_subject(engine):
    assert find_or_offer(engine.finder, "What will be done for beekeepers?").gap.nearest is None


def test_what_is_said_instead_of_a_premise_is_the_nearest_statement(engine):
    found = find_or_offer(engine.finder, "Why were the elevators removed?")
    assert found.judgement.reason == "false_premise"
    assert found.gap.nearest.sentence is found.evidence[0].sentence


def test_a_claim_that_is_left_open_has_a_nearest_statement(engine):
    gap = find_or_offer(engine.finder, "Is it true that 900 schools will be closed?").gap
    assert "school" in gap.nearest.sentence.text
