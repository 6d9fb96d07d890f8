import pytest

from assistant.weights import Logistic, Weights
from index.embedder import DEFAULT_MODEL, find_model


def test_what_is_saved_is_read_again(tmp_path):
    weights = Weights(Logistic(-1.0, {"a": 2.0}), Logistic(0.5, {"b": 1.0}), 0.4, {"questions": 3})
    weights.save(tmp_path / "w.json")
    assert Weights.load(tmp_path / "w.json") == weights


def test_the_shipped_weights_say_where_they_come_from():
    weights = Weights.load()
    assert 0 < weights.cutoff < 1
    assert weights.provenance["held_out"]["wrong"] <= 0.1


@pytest.mark.parametrize(("value", "probability"), [(0, 0.5), (1e6, 1.0), (-1e6, 0.0)])
def test_probability(value, probability):
    assert Logistic(0.0, {"a": 1.0}).probability({"a": value}) == pytest.approx(probability)


def test_the_shipped_weights_are_for_the_default_model_only():
    assert Weights.load().fit_for(find_model(DEFAULT_MODEL).digest)
    assert not Weights.load().fit_for("another digest")
