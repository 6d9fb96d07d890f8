"""Questions offered on an empty chat and after an answer."""

from dataclasses import replace

import pytest

from assistant.engine import Engine
from assistant.offering.offers import OFFERED, STARTERS, TRIES, Offers

QUESTION = "How many elevators will be installed in old residential buildings?"
NURSERIES = "What share of nursery slots will be affordable?"


@pytest.fixture(scope="module")
def offers(engine: Engine) -> Offers:
    return Offers(engine.finder)


def test_what_is_offered_is_answered_near_what_was_cited(engine: Engine, offers: Offers) -> None:
    answer = engine.answer(NURSERIES)
    near = offers.near(answer, "en")
    assert len(near) == OFFERED
    cited = answer.citations[0]
    for question in near:
        following = engine.answer(question)
        assert following.status == "answered"
        assert following.citations[0].section == cited.section
        assert question != NURSERIES
    assert not any("planned under" in question for question in near)


def test_a_question_that_is_not_answered_is_not_offered(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh, answer = Offers(engine.finder), engine.answer(QUESTION)
    monkeypatch.setattr(fresh, "answered_with", lambda offer: None)
    assert fresh.near(answer, "en") == ()
    assert fresh.starters("en") == ()


def test_a_bounded_number_is_tried_and_each_once(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh, answer = Offers(engine.finder), engine.answer(QUESTION)
    first = fresh.near(answer, "en")
    assert OFFERED <= len(fresh.tried) <= TRIES
    monkeypatch.setattr(engine.finder, "find", None)  # nothing is tried again
    assert fresh.near(answer, "en") == first


def test_offers_are_tried_before_anybody_asks_a_bounded_number(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh, answer = Offers(engine.finder), engine.answer(QUESTION)
    needed = [offer.question for offer in fresh.around(answer, "en")][:TRIES]
    tried = list[str]()
    monkeypatch.setattr(fresh, "answered_with", lambda offer: tried.append(offer.question))
    assert len(list(fresh.try_all(["en", "zh"]))) == len(tried)
    assert set(needed) < set(tried)
    assert any(question.endswith("？") for question in tried)
    monkeypatch.setattr("assistant.offering.offers.BEFORE", 3)
    assert len(list(fresh.try_all(["en"]))) == 3


def test_offers_are_in_the_page_s_language(offers: Offers, engine: Engine) -> None:
    answer = engine.answer(QUESTION)
    assert all(question.endswith("？") for question in offers.near(answer, "zh"))
    starters = offers.starters("zh")
    assert len(starters) == len({one.question for one in starters}) == STARTERS
    assert all(one.question.endswith("？") for one in starters)


def test_a_refusal_offers_what_is_near_and_courtesy_nothing_more(engine: Engine, offers: Offers) -> None:
    assert offers.near(engine.answer("How many ice rinks will open in Jing'an?"), "en")
    assert offers.near(engine.answer("thank you"), "en") == ()


def test_what_is_offered_comes_with_the_answer_that_is_shown(engine: Engine) -> None:
    shown, plain = engine.answer_on(QUESTION), engine.answer(QUESTION)
    assert len(shown.suggestions) == OFFERED
    assert replace(shown, suggestions=(), seconds=plain.seconds) == plain
