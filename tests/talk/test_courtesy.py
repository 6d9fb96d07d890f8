"""What is replied to courtesy."""

import pytest

from assistant.answer.verify import figures
from assistant.engine import Engine
from assistant.language.loading import load_language


@pytest.mark.parametrize("message", ["hello", "help", "who are you?", "thank you, bye", "ok"])
def test_courtesy_gets_fixed_words_without_citation_or_figure(engine: Engine, message: str) -> None:
    answer = engine.answer(message)
    assert (answer.status, answer.citations, answer.confidence) == ("conversation", (), 0)
    assert not figures(answer.answer, load_language("en"))


def test_help_names_what_is_held_and_questions_that_are_answered(engine: Engine) -> None:
    answer = engine.answer("help")
    assert "Foreign Affairs Office" in answer.answer
    assert len(answer.suggestions) == 3
    assert all(engine.finder.answers(question) for question in answer.suggestions)


def test_courtesy_is_said_in_the_page_s_language(engine: Engine) -> None:
    assert "报告" in engine.speaking("zh").answer("hello").answer
