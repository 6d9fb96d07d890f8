"""Questions that the documents bring along: kept ones asked as if nobody had kept them, and made-up ones."""

import pytest

from assistant.engine import Engine
from assistant.evidence.finder import Finder
from assistant.learning import own
from assistant.learning.own import FAIR, chosen_kept, kept_questions, try_made_up


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "MOST", 10)
    monkeypatch.setattr(own, "MOST_TRIED", 6)


@pytest.mark.usefixtures("few")
def test_a_kept_question_is_asked_where_nobody_has_kept_it(engine: Engine) -> None:
    parts = [*kept_questions(engine.finder)]
    cases = [case for part in parts for case in part.cases]
    assert sum(case.answerable for case in cases) == sum(not case.answerable for case in cases) == 10
    assert all(bool(case.evidence) == case.answerable for case in cases)
    for part in parts:
        known = {kept.text for kept in part.finder.store.kept}
        assert known.isdisjoint(case.question for case in part.cases)
        assert len(part.finder.store.kept) == len(engine.store.kept) - len(part.cases)


@pytest.mark.usefixtures("few")
def test_the_same_are_chosen_and_no_near_miss_that_is_answered(engine: Engine) -> None:
    kept, chosen = engine.store.kept, chosen_kept(engine.store)
    assert chosen == chosen_kept(engine.store)
    answered = {one.text for one in kept if one.answered}
    assert not any(kept[number].text in answered for number in chosen if not kept[number].answered)


@pytest.mark.usefixtures("few")
def test_made_up_questions_are_tried_by_how_they_were_made(engine: Engine) -> None:
    tried = try_made_up(engine.finder)
    assert sum(found["n"] for way, found in tried.items() if way != FAIR) == tried[FAIR]["n"] == 6
    assert all(0 <= found["answered"] <= 1 for found in tried.values())


def test_documents_without_kept_questions_give_none(tiny_finder: Finder) -> None:
    assert [*kept_questions(tiny_finder)] == []
