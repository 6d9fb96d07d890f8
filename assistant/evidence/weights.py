"""The learned numbers of evidence selection, of refusal and of the check of written sentences.

``weights.json`` comes with the package. ``<ASSISTANT_DATA>/calibration.json`` has the same
shape, is made by ``assistant calibrate`` and is used instead where it is there.
"""

import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from json import dumps
from math import exp
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, FiniteFloat, TypeAdapter, ValidationError

from assistant.config import AUTO, NONE, shipped
from assistant.errors import CalibrationError
from index.verifying.verifier import VERIFIED

CALIBRATION = "calibration.json"
OTHERS = "weights-"  # begins the files for further embedding models that come with the package
WHAT_TO_DO = "Run assistant calibrate again, or delete the file to use the weights that come with the package."
Share = Annotated[FiniteFloat, Field(ge=0, le=1)]
VERIFIES = (VERIFIED, "doubted")  # what it says of an answer, and against one
UNFIT = "not made for these documents"
STEEPEST = 50.0  # beyond it exp overflows and the probability is 0 or 1 anyway

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model over named signals."""

    bias: FiniteFloat
    weights: dict[str, FiniteFloat]  # by the signal's name

    def probability(self, signals: dict[str, float]) -> float:
        """Return 1 / (1 + exp(-sum)), rounded so that the last bits do not decide ties."""
        total = self.bias + self.total(signals)
        return round(1 / (1 + exp(-max(-STEEPEST, min(STEEPEST, total)))), 6)

    def total(self, signals: dict[str, float]) -> float:
        """Return the weighted sum without the bias."""
        return sum(weight * signals[name] for name, weight in self.weights.items())


@dataclass(frozen=True, slots=True)
class Bar:
    """How near a written sentence has to be to the report's own ones; each 0 to 1."""

    similar: Share  # cosine of the sentence and its best line
    covered: Share  # mean over its words of their best counterpart
    weakest: Share  # the same of the worst-met word

    def is_met(self, similar: float, covered: float, weakest: float) -> bool:
        return similar >= self.similar and covered >= self.covered and weakest >= self.weakest


@dataclass(frozen=True, slots=True)
class Judging:
    """What ranks sentences, and what decides whether the best one answers."""

    evidence: Logistic
    answerable: Logistic
    cutoff: Share


# How a question is read, and which weights are nearest to its own, the native ones last: over documents with kept
# questions; by the encoder of other languages in the documents' own or in another, that with kept questions too.
NATIVE = "native"
NEAREST = {
    NATIVE: (),
    "kept": ("kept",),
    "second": ("second", "foreign"),
    "foreign": ("foreign",),
    "foreign_kept": ("foreign_kept", "foreign"),
}


def reading_of(by_second: bool, is_foreign: bool, has_kept: bool) -> str:
    """Return the name in NEAREST of how a question is read."""
    if by_second:
        return ("foreign_kept" if has_kept else "foreign") if is_foreign else "second"
    return "kept" if has_kept else NATIVE


