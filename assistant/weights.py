"""The learned numbers of evidence selection and refusal, read once from weights.json."""

import json
from dataclasses import dataclass
from importlib.resources import files
from math import exp
from pathlib import Path
from typing import Any

STEEPEST = 50.0  # beyond it exp overflows and the probability is 0 or 1 anyway


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model over named signals."""

    bias: float
    weights: dict[str, float]  # by the signal's name

    def probability(self, signals: dict[str, float]) -> float:
        """Return 1 / (1 + exp(-sum)), rounded so that the last bits do not decide ties."""
        total = self.bias + sum(weight * signals[name] for name, weight in self.weights.items())
        return round(1 / (1 + exp(-max(-STEEPEST, min(STEEPEST, total)))), 6)


@dataclass(frozen=True, slots=True)
class Weights:
    """``evidence`` scores a sentence, ``answerable`` a question with its best sentence."""

    evidence: Logistic
    answerable: Logistic
    cutoff: float  # least probability at which a question is answered
    provenance: dict[str, Any]  # on what they were learned, and how well they did on questions held out

    @classmethod
    def load(cls, path: Path | None = None) -> "Weights":
        """Read the weights that come with the package, or others of the same shape."""
        text = (path or files("assistant") / "weights.json").read_text("utf-8")
        data = json.loads(text)
        models = {name: Logistic(data[name]["bias"], data[name]["weights"]) for name in ("evidence", "answerable")}
        return cls(**models, cutoff=data["cutoff"], provenance=data["provenance"])

    def fit_for(self, model_digest: str) -> bool:
        """True where the weights were learned with the embedding model of that digest."""
        return bool(self.provenance.get("model_digest") == model_digest)

    def save(self, path: Path) -> None:
        data = {
            name: {"bias": model.bias, "weights": model.weights}
            for name, model in (("evidence", self.evidence), ("answerable", self.answerable))
        }
        record = {**data, "cutoff": self.cutoff, "provenance": self.provenance}
        path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", "utf-8")
