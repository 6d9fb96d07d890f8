"""Each way of reading questions is learned apart, and written where such questions are weighed."""

from collections import Counter
from dataclasses import replace

import pytest

from assistant.evidence.weights import NATIVE, Weights
from assistant.learning.models import Recipe, between
from assistant.learning.readings import DRAWN, Aims, learn_readings, too_few

AIMS = Aims(wrong_at_most=1.0)


@pytest.fixture
def enough(samples):
    """Questions enough of both kinds: each once more in other words."""
    twice = [replace(item, question=replace(item.question, text=f"So: {item.question.text}")) for item in samples]
    return [*samples, *twice]


def test_a_calibration_changes_the_reading_that_was_learned_and_no_other(enough):
    had, left_out = Weights.load(), Counter()
    chinese = [replace(item, reading="second") for item in enough]
    [learned] = learn_readings(chinese, had, left_out, AIMS)
    made = had.with_reading(learned.reading, learned.judging)
    assert made.read_as("second").cutoff == learned.judging.cutoff
    assert made.read_as("second").evidence == had.read_as("second").evidence
    assert made.read_as("second").answerable != had.read_as("second").answerable
    assert [made.read_as(name) for name in ("kept", "foreign")] == [
        replace(had.read_as(name), others=made.others) for name in ("kept", "foreign")
    ]
    assert made.answerable == had.answerable


def test_most_questions_first_and_too_few_of_a_reading_are_left_out(enough):
    left_out = Counter()
    others = [replace(item, reading="foreign") for item in enough[:3]]
    learned = learn_readings([*others, *enough], Weights.load(), left_out, AIMS)
    assert [one.reading for one in learned] == [NATIVE]
    assert left_out == {"of those read as “foreign” there are too few": 3}
    assert "3 left out" in too_few(enough, left_out, False)


def test_without_aims_the_weights_are_drawn_and_no_fewer_are_answered(enough):
    had = Weights.load()
    [drawn] = learn_readings(enough, had, Counter())
    alone = Recipe({"tiny": 1.0}, {"tiny": 1.0}, had.evidence).answerable(enough, had.evidence)
    assert drawn.judging.evidence == had.evidence
    assert drawn.judging.answerable == between(had.answerable, alone, DRAWN)
    assert drawn.after["answered"] >= drawn.before["answered"]
    assert drawn.judging.cutoff in [point.cutoff for point in drawn.sweep]
