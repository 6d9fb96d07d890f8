"""The learned numbers of evidence selection and refusal, read once from weights.json."""

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model: probability = 1 / (1 + exp(-(bias + sum of weight times signal)))."""

    bias: float
    weights: dict[str, float]  # by the signal's name


@dataclass(frozen=True, slots=True)
class Weights:
    """``evidence`` scores a sentence, ``answerable`` a question with its best evidence."""

    evidence: Logistic
    answerable: Logistic
    cutoff: float  # least probability at which a question is answered
    provenance: dict[str, Any]

    @classmethod
    def load(cls, path: Path | None = None) -> "Weights":
        """Read the weights that come with the package, or others of the same shape."""
        text = (path or files("assistant") / "weights.json").read_text("utf-8")
        data = json.loads(text)
        models = {name: Logistic(data[name]["bias"], data[name]["weights"]) for name in ("evidence", "answerable")}
        return cls(**models, cutoff=data["cutoff"], provenance=data["provenance"])
