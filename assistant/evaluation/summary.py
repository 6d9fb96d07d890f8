"""Many measured questions into few numbers: values with intervals, by type, and the curves of refusal.

Every measure is a function of totals, so that one resampling of the questions serves all.
Deterministic: the resamples come from a fixed seed.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.measures import MEASURES
from assistant.evaluation.results import Interval, Result, Summary
from assistant.evaluation.statistics.intervals import bca, mean_of_two, percentiles, wilson
from assistant.golden.cases import SweepPoint

Array = NDArray[np.float64]
Totals = Mapping[str, Array]  # by measure: (resamples, 2), the sum and the count

RESAMPLES = 2000  # Efron and Tibshirani 1993 ask for at least 1,000 for an interval
ALIKE = 1e-9  # a difference that is only one of rounding
FOLDS = 5  # a cut-off is chosen by four and judged by the fifth
BINS = 10  # of equal width, for the calibration error (Guo et al. 2017)
CUTOFFS = [number / 50 for number in range(51)]
CURVE_POINTS = 200
SEED = 20260101

ALL, FOLLOW_UPS = "all", "follow-ups"


@dataclass(frozen=True, slots=True)
class Row:
    """What the summary needs of a result; texts are left behind, so that memory does not grow with a run."""

    type: str
    follow_up: bool
    answerable: bool
    outcome: str
    measures: dict[str, tuple[float, float]]
    seconds: float
    confidence: float | None  # None: the assistant gives none, or the question ended with an error
    would_be_wrong: bool  # whether answering it is, or would have been, a wrong answer

    @classmethod
    def of(cls, result: Result) -> "Row":
        reply, case = result.reply, result.case
        confidence = None if reply.error is not None else reply.confidence
        if reply.status in ("rejected", "needs_clarification", "conversation") and confidence is not None:
            confidence = 0.0  # no evidence was weighed
        wrong = bool(result.measures.get("wrong", (0.0, 0.0))[0])
        if not reply.answered:  # it would have answered from the best passage
            wrong = not case.answerable or not result.measures.get("hit@1", (0.0, 0.0))[0]
        measures, follow_up = result.measures, bool(case.history)
        kind, answerable = case.type, case.answerable
        return cls(kind, follow_up, answerable, result.outcome, measures, reply.seconds, confidence, wrong)


def summarise(rows: Sequence[Row]) -> Summary:
    """Return all that summary.json holds but the verdicts, the comparison and the judge."""
    groups = {ALL: list(rows), FOLLOW_UPS: [row for row in rows if row.follow_up]}
    for kind in sorted({row.type for row in rows}):
        groups[kind] = [row for row in rows if row.type == kind]
    filled = {name: members for name, members in groups.items() if members}
    weighed = [row for row in rows if row.confidence is not None]
    points = sweep(weighed)
    return Summary(
        questions=len(rows),
        groups={name: intervals(members) for name, members in filled.items()},
        outcomes={
            name: dict(sorted(Counter(row.outcome for row in members).items())) for name, members in filled.items()
        },
        risk_coverage=thinned(risk_coverage(weighed)),
        sweep=points,
        recommended_cutoff=recommend(points),
        recommended=judged_apart(weighed),
        seconds=tuple(sorted(round(row.seconds, 6) for row in rows)),
    )


# --- values and their intervals ---------------------------------------------------------


def intervals(rows: Sequence[Row]) -> dict[str, Interval]:
    """Return every measure of a group with its interval over questions: see ``interval`` for which."""
    picks = resample(len(rows))
    counts = times_taken(picks)
    columns = {name: column(rows, name) for name in MEASURES}
    drawn = ratios({name: counts @ pairs for name, pairs in columns.items()})
    apart = ratios({name: pairs.sum(axis=0) - pairs for name, pairs in columns.items()})
    found = {name: interval(name, values, applies(rows, name), apart[name]) for name, values in drawn.items()}
    found |= shares(columns, found)
    found |= {name: interval(name, values, len(rows)) for name, values in times(rows, picks).items()}
    weighed = [row for row in rows if row.confidence is not None]
    found |= {name: interval(name, values, len(weighed)) for name, values in confidence_measures(weighed).items()}
    return {name: found.get(name, Interval(None)) for name in MEASURES}


def shares(columns: Mapping[str, Array], found: Mapping[str, Interval]) -> dict[str, Interval]:
    """Return those of the measures that are shares of questions, each with its Wilson interval."""
    rightly, wrongly = columns["refused"], columns["refused_wrongly"]
    refusals = np.vstack([rightly[rightly[:, 0] > 0], wrongly[wrongly[:, 0] > 0] * (0, 1)])
    counted = {**columns, "refusal_recall": rightly, "refusal_precision": refusals}
    made = {
        name: wilson_interval(pairs)
        for name, pairs in counted.items()
        if MEASURES[name].unit == "share" and pairs[:, 1].any() and np.isin(pairs, (0, 1)).all()
    }
    parts = [made[name] for name in ("answered", "refused") if name in made]
    if len(parts) == 2:
        (one, ends), (other, others) = ((part.value or 0.0, (part.low or 0.0, part.high or 0.0)) for part in parts)
        low, high = mean_of_two(one, other, (ends, others))
        made["balanced"] = replace(found["balanced"], low=rounded(low), high=rounded(high))
    return made


def wilson_interval(pairs: Array) -> Interval:
    """Return a share of questions, each of them 0 or 1 of 1, or not counted."""
    right, n = pairs.sum(axis=0)
    low, high = wilson(right / n, n)
    return Interval(rounded(right / n), rounded(low), rounded(high), int(n))


def resample(size: int) -> NDArray[np.int64]:
    """Return which rows each resample takes, (1 + RESAMPLES, size); the first is the sample itself."""
    drawn = np.random.default_rng(SEED).integers(0, size, (RESAMPLES, size))
    return np.vstack([np.arange(size), drawn])


def times_taken(picks: NDArray[np.int64]) -> Array:
    """Return how often each resample takes each row, (resamples, rows)."""
    return np.stack([np.bincount(row, minlength=picks.shape[1]) for row in picks]).astype(np.float64)


def confidence_measures(rows: Sequence[Row]) -> dict[str, Array]:
    """Return the measures of the questions whose confidence is known, (resamples,) each."""
    if not rows:
        return {}
    picks = resample(len(rows))
    return {"aurc": areas(rows, picks), "calibration_error": calibration_errors(rows, times_taken(picks))}


def column(rows: Sequence[Row], name: str) -> Array:
    """Return a measure's sums and counts, (rows, 2)."""
    return np.array([row.measures.get(name, (0.0, 0.0)) for row in rows])


