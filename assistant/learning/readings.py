"""When to answer and when to refuse, learned apart for each way in which questions are read.

A question over documents with kept questions, or one that the encoder of other languages reads, has signals of another
size; see ``weights.NEAREST``.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.evidence.weights import Judging, Weights
from assistant.golden.cases import SweepPoint
from assistant.learning.fit import fit
from assistant.learning.models import Recipe
from assistant.learning.samples import Sample
from assistant.learning.trials import (
    FOLDS,
    WRONG_AT_MOST,
    Trial,
    held_out,
    measure,
    measure_apart,
    strictest,
    sweep,
    try_out,
)

# How far kept questions draw the package's weights, of 0.1 to 0.7: over the report, for which these are made, 0.2 costs
# nothing on the whole and 0.5 loses; over other documents more would be better.
DRAWN = 0.2
FEWEST = FOLDS  # of each kind, answerable and not: with fewer, a part held out has none of them


@dataclass(frozen=True, slots=True)
class Aims:
    """What is asked of a calibration."""

    evidence: bool = False  # whether to learn anew which sentence answers
    wrong_at_most: float = WRONG_AT_MOST  # share of the questions in use that may get a wrong answer, held out


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned for questions that are read in one way, beside the weights that the engine had for them.

    ``before`` and ``after`` hold shares: first_right, answered, refused, wrong, wrong_in_use, balanced (see
    ``trials.measure``). ``after`` and ``sweep`` are measured on questions held out of learning, ``after`` also by
    cut-offs that were chosen without them; ``before`` flatters where its weights were learned with the same questions.
    """

    reading: str  # see weights.NEAREST
    judging: Judging
    sweep: tuple[SweepPoint, ...]  # lowest cut-off first; the one chosen is among them
    before: dict[str, float]
    after: dict[str, float]
    questions: dict[str, int]  # used, "answerable" and "unanswerable"
    provenance: dict[str, Any]


def learn_readings(
    samples: Sequence[Sample], had: Weights, left_out: Counter[str], aims: Aims | None = None
) -> tuple[Learned, ...]:
    """Learn each reading that has questions enough, most questions first; the others' questions are left out.

    Without ``aims`` the weights there are are drawn towards the questions. Raises CalibrationError where no cut-off
    of a reading keeps to what is aimed at.
    """
    readings = Counter(item.reading for item in samples)
    found = []
    for reading, count in readings.most_common():
        own, known = [item for item in samples if item.reading == reading], had.read_as(reading)
        if min(kinds(own, bool(aims and aims.evidence))) >= FEWEST:
            found.append(learn(own, known, aims) if aims else draw(own, known))
        else:
            left_out[f"of those read as “{reading}” there are too few"] += count
    return tuple(found)


def learn(samples: Sequence[Sample], had: Weights, aims: Aims) -> Learned:
    """Learn from what people ask, with the lowest cut-off that keeps to what is aimed at."""
    sizes = Counter(item.group for item in samples)
    recipe = Recipe(dict.fromkeys(sizes, 1.0), sizes, None if aims.evidence else had.evidence)
    made, trials = fit(samples, recipe, aims.wrong_at_most)
    judging = Judging(made.evidence, made.answerable, made.cutoff)
    return learned(samples, had, judging, trials, measure_apart(trials, aims.wrong_at_most), made.provenance)


def draw(samples: Sequence[Sample], had: Weights) -> Learned:
    """Draw the weights there are a part of the way towards questions that are like what people ask, and not that.

    The cut-off is the highest, held out, that answers no fewer of them than before.
    """
    sizes = Counter(item.group for item in samples)
    recipe = Recipe(dict.fromkeys(sizes, 1.0), sizes, had.evidence, prior=had.answerable, drawn=DRAWN)
    trials = held_out(samples, recipe)
    before = measure(try_out(samples, had.evidence, had.answerable), had.cutoff)
    judging = Judging(had.evidence, recipe.answerable(samples, had.evidence), strictest(trials, before["answered"]))
    after = measure(trials, judging.cutoff)
    return learned(samples, had, judging, trials, after, {"drawn": DRAWN, "held_out": after})


def learned(
    samples: Sequence[Sample],
    had: Weights,
    judging: Judging,
    trials: Sequence[Trial],
    after: dict[str, float],
    provenance: dict[str, Any],
) -> Learned:
    answerable = sum(item.answerable for item in samples)
    counts = {"answerable": answerable, "unanswerable": len(samples) - answerable}
    return Learned(
        samples[0].reading,
        judging,
        sweep(trials, judging.cutoff),
        measure(try_out(samples, had.evidence, had.answerable), had.cutoff),
        after,
        counts,
        {**provenance, "used": counts},
    )


def kinds(samples: Sequence[Sample], evidence: bool) -> tuple[int, int]:
    """Return how many can be learned from as answerable, and how many as unanswerable."""
    answerable = sum(item.answerable and (item.found or not evidence) for item in samples)
    return answerable, sum(not item.answerable for item in samples)


def too_few(samples: Sequence[Sample], left_out: Mapping[str, int], evidence: bool) -> str:
    """Return in sentences that one kind of question is too rare to learn from and to measure by."""
    answerable, others = kinds(samples, evidence)
    why = "".join(f" {count} left out: {reason}." for reason, count in Counter(left_out).most_common())
    return (
        f"There are {answerable} answerable and {others} unanswerable questions to learn from: at least {FEWEST} "
        f"of each are needed, one for each of the {FOLDS} parts held out. Add some, or another file.{why}"
    )
