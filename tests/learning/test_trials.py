import random
from dataclasses import replace

import pytest

from assistant.errors import CalibrationError
from assistant.learning.models import Best
from assistant.learning.trials import (
    FOLDS,
    Trial,
    choose_cutoff,
    cut_by_group,
    cut_folds,
    measure,
    measure_apart,
    strictest,
    sweep,
)


def test_folds_are_even_and_do_not_depend_on_the_order(samples):
    others = [item.question.text for item in samples if not item.answerable]
    folds = cut_folds(samples)
    assert [sum(folds[text] == fold for text in others) for fold in range(FOLDS)] == [1, 1, 1, 1, 0]
    shuffled = random.Random(0).sample(samples, len(samples))
    assert cut_folds(shuffled) == folds


def test_a_group_may_be_held_out_as_a_whole(samples):
    groups = [replace(item, group="ab"[number % 2]) for number, item in enumerate(samples)]
    folds = cut_by_group(groups)
    assert [folds[item.question.text] for item in groups] == [number % 2 for number in range(len(samples))]


def trials(right, wrong):
    """Two answerable questions whose best sentence is right and two unanswerable ones, with their probabilities."""
    return [
        *[Trial(Best({}, True, True, 0.0, 1.0), right, "a")] * 2,
        *[Trial(Best({}, False, False, 0.0, 1.0), wrong, "a")] * 2,
    ]


def test_the_cut_off_is_the_lowest_that_keeps_wrong_answers_rare():
    tried = trials(0.3, 0.2)
    assert choose_cutoff(tried) == 0.21
    assert choose_cutoff(tried, wrong_at_most=0.2) == 0.0  # no more than that is asked in vain
    perfect = {"first_right": 1.0, "answered": 1.0, "refused": 1.0, "wrong": 0.0, "balanced": 1.0}
    assert measure(tried, 0.21) == {**perfect, "wrong_in_use": 0.0}


def test_wrong_is_the_share_of_these_questions_and_wrong_in_use_of_the_assumed_ones():
    shares = measure(trials(0.3, 0.2) + trials(0.3, 0.2)[:2], 0.0)
    assert (shares["wrong"], shares["wrong_in_use"]) == (0.333, 0.2)


def test_a_cut_off_is_judged_by_questions_it_was_not_chosen_by():
    lures = [0.1, 0.2, 0.3, 0.4, 0.9]  # of five folds: chosen without its own, a cut-off is too low for the last
    tried = [replace(trial, fold=fold) for fold, lure in enumerate(lures) for trial in trials(0.95, lure)]
    assert measure(tried, choose_cutoff(tried, 0.0))["refused"] == 1.0
    assert measure_apart(tried, 0.0)["refused"] == 0.8


def test_a_cut_off_that_answers_nothing_is_none():
    with pytest.raises(CalibrationError, match="at most 10% wrong"):
        choose_cutoff(trials(0.2, 0.3))
    with pytest.raises(CalibrationError, match="at most 0% wrong"):
        choose_cutoff(trials(1.0, 1.0), wrong_at_most=0.0)


def test_the_sweep_has_the_chosen_cut_off_and_goes_from_all_to_nothing():
    points = sweep(trials(0.3, 0.2), 0.21)
    assert [point.cutoff for point in points[:6]] == [0.0, 0.05, 0.1, 0.15, 0.2, 0.21]
    assert (points[0].answered, points[0].refused, points[0].wrong) == (1.0, 0.0, 0.5)
    assert (points[-1].answered, points[-1].refused, points[-1].balanced) == (0.0, 1.0, 0.5)


def test_the_strictest_cut_off_answers_no_fewer():
    tried = trials(0.3, 0.2)
    assert strictest(tried, answered=1.0) == 0.3
    assert strictest(tried, answered=0.0) == 1.0
    assert strictest([], answered=1.0) == 0.0