def applies(rows: Sequence[Row], name: str) -> int:
    """Return how many questions a measure rests on."""
    used = {"balanced": ("answered", "refused"), **dict.fromkeys(REFUSAL, ("refused", "refused_wrongly"))}
    return sum(any(row.measures.get(part, (0.0, 0.0))[1] for part in used.get(name, (name,))) for row in rows)


REFUSAL = ("refusal_precision", "refusal_recall", "refusal_f1")


def ratios(totals: Totals) -> dict[str, Array]:
    """Return every measure that follows from totals, (resamples,); NaN where nothing was counted."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found = {name: total[:, 0] / total[:, 1] for name, total in totals.items()}
        rightly, unanswerable = totals["refused"].T
        wrongly = totals["refused_wrongly"][:, 0]
        found["refusal_precision"] = rightly / (rightly + wrongly)
        found["refusal_recall"] = rightly / unanswerable
        found["refusal_f1"] = 2 * rightly / (rightly + wrongly + unanswerable)
        found["balanced"] = (found["answered"] + found["refused"]) / 2
    return found


def times(rows: Sequence[Row], picks: NDArray[np.int64]) -> dict[str, Array]:
    """Return the median and 95th percentile of the time, milliseconds, (resamples,)."""
    values = np.array([row.seconds for row in rows]) * 1000
    both = np.percentile(values[picks], (50, 95), axis=1)
    return {"ms_p50": both[0], "ms_p95": both[1]}


def areas(rows: Sequence[Row], picks: NDArray[np.int64]) -> Array:
    """Return the area under the risk-coverage curve (Geifman and El-Yaniv 2017), (resamples,)."""
    confidence = np.array([row.confidence for row in rows], float)
    wrong = np.array([row.would_be_wrong for row in rows], float)
    order = np.argsort(-confidence[picks], axis=1, kind="stable")
    sorted_wrong = np.take_along_axis(wrong[picks], order, axis=1)
    found: Array = (np.cumsum(sorted_wrong, axis=1) / np.arange(1, len(rows) + 1)).mean(axis=1)
    return found


def calibration_errors(rows: Sequence[Row], counts: Array) -> Array:
    """Return the expected calibration error (Guo et al. 2017): mean |confidence - truth| over bins, (resamples,)."""
    confidence = np.array([row.confidence for row in rows], float)
    gap = confidence - np.array([not row.would_be_wrong for row in rows], float)
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    found: Array = np.abs(counts @ (np.eye(BINS)[bins] * gap[:, None])).sum(axis=1) / len(rows)
    return found


def interval(name: str, values: Array, n: int, apart: Array | None = None) -> Interval:
    """Return the first value, the sample's own, with the interval that the others tell: BCa where ``apart`` is given.

    ``apart`` is the measure without each question. A share that is the same however it is drawn takes Wilson's
    interval for its ``n`` questions, as if each were one case: that all came out alike does not make it certain.
    """
    value, drawn = float(values[0]), values[1:][~np.isnan(values[1:])]
    if np.isnan(value) or not n:
        return Interval(None)
    if MEASURES[name].unit == "share" and np.ptp(drawn) < ALIKE:
        ends = wilson(value, n)
    elif n == 1:
        return Interval(rounded(value), n=n)
    else:
        ends = percentiles(drawn) if apart is None else bca(value, drawn, apart[~np.isnan(apart)])
    low, high = ends
    return Interval(rounded(value), rounded(low), rounded(high), n)


def rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)


# --- curves of refusal ------------------------------------------------------------------


def risk_coverage(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Return (share of questions answered, share wrong among those), most confident first."""
    ranked = sorted(rows, key=lambda row: -(row.confidence or 0.0))
    wrong = np.cumsum([row.would_be_wrong for row in ranked])
    return [(round(n / len(ranked), 4), round(float(wrong[n - 1]) / n, 4)) for n in range(1, len(ranked) + 1)]


