"""Words, patterns and tables are read as their keys ask."""

from collections.abc import Mapping
from typing import Any, Literal

import pytest

from assistant.language.forms import Pattern, Stems, Words
from assistant.language.values import Fault, Reader

FILES = {
    "question": {"parts": {"aux": "is|are"}, "frame": "how {conversation.document}", "kinds": "(?i)x"},
    "conversation": {"document": "report reports"},
    "answers": {"number_words": {"six": 6, "sixty": 60}},
}
READER = Reader("question", FILES)


def read(kind: Any, written: object) -> Any:
    return READER.read(kind, written, ("key",))


def test_words_of_other_lists_are_taken_in() -> None:
    assert read(Words, "a {frame}") == {"a", "how", "report", "reports"}
    assert read(Words, ["a b", "c"]) == {"a", "b", "c"}
    assert read(Stems, "{conversation.document}") == {"report"}


@pytest.mark.parametrize(
    ("written", "expanded"),
    [
        ("{aux} it", "(?:is|are) it"),
        (["a", "b"], "a|b"),
        ("{answers.number_words}", "(?:sixty|six)"),
        ("{frame}", "(?:reports|report|how)"),
        ("{kinds}{0,3}", "(?:x){0,3}"),
    ],
)
def test_a_pattern_names_others(written: object, expanded: str) -> None:
    assert read(Pattern, written).pattern == expanded


def test_tables_and_lists_are_read_by_their_parts() -> None:
    assert read(Mapping[str, Words], {"a": "b c"}) == {"a": {"b", "c"}}
    assert read(tuple[tuple[str, int], ...], [["a", 1], ["b", 2]]) == (("a", 1), ("b", 2))


@pytest.mark.parametrize(
    ("kind", "written", "where"),
    [
        (str, 1, ("key",)),
        (Words, 1, ("key",)),
        (Mapping[str, int], {"a": "b"}, ("key", "a")),
        (tuple[tuple[str, int], ...], [["a", 1], ["b"]], ("key", 1)),
        (tuple[Literal["x"], ...], ["x", "y"], ("key", 1)),
    ],
)
def test_another_kind_of_value_is_a_fault_with_its_place(kind: Any, written: object, where: tuple[str, ...]) -> None:
    with pytest.raises(Fault) as caught:
        read(kind, written)
    assert caught.value.where == where
