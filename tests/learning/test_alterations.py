"""Sentences altered by rule say what their label tells."""

from random import Random

import pytest

from assistant.engine import Engine
from assistant.language.loading import load_language
from assistant.learning.alterations import ALTERATIONS, altered
from assistant.writing.sources import Shelf

ENGLISH = load_language("en")
TEXT = (
    "We will open more than 300 old compounds near Tongzhou District, and install over 800 elevators for Beijing West."
)
WEST = "Beijing West"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("kept: told", f"According to the report, {TEXT[0].lower()}{TEXT[1:]}"),
        ("kept: shortened", "We will open more than 300 old compounds near Tongzhou District."),
        ("kept: same bound", TEXT.replace("more than", "OVER").replace("over", "more than").replace("OVER", "over")),
        ("figure's bound changed", TEXT.replace("more than", "less than")),
        ("negated", TEXT.replace("will", "will not")),
        ("figures exchanged", TEXT.replace("300", "x").replace("800", "300").replace("x", "800")),
        (
            "names exchanged",
            TEXT.replace("Tongzhou District", "x").replace("Beijing West", "Tongzhou District").replace("x", WEST),
        ),
    ],
)
def test_an_alteration_does_what_its_label_says(label: str, expected: str) -> None:
    assert ALTERATIONS[label](TEXT, Random(1), ENGLISH) == expected


@pytest.mark.parametrize("label", ["figure changed", "turned round", "something added", "kept: other subject"])
def test_an_alteration_by_chance_changes_something(label: str) -> None:
    assert ALTERATIONS[label](TEXT, Random(1), ENGLISH) != TEXT


def test_what_cannot_be_altered_is_left_out() -> None:
    assert [
        label for label, alter in ALTERATIONS.items() if alter("Trees grow slowly.", Random(1), ENGLISH) is None
    ] == [
        "kept: shortened",
        "figure changed",
        "figure's bound changed",
        "negated",
        "turned round",
        "figures exchanged",
        "names exchanged",
    ]


def test_the_same_passages_give_the_same_sentences_of_every_kind(engine: Engine) -> None:
    shelf = Shelf(engine.store, engine.finder.texts)
    passages = [shelf.lines(number) for number, p in enumerate(engine.store.passages) if p.kind == "paragraph"][:12]
    first, again = list(altered(passages, engine.finder.texts)), list(altered(passages, engine.finder.texts))
    assert first == again
    assert {"kept: word for word", "kept: two joined", "name changed", "other passage"} <= {c.label for c in first}
    assert {case.group for case in first} <= set(range(12))
