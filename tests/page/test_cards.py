"""The sources of an answer."""

from dataclasses import replace

import pytest
from sample_answer import ANSWER, CITATION, PASSAGE, REFUSAL

from assistant.page.render import message_html


def test_quote_stands_in_its_passage() -> None:
    assert "<blockquote>Improve care. <mark>" in message_html(ANSWER)
    assert "</mark> The end.</blockquote>" in message_html(ANSWER)


def test_passages_read_but_not_cited_are_apart() -> None:
    assert "Read but not cited: 1 passages" in message_html(ANSWER) or "Read but not cited: 1 passage" in message_html(
        ANSWER
    )
    assert "Build roads" in message_html(ANSWER).split('class="also"')[1]


def test_only_what_stands_to_the_letter_is_said_to() -> None:
    row = message_html(replace(ANSWER, citations=(replace(CITATION, reading="Centers — New: 20"),)))
    assert "Word for word in the report" in message_html(ANSWER)
    assert "Word for word in the report" not in row
    assert "In the report’s words, read with those above them" in row


@pytest.mark.parametrize(
    ("score", "words"), [(0.9, "States it directly"), (0.5, "Supports it"), (0.1, "Touches on it")]
)
def test_relevance_is_in_words(score: float, words: str) -> None:
    assert words in message_html(replace(ANSWER, citations=(replace(CITATION, score=score),)))


def test_passages_read_for_a_refusal_are_not_folded_and_have_a_name() -> None:
    html = message_html(replace(REFUSAL, passages=(replace(PASSAGE, topic=None),)))
    assert '<details class="also" open>' in html
    assert '<span class="topic">Improve care. We will add 20 centers. The end.</span>' in html
    assert '<details class="also">' in message_html(ANSWER)
