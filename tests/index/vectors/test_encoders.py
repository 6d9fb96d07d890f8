"""Which encoder goes with which, and when the second is loaded."""

import numpy as np
import pytest

from index.errors import ModelError
from index.vectors import encoders as module
from index.vectors.embedder import DEFAULT_MODEL, QUALITY_MODEL
from index.vectors.encoder import Encoding
from index.vectors.encoders import LateEncoder, foreign_model


@pytest.mark.parametrize(
    ("wanted", "model", "found"),
    [
        ("auto", DEFAULT_MODEL, "multilingual-e5-small"),
        ("auto", "some/other", None),
        ("auto", QUALITY_MODEL, "multilingual-e5-small"),
        ("none", DEFAULT_MODEL, None),
        ("multilingual-e5-small", "some/other", "multilingual-e5-small"),
    ],
)
def test_the_second_encoder_goes_with_the_default_model(wanted, model, found):
    assert foreign_model(wanted, model) == found


def test_without_its_package_there_is_one_encoder(monkeypatch):
    monkeypatch.setattr(module, "packaged_file", lambda: None)
    assert foreign_model("auto", DEFAULT_MODEL) is None


def test_an_unknown_one_is_refused():
    with pytest.raises(ModelError, match="can be chosen"):
        foreign_model("big-one", DEFAULT_MODEL)


def test_it_is_loaded_once_and_only_when_needed(monkeypatch):
    loads = []
    monkeypatch.setattr(module, "give_back", lambda: loads.append("gave back"))

    class Encoder:
        def encode(self, texts, is_question):
            return [Encoding(np.ones(1), np.ones((1, 1)), np.ones((1, 2))) for _ in texts]

    late = LateEncoder(lambda: loads.append(1) or Encoder())
    assert not loads
    assert len(late.encode(["a", "b"])) == 2
    late.encode(["c"])
    assert loads == [1, "gave back"]
