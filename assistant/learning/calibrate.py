"""Learns over the index in use when to answer and when to refuse, and how strictly written sentences are checked.

Knows where questions come from, what of them can be learned from, and where a calibration is kept; the learning itself
is in ``fit`` and ``strictness``. Everything but the date is the same for the same files and index.
"""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import CalibrationError
from assistant.evidence.finder import Finder
from assistant.evidence.weights import CALIBRATION, Weights
from assistant.golden.questions import describe_file, read_cases
from assistant.golden.rows import as_documents_have_them
from assistant.learning import strictness
from assistant.learning.own import KEPT, kept_questions, try_made_up
from assistant.learning.readings import Aims, Learned, learn_readings, too_few
from assistant.learning.samples import Asked, Sample, read_samples
from index.progress import Report

if TYPE_CHECKING:
    from assistant.engine import Engine

SILENT = 0.1  # share of the questions to which a language model that verifies may say nothing

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was learned, by reading, most questions first; nothing of when to refuse where there is no reading."""

    weights: Weights
    readings: tuple[Learned, ...]
    left_out: dict[str, int]  # questions, by the reason why
    # Made-up questions by how they were made: how many, and the share answered.
    tried: dict[str, dict[str, float]] = field(default_factory=dict)

    def save(self, data: Path) -> Path:
        """Write the calibration into the data folder, where the next engine finds it; return its path."""
        path = data / CALIBRATION
        try:
            self.weights.save(path)
        except OSError as error:
            raise CalibrationError(f"{path} cannot be written: {error.strerror}.") from error
        return path


def calibrate(
    paths: Sequence[Path], engine: "Engine", aims: Aims | None = None, report: Report = lambda progress: None
) -> Calibration:
    """Learn from question files; nothing is written.

    The cut-off is the lowest at which, held out, at most ``wrong_at_most`` of the questions get
    a wrong answer, were the share ``trials.UNANSWERABLE`` of them unanswerable. Raises QuestionFileError
    for a broken file, CalibrationError where too few questions are left or no cut-off does.
    """
    aims, left_out = aims or Aims(), Counter[str]()
    files = {path: read_cases(path) for path in dict.fromkeys(paths)}
    documents = engine.store.documents
    finder = finder_of(engine)
    asked = [Asked(path.name, as_documents_have_them(cases, documents), finder) for path, cases in files.items()]
    samples = read_verified(asked, engine, left_out, report)
    readings = learn_readings(samples, engine.finder.weights, left_out, aims)
    if not readings:
        raise CalibrationError(too_few(samples, left_out, aims.evidence))
    about = {"files": [describe_file(path, cases) for path, cases in files.items()], **told(readings, aims)}
    return put_together(engine, readings, about, left_out, report)


def calibrate_alone(engine: "Engine", report: Report = lambda progress: None) -> Calibration:
    """Learn without a question file: from the questions kept with the documents' sentences, where there are enough.

    Questions made by rule are only tried: they share their sentence's words, as people's do not, so that when to
    refuse is not learned from them. Raises CalibrationError where there is nothing to learn by.
    """
    left_out = Counter[str]()
    samples = read_verified(list(kept_questions(finder_of(engine))), engine, left_out, report)
    readings = learn_readings(samples, engine.finder.weights, left_out)
    about = {"files": [], "kept": KEPT if readings else None, **told(readings)}
    made = put_together(engine, readings, about, left_out, report)
    if not readings and not made.weights.provenance["bar"].get("similar"):
        raise CalibrationError(
            "The documents are too few to learn from: not enough questions are kept with their sentences, and too few "
            "sentences can be altered. Write questions into a file: assistant calibrate FILE."
        )
    finder = copy(engine.finder)
    finder.weights = made.weights
    return replace(made, tried=try_made_up(finder, report))


def finder_of(engine: "Engine") -> Finder:
    """Return the finder that is learned over: where a language model verifies, asking it each question."""
    return engine.finder.verified_by(engine.verifier) if engine.verifier else engine.finder


def read_verified(asked: Sequence[Asked], engine: "Engine", left_out: Counter[str], report: Report) -> Sequence[Sample]:
    """Return what can be learned from; tells before how often a language model that verifies is asked, one call each.

    Raises CalibrationError where it says nothing to more than SILENT of the questions: its word would weigh nothing.
    """
    verifier = engine.verifier
    if verifier is None:
        return read_samples(asked, left_out, report)
    most = sum(len(one.cases) for one in asked)
    log.warning("The language model is asked once a question, %d times at most, %g s each.", most, verifier.seconds)
    before = verifier.put, verifier.missed
    samples = read_samples(asked, left_out, report)
    put, missed = verifier.put - before[0], verifier.missed - before[1]
    if missed > SILENT * put:
        raise CalibrationError(
            f"For {missed} of {put} questions the language model did not say which sentences answer: take another one, "
            "or leave ASSISTANT_VERIFIER out."
        )
    return samples


def put_together(
    engine: "Engine",
    readings: Sequence[Learned],
    about: Mapping[str, Any],
    left_out: Mapping[str, int],
    report: Report,
) -> Calibration:
    """Return the package's weights with those that were learned in their place, and a bar of the documents' own."""
    weights = Weights.shipped(engine.manifest.model_digest, engine.manifest.model)
    strict = strictness.learn(engine.store, engine.finder.retriever.encoder, engine.finder.texts, report)
    for learned in readings:
        weights = weights.with_reading(learned.reading, learned.judging)
    record = {**origin(engine), **about, "left_out": dict(sorted(left_out.items())), "bar": strict.provenance}
    weights = replace(weights, bar=strict.bar or weights.bar, provenance=record)
    return Calibration(weights, tuple(readings), dict(sorted(left_out.items())))


def told(readings: Sequence[Learned], aims: Aims | None = None) -> dict[str, Any]:
    """Return what is recorded of what was learned."""
    return {
        "evidence": "learned" if aims and aims.evidence else "the package's",
        "wrong_at_most": aims and aims.wrong_at_most,
        "used": dict(sum((Counter(learned.questions) for learned in readings), Counter())),
        "readings": {learned.reading: learned.provenance for learned in readings},
    }


def origin(engine: "Engine") -> dict[str, Any]:
    """Return what a calibration rests on."""
    return {
        "model": engine.manifest.model,
        "model_digest": engine.manifest.model_digest,
        "index": engine.manifest.build_id,
        "verifier": engine.config.verified_by,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": version("report-assistant"),
    }
