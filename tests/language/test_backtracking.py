"""Patterns that may take for ever are told from those that only look like it."""

import pytest

from assistant.language.backtracking import is_explosive


@pytest.mark.parametrize("text", [r"(a+)+", r"(?:a*b?)*c", r"(?:.*,)*", r"(?i)(?:[a-z]+X?)*!", r"(?:(?:\s+)?\s*)*x"])
def test_a_repeat_that_runs_into_itself_is_explosive(text: str) -> None:
    assert is_explosive(text)


@pytest.mark.parametrize("text", [r"(?:\w+ )*x", r"(?:[A-Z]\w*(?: of)* )+", r"(?:a+){3}", r"a+b*", r"(?:[^,]+,)*"])
def test_a_repeat_with_a_mark_between_is_not(text: str) -> None:
    assert not is_explosive(text)
