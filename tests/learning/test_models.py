import numpy as np

from assistant.evidence.weights import Logistic
from assistant.learning.models import Best, between, fit_answerable, logistic


def test_a_signal_that_never_varies_gets_a_sane_weight():
    rows = [{"varies": float(n % 2), "constant": 1.0} for n in range(20)]
    labels = np.array([n % 2 == 0 for n in range(20)])
    model = logistic(rows, labels, np.ones(20))
    assert all(abs(weight) < 10 for weight in model.weights.values())


def test_likeness_never_speaks_against_an_answer_nor_a_mismatch_for_one():
    labels = np.array([n % 2 == 0 for n in range(20)])
    rows = [{"meaning": float(not label), "past": float(label), "told": float(not label)} for label in labels]
    weights = logistic(rows, labels, np.ones(20)).weights
    assert (weights["meaning"], weights["past"]) == (0.0, 0.0)
    assert weights["told"] < 0  # may say either


def test_a_collection_counts_what_its_share_is_however_large_it_is():
    def rows(group, told, size):
        return [Best({"told": told if n % 2 else 1 - told}, bool(n % 2), True, 0.0, 1.0, group) for n in range(size)]

    both = [*rows("small", 1.0, 4), *rows("large", 0.0, 40)]  # they say the contrary of each other
    assert fit_answerable(both, {"small": 3.0, "large": 1.0}).weights["told"] > 0
    assert fit_answerable(both, {"small": 1.0, "large": 3.0}).weights["told"] < 0
    assert fit_answerable(both, {"small": 1.0, "large": 1.0}, signals=()).weights == {"told": 0.0}


def test_a_model_between_two_others():
    one, other = Logistic(0.0, {"a": 1.0, "b": 0.0}), Logistic(1.0, {"a": 3.0, "b": -1.0})
    assert between(one, other, 0.5) == Logistic(0.5, {"a": 2.0, "b": -0.5})
    assert between(one, other, 0.0) == one
