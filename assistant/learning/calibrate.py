"""Learns over the index in use when to answer and when to refuse, and how strictly written sentences are checked.

Knows question files, what of them can be learned from, and where a calibration is kept; the
learning itself is in ``fit`` and ``strictness``. Everything but the date is the same for the same files and index.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import CalibrationError
from assistant.evidence.weights import CALIBRATION, Weights
from assistant.golden.cases import Case, SweepPoint
from assistant.golden.questions import DRAFT, describe_file, read_cases
from assistant.learning import strictness
from assistant.learning.fit import fit
from assistant.learning.models import Recipe
from assistant.learning.samples import Sample, read_sample
from assistant.learning.trials import FOLDS, WRONG_AT_MOST, measure, measure_apart, sweep, try_out
from assistant.text.facts import normalise
from index.progress import Progress, Report

if TYPE_CHECKING:
    from assistant.engine import Engine

FEWEST = FOLDS  # of each kind, answerable and not: with fewer, a part held out has none of them
UNWEIGHED = "an order, about the outline, or nothing comes near it: decided without weights"


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was learned, and how it does beside the weights that the engine had.

    ``before`` and ``after`` hold shares: first_right, answered, refused, wrong, wrong_in_use, balanced (see
    ``trials.measure``). ``after`` and ``sweep`` are measured on questions held out of learning, ``after`` also by
    cut-offs that were chosen without them;
    ``before`` flatters where its weights were learned with the same questions.
    """

    weights: Weights
    sweep: tuple[SweepPoint, ...]  # lowest cut-off first; ``weights.cutoff`` is among them
    before: dict[str, float]
    after: dict[str, float]
    questions: dict[str, int]  # used, "answerable" and "unanswerable"
    left_out: dict[str, int]  # by the reason why

    def save(self, data: Path) -> Path:
        """Write the calibration into the data folder, where the next engine finds it; return its path."""
        path = data / CALIBRATION
        try:
            self.weights.save(path)
        except OSError as error:
            raise CalibrationError(f"{path} cannot be written: {error.strerror}.") from error
        return path


def calibrate(
    paths: Sequence[Path],
    engine: "Engine",
    evidence: bool = False,
    wrong_at_most: float = WRONG_AT_MOST,
    report: Report = lambda progress: None,
) -> Calibration:
    """Learn from question files; nothing is written. With ``evidence`` also learn which sentence answers.

    The cut-off is the lowest at which, held out, at most ``wrong_at_most`` of the questions get
    a wrong answer, were the share ``trials.UNANSWERABLE`` of them unanswerable. Raises QuestionFileError
    for a broken file, CalibrationError where too few questions are left or no cut-off does.
    """
    files = {path: read_cases(path) for path in dict.fromkeys(paths)}
    left_out: Counter[str] = Counter()
    samples = read_samples(files, engine, left_out, report)
    require_enough(samples, left_out, evidence)
    shipped = Weights.shipped(engine.manifest.model_digest, engine.manifest.model)
    groups, sizes = {path.name: 1.0 for path in files}, Counter(item.group for item in samples)
    recipe = Recipe(groups, sizes, None if evidence else shipped.evidence)
    learned, trials = fit(samples, recipe, wrong_at_most)
    answerable = sum(item.answerable for item in samples)
    counts = {"answerable": answerable, "unanswerable": len(samples) - answerable}
    record = {
        **origin(files, engine),
        "evidence": "learned" if evidence else "the package's",
        "wrong_at_most": wrong_at_most,
        "used": counts,
        "left_out": dict(sorted(left_out.items())),
        **learned.provenance,
    }
    had = engine.finder.weights
    strict = strictness.learn(engine.store, engine.finder.retriever.encoder, engine.finder.texts, report)
    others = {name: shipped.others[name] for name in shipped.others if name.startswith("foreign")}
    about = {**record, "bar": strict.provenance}
    learned = replace(learned, bar=strict.bar or shipped.bar, provenance=about, others=others)
    return Calibration(
        learned,
        sweep(trials, learned.cutoff),
        measure(try_out(samples, had.evidence, had.answerable), had.cutoff),
        measure_apart(trials, wrong_at_most),
        counts,
        record["left_out"],
    )


def origin(files: dict[Path, list[Case]], engine: "Engine") -> dict[str, Any]:
    """Return what a calibration rests on."""
    return {
        "files": [describe_file(path, cases) for path, cases in files.items()],
        "model": engine.manifest.model,
        "model_digest": engine.manifest.model_digest,
        "index": engine.manifest.build_id,
        "verifier": engine.config.verifier,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": version("report-assistant"),
    }


def read_samples(
    files: dict[Path, list[Case]], engine: "Engine", left_out: Counter[str], report: Report
) -> list[Sample]:
    """Return what can be learned from, and count in ``left_out`` what cannot, by the reason why."""
    documents = [normalise(text) for text in engine.store.documents.values()]
    cases = [(case, path.name) for path, read in files.items() for case in read]
    samples = []
    for number, (case, group) in enumerate(cases, 1):
        report(Progress("reading questions", number, len(cases)))
        reason = unusable(case, documents)
        sample = None if reason else read_sample(case, group, engine.finder)
        if sample:
            samples.append(sample)
        else:
            left_out[reason or UNWEIGHED] += 1
    return samples


def unusable(case: Case, documents: Sequence[str]) -> str | None:
    """Return why nothing can be learned from a question, None where something can. ``documents`` are normalised."""
    if case.extra.get("review") == DRAFT:
        return "a draft that no person has accepted"
    if case.history:
        return "part of a conversation: it does not stand alone"
    if case.scope is not None:
        return "about some of the documents only"
    if case.answerable and not case.evidence:
        return "answerable, but no evidence is marked"
    quotes = [normalise(gold.quote) for gold in case.evidence]
    if not all(any(quote in text for text in documents) for quote in quotes):
        return "its evidence is not in these documents"
    return None


def require_enough(samples: Sequence[Sample], left_out: Counter[str], evidence: bool) -> None:
    """Raise CalibrationError where one kind of question is too rare to learn from and to measure by."""
    answerable = sum(item.answerable and (item.found or not evidence) for item in samples)
    others = sum(not item.answerable for item in samples)
    if min(answerable, others) < FEWEST:
        why = "".join(f" {count} left out: {reason}." for reason, count in left_out.most_common())
        raise CalibrationError(
            f"There are {answerable} answerable and {others} unanswerable questions to learn from: at least {FEWEST} "
            f"of each are needed, one for each of the {FOLDS} parts held out. Add some, or another file.{why}"
        )
