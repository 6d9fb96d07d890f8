"""Terms of the documents for words that they do not have."""

import pytest

from assistant.engine import Engine
from assistant.evidence.alternatives.near import near_terms


@pytest.fixture(scope="module")
def near(engine: Engine):
    def terms(text: str) -> list[str]:
        query, question = engine.finder.read(text)
        return [one.term for one in near_terms(question, query, engine.store, engine.finder.lexicon)]

    return terms


def test_a_word_the_documents_lack_has_terms_that_they_have(near) -> None:
    assert near("How many cars will be charged?") == ["vehicles", "automobiles"]


@pytest.mark.parametrize("text", ["How many elevators will be installed?", "What will happen in Guangzhou?"])
def test_words_they_have_and_names_have_none(near, text: str) -> None:
    assert near(text) == []


def test_what_is_offered_is_answered_and_comes_first(engine: Engine) -> None:
    answer = engine.answer("I deliver meals for an app: what will make meals safer?")
    assert all(engine.finder.answers(one.question) for one in answer.near_terms)
    assert answer.suggestions[: len(answer.near_terms)] == tuple(one.question for one in answer.near_terms)
