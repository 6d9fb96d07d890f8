"""How questions that nothing was learned from come out, and the cut-off that is chosen by them.

Everything is deterministic: folds are cut by a hash of the question.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256

from assistant.errors import CalibrationError
from assistant.evidence.weights import Logistic
from assistant.golden.cases import SweepPoint
from assistant.learning.models import Best, Recipe, best_of
from assistant.learning.samples import Sample

FOLDS = 5
WRONG_AT_MOST = 0.1  # share of all questions that may get a wrong answer, held out
UNANSWERABLE = 0.2  # share of questions in use that the documents do not answer; test sets hold more of them
CUTOFFS = [number / 100 for number in range(101)]
NEVER = 2.0  # a cut-off that no probability reaches
SWEEP_STEP = 5  # every fifth cut-off is shown


@dataclass(frozen=True, slots=True)
class Trial:
    """How a question that nothing was learned from came out."""

    best: Best
    probability: float
    group: str  # the collection it belongs to
    fold: int = 0  # of those that its model and its cut-off are learned without


def held_out(samples: Sequence[Sample], recipe: Recipe) -> list[Trial]:
    """Try each fold with what was learned from the others. Only the groups judged are tried."""
    folds, trials = cut_by_group(samples) if recipe.apart else cut_folds(samples), []
    for fold in sorted(set(folds.values())):
        known = [item for item in samples if folds[item.question.text] != fold]
        tried = [item for item in samples if folds[item.question.text] == fold and item.group in recipe.judged]
        ranking = recipe.ranking(known)
        trials += [replace(trial, fold=fold) for trial in try_out(tried, ranking, recipe.answerable(known, ranking))]
    return trials


def try_out(samples: Sequence[Sample], ranking: Logistic, answerable: Logistic) -> list[Trial]:
    rows = [(best_of(item, ranking, item.is_evidence, 1.0), item.group) for item in samples]
    return [Trial(row, answerable.probability(row.signals), group) for row, group in rows]


def cut_by_group(samples: Sequence[Sample]) -> dict[str, int]:
    """Return the fold of each question's text: one for each group; a text of several groups goes with the first."""
    numbers = {group: number for number, group in enumerate(dict.fromkeys(item.group for item in samples))}
    return {item.question.text: numbers[item.group] for item in reversed(samples)}


def cut_folds(samples: Sequence[Sample]) -> dict[str, int]:
    """Return the fold of each question's text, answerable or not evenly spread, whatever the samples' order."""
    folds: dict[str, int] = {}
    for outcome in (True, False):
        texts = {item.question.text for item in samples if item.answerable is outcome} - folds.keys()
        ordered = sorted(texts, key=lambda text: sha256(text.encode()).hexdigest())
        folds |= {text: number % FOLDS for number, text in enumerate(ordered)}
    return folds


def choose_cutoff(trials: Sequence[Trial], wrong_at_most: float = WRONG_AT_MOST) -> float:
    """Return the lowest cut-off at which at most ``wrong_at_most`` of the questions in use get a wrong answer.

    Raises CalibrationError where such a cut-off leaves nothing answered.
    """
    kept = (cutoff for cutoff in CUTOFFS if measure(trials, cutoff)["wrong_in_use"] <= wrong_at_most)
    cutoff = next(kept, None)
    if cutoff is None or not measure(trials, cutoff)["answered"]:
        raise CalibrationError(
            f"No cut-off answers anything with at most {wrong_at_most:.0%} wrong: allow more, or look at the labels."
        )
    return cutoff


def strictest(trials: Sequence[Trial], answered: float) -> float:
    """Return the highest cut-off at which that share of the answerable questions, or more, is answered."""
    return max(cutoff for cutoff in CUTOFFS if not cutoff or measure(trials, cutoff)["answered"] >= answered)


def measure_apart(trials: Sequence[Trial], wrong_at_most: float = WRONG_AT_MOST) -> dict[str, float]:
    """Return the shares of ``measure`` where each fold is judged by the cut-off that the other folds choose."""
    decided: list[Trial] = []
    for fold in sorted({trial.fold for trial in trials}):
        cutoff = NEVER
        with suppress(CalibrationError):  # the others choose none: nothing of this fold is answered
            cutoff = choose_cutoff([trial for trial in trials if trial.fold != fold], wrong_at_most)
        mine = (trial for trial in trials if trial.fold == fold)
        decided += [replace(trial, probability=float(trial.probability >= cutoff)) for trial in mine]
    return measure(decided, 1.0)


def sweep(trials: Sequence[Trial], chosen: float) -> tuple[SweepPoint, ...]:
    """Return what cut-offs do, lowest first, the chosen one among them; shares as in ``measure``."""
    shown = sorted({*CUTOFFS[::SWEEP_STEP], chosen})
    shares = [measure(trials, cutoff) for cutoff in shown]
    return tuple(
        SweepPoint(cutoff, *(share[name] for name in ("answered", "refused", "wrong", "balanced")))
        for cutoff, share in zip(shown, shares, strict=True)
    )


def measure(trials: Sequence[Trial], cutoff: float) -> dict[str, float]:
    """Return shares: of answerable questions those ranked right and those answered, of the others those refused.

    ``wrong`` is the share of these questions that get a wrong answer, as an evaluation counts them: answered although
    there is no answer, or from another place than the marked one. ``wrong_in_use`` is that share if UNANSWERABLE of the
    questions had no answer, however many of these have none.
    """
    answerable = [trial for trial in trials if trial.best.answerable]
    others = [trial for trial in trials if not trial.best.answerable]
    answered = share_of(answerable, lambda trial: trial.probability >= cutoff)
    refused = share_of(others, lambda trial: trial.probability < cutoff)
    misled = share_of(answerable, lambda trial: trial.probability >= cutoff and not trial.best.right)
    missed = [(answerable, misled), (others, 1 - refused)]
    wrong = sum(len(kind) * share for kind, share in missed) / max(1, len(trials))
    in_use = (1 - UNANSWERABLE) * misled + UNANSWERABLE * (1 - refused)
    right = share_of(answerable, lambda trial: trial.best.right)
    balanced = (answered + refused) / 2
    shares = {
        "first_right": right,
        "answered": answered,
        "refused": refused,
        "wrong": wrong,
        "wrong_in_use": in_use,
        "balanced": balanced,
    }
    return {name: round(share, 3) for name, share in shares.items()}


def share_of(trials: Sequence[Trial], holds: Callable[[Trial], bool]) -> float:
    return sum(map(holds, trials)) / max(1, len(trials))
