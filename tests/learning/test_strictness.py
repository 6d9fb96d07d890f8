"""Thresholds are chosen by what they catch, on one half of the passages."""

from pathlib import Path

import pytest

from assistant.config import Config
from assistant.engine import Engine
from assistant.evidence.weights import Bar
from assistant.learning import strictness
from assistant.learning.alterations import Labelled
from assistant.learning.strictness import FALSE_ALARMS, Trial, choose, half, learn, measure
from assistant.writing.support import Fault


def trial(label: str, nearness: tuple[float, float, float], fault: Fault | None = None, group: int = 0) -> Trial:
    return Trial(Labelled("x", label, (), group), fault, nearness)


TRIALS = [
    *(trial("kept: told", (0.9, 0.9, 0.8)) for _ in range(20)),
    *(trial("something added", (0.8, 0.7, 0.3)) for _ in range(10)),
    *(trial("negated", (0.9, 1.0, 1.0), "negated") for _ in range(10)),
]


def test_the_middle_of_what_catches_most_is_chosen() -> None:
    bar = choose(TRIALS)
    found = measure(TRIALS, bar)
    assert (found["kept"]["flagged"], found["something added"]["flagged"], found["negated"]["flagged"]) == (0, 1, 1)
    assert 0.4 <= bar.similar <= 0.5
    assert 0.7 < bar.covered < 0.9
    assert 0.3 < bar.weakest < 0.7


def test_false_alarms_are_limited() -> None:
    alike = [*TRIALS[:20], *(trial("something added", (0.9, 0.9, 0.8)) for _ in range(10))]
    assert measure(alike, choose(alike))["kept"]["flagged"] <= FALSE_ALARMS


def test_no_passage_is_in_both_halves() -> None:
    trials = [trial("negated", (1, 1, 1), group=group) for group in (0, 1, 2, 3, 3)]
    assert [len(half(trials, which)) for which in (0, 1)] == [2, 3]


@pytest.mark.parametrize(("fault", "expected"), [(None, False), ("figure", True)])
def test_a_fault_is_flagged_whatever_the_thresholds(fault: Fault | None, expected: bool) -> None:
    assert trial("figure changed", (1, 1, 1), fault).is_flagged(Bar(0, 0, 0)) is expected


def test_too_few_sentences_choose_nothing(tiny: Path) -> None:
    engine = Engine.from_config(Config(data=tiny / "data", seeds=tiny / "seeds"))
    found = learn(engine.store, engine.finder.retriever.encoder, engine.finder.texts)
    assert found.bar is None
    assert found.provenance["chosen"] is False


def test_a_language_whose_sentences_are_not_altered_chooses_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strictness, "altered", lambda passages, language: iter(()))
    strict = learn(engine.store, engine.finder.retriever.encoder, engine.finder.texts)
    assert strict.bar is None
    assert strict.provenance["chosen"] is False
