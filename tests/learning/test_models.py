import numpy as np

from assistant.learning.models import logistic


def test_a_signal_that_never_varies_gets_a_sane_weight():
    rows = [{"varies": float(n % 2), "constant": 1.0} for n in range(20)]
    labels = np.array([n % 2 == 0 for n in range(20)])
    model = logistic(rows, labels, np.ones(20))
    assert all(abs(weight) < 10 for weight in model.weights.values())