@dataclass(frozen=True, slots=True)
class Weights:
    """``evidence`` scores a sentence, ``answerable`` a question with its best sentence."""

    evidence: Logistic
    answerable: Logistic
    cutoff: Share  # least probability at which a question is answered
    bar: Bar  # of written sentences
    provenance: dict[str, Any]  # on what they were learned, and how well they did on questions held out
    others: dict[str, Judging] = field(default_factory=dict)  # the same for questions that are read otherwise

    def unsure(self, confidence: float) -> float:
        """Return a confidence, or one at which nothing is answered where it is greater."""
        return min(confidence, round(self.cutoff / 2, 6))

    def reading(self, by_second: bool, is_foreign: bool, has_kept: bool) -> "Weights":
        """Return these weights as they are for a question that is read so; the nearest there are."""
        return self.read_as(reading_of(by_second, is_foreign, has_kept))

    def read_as(self, reading: str) -> "Weights":
        """Return these weights as they are for a reading; the nearest there are."""
        other = next((self.others[name] for name in NEAREST[reading] if name in self.others), None)
        if other is None:
            return self
        return replace(self, evidence=other.evidence, answerable=other.answerable, cutoff=other.cutoff)

    def with_reading(self, reading: str, made: Judging) -> "Weights":
        """Return these weights with others for one reading."""
        if reading == NATIVE:
            return replace(self, evidence=made.evidence, answerable=made.answerable, cutoff=made.cutoff)
        return replace(self, others={**self.others, reading: made})

    @classmethod
    def load(cls, path: Path | None = None) -> "Weights":
        """Read the weights that come with the package, or others of the same shape (ValueError where they are not)."""
        text = (path or files("assistant.evidence") / "weights.json").read_text("utf-8")
        return FORM.validate_json(text)

    @classmethod
    def shipped(cls, model_digest: str, model: str = "") -> "Weights":
        """Return the package's weights for an embedding model, known by digest or name; the default's for any other."""
        usual = cls.load()
        if usual.fit_for(model_digest):
            return usual
        folder = files("assistant.evidence")
        every = [cls.load(Path(str(path))) for path in folder.iterdir() if path.name.startswith(OTHERS)]
        return next((one for one in every if one.fit_for(model_digest, model)), usual)

    @classmethod
    def in_use(cls, data: Path, model_digest: str, model: str = "") -> "Weights":
        """Return the calibration in the data folder, or the package's weights where there is none.

        Raises CalibrationError where the calibration cannot be read, or was made with another
        embedding model or for other signals: its numbers would mean nothing.
        """
        path, shipped = data / CALIBRATION, cls.shipped(model_digest, model)
        if not path.exists():
            return shipped
        calibration = read_calibration(path)
        made_with = calibration.provenance.get("model", "an unknown embedding model")
        if not calibration.fit_for(model_digest):
            raise CalibrationError(f"{path} was made with {made_with}, the index with another model. {WHAT_TO_DO}")
        if calibration.signals() != shipped.signals():
            raise CalibrationError(f"{path} was made by another version of the assistant. {WHAT_TO_DO}")
        return calibration

    def fit_for(self, model_digest: str, model: str = "") -> bool:
        """True where the weights were learned with the embedding model of that digest, or published name."""
        told = self.provenance
        return bool(told.get("model_digest") == model_digest or (model and told.get("model") == model))

    def weighs(self, verifier: str, signal: str) -> bool:
        """Whether what a verifier of that name says by a signal weighs anything: these were learned with it."""
        knows = self.provenance.get("verifier") == verifier
        names = VERIFIES if signal == VERIFIED else (signal,)
        return knows and any(model.weights.get(name) for model in (self.evidence, self.answerable) for name in names)

    def warn_unless(self, model_digest: str, model: str, verifier: str | None) -> None:
        """Log what the weights were not learned with, though it is in use."""
        if not self.fit_for(model_digest, model):
            log.warning("The weights are of another model than %s: run assistant calibrate --evidence.", model)
        if verifier not in (AUTO, self.provenance.get("verifier", NONE)):
            log.warning("The weights were not learned with the verifier in use: run assistant calibrate.")

    def signals(self) -> list[set[str]]:
        return [set(model.weights) for model in (self.evidence, self.answerable)]

    def save(self, path: Path) -> None:
        """Write the file whole or not at all: whoever opens it meanwhile reads the old one."""
        fresh = path.with_name(path.name + ".new")
        fresh.write_text(dumps(asdict(self), indent=2, ensure_ascii=False) + "\n", "utf-8")
        os.replace(fresh, path)


FORM = TypeAdapter(Weights)


def origin(provenance: Mapping[str, Any], documents: Mapping[str, str], build_id: str) -> str:
    """Return in words what weights rest on, and whether they were made for these documents, sha256 by file name."""
    made, older = (
        provenance.get("made", "")[:10],
        "" if provenance.get("index") == build_id else ", on an earlier index",
    )
    if made and (provenance.get("files") or provenance.get("kept")):
        source = "question files" if provenance.get("files") else "the questions kept with the documents"
        return f"calibrated {made} with {source}{older}"
    whose = "the package's" if set(documents.values()) <= digests_shipped() else f"the package's, {UNFIT}"
    return f"{whose}; calibrated {made} without questions, which left them as they are{older}" if made else whose


@cache
def digests_shipped() -> frozenset[str]:
    """Return the sha256 of the documents that come along, over which the package's weights were learned."""
    return frozenset(sha256(path.read_bytes()).hexdigest() for path in shipped("seeds").glob("*") if path.is_file())


def read_calibration(path: Path) -> Weights:
    try:
        return Weights.load(path)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "it"
        raise CalibrationError(f"{path} is broken ({field}: {first['msg'].lower()}). {WHAT_TO_DO}") from error
    except (OSError, ValueError) as error:
        raise CalibrationError(f"{path} cannot be read ({error}). {WHAT_TO_DO}") from error