def thinned(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Return at most CURVE_POINTS of the points, evenly spaced, the last one always among them."""
    if len(points) <= CURVE_POINTS:
        return tuple(points)
    return tuple(points[round(number)] for number in np.linspace(0, len(points) - 1, CURVE_POINTS))


def sweep(rows: Sequence[Row]) -> tuple[SweepPoint, ...]:
    """Return what each cut-off on the confidence would do; empty unless both kinds of question are there."""
    answerable = [row for row in rows if row.answerable]
    others = [row for row in rows if not row.answerable]
    if not answerable or not others:
        return ()
    return tuple(at_cutoff(cutoff, answerable, others) for cutoff in CUTOFFS)


def at_cutoff(cutoff: float, answerable: Sequence[Row], others: Sequence[Row]) -> SweepPoint:
    def above(row: Row) -> bool:
        return (row.confidence or 0.0) >= cutoff

    every = [*answerable, *others]
    answered = mean(answerable, above)
    refused = 1 - mean(others, above)
    wrong = mean(every, lambda row: above(row) and row.would_be_wrong)
    return SweepPoint(cutoff, *(round(value, 4) for value in (answered, refused, wrong, (answered + refused) / 2)))


def judged_apart(rows: Sequence[Row]) -> SweepPoint | None:
    """Return what the recommended cut-off is worth: of each fold, by the cut-off that the other folds recommend.

    The values at the recommended cut-off itself flatter, since it is chosen for them. None where a fold would have
    too few questions of a kind.
    """
    kinds = [[row for row in rows if row.answerable is kind] for kind in (True, False)]
    if min(map(len, kinds)) < FOLDS:
        return None
    chance = np.random.default_rng(SEED)
    folds = [[members[number] for number in chance.permutation(len(members))] for members in kinds]
    decided: list[Row] = []
    for fold in range(FOLDS):
        known = [row for members in folds for number, row in enumerate(members) if number % FOLDS != fold]
        cutoff = recommend(sweep(known)) or 0.0
        held_out = (row for members in folds for row in members[fold::FOLDS])
        decided += [replace(row, confidence=float((row.confidence or 0.0) >= cutoff)) for row in held_out]
    point = at_cutoff(1.0, *([row for row in decided if row.answerable is kind] for kind in (True, False)))
    return replace(point, cutoff=recommend(sweep(rows)) or 0.0)


def mean(rows: Sequence[Row], holds: Callable[[Row], bool]) -> float:
    return sum(map(holds, rows)) / len(rows)


def recommend(points: Sequence[SweepPoint]) -> float | None:
    """Return the cut-off of best balanced accuracy, among equals with the fewest wrong answers, then the lowest."""
    return max(points, key=lambda point: (point.balanced, -point.wrong, -point.cutoff)).cutoff if points else None
