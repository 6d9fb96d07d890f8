"""How strict the check of written sentences is: chosen with the documents' own sentences, altered by rule.

One half of the passages chooses the thresholds, the other, held out, tells what they are worth.
Deterministic: the alterations come from a fixed seed.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from itertools import product
from random import Random
from typing import Any

import numpy as np

from assistant.evidence.weights import Bar
from assistant.language.schema import Language
from assistant.learning.alterations import KEPT, SEED, Labelled, altered
from assistant.writing.sources import Shelf, lower_words
from assistant.writing.support import Claim, Fault, Line, check
from index.progress import Progress, Report
from index.vectors.encoder import Encoder
from index.vectors.store import Store

FALSE_ALARMS = 0.05  # share of the sentences that keep what is said, of which that many may be flagged
NEAR = 0.01  # of the best recall; of the thresholds that come so near, those in the middle are taken
MOST, FEWEST = 300, 30  # sentences that are altered; with fewer than the least nothing is chosen
BATCH = 64  # sentences encoded at a time
OPEN = Bar(0, 0, 0)
SIMILAR, COVERED, WEAKEST = np.arange(0.20, 0.71, 0.05), np.arange(0.60, 0.96, 0.025), np.arange(0.20, 0.71, 0.05)


@dataclass(frozen=True, slots=True)
class Trial:
    """An altered sentence as it was judged: what is wrong with it whatever the thresholds, and how near it is."""

    case: Labelled
    fault: Fault | None
    nearness: tuple[float, float, float]  # as in ``Bar``

    def is_flagged(self, bar: Bar) -> bool:
        return self.fault is not None or not bar.is_met(*self.nearness)


@dataclass(frozen=True, slots=True)
class Strictness:
    """What was chosen, None where there is too little to choose by, and on what."""

    bar: Bar | None
    provenance: dict[str, Any]


def learn(store: Store, encoder: Encoder, language: Language, report: Report = lambda progress: None) -> Strictness:
    """Choose thresholds by the sentences of the documents."""
    passages = sample(store, language)
    sentences, cases = sum(map(len, passages)), list(altered(passages, language))
    halves = [sum(case.group % 2 == half for case in cases) for half in range(2)]
    if min(sentences, *halves) < FEWEST:  # or a language whose sentences are not altered
        return Strictness(None, {"sentences": sentences, "chosen": False})
    trials = try_out(cases, encoder, lower_words(store.documents.values()), report)
    bar = choose(half(trials, 0))
    record = {"sentences": sentences, "seed": SEED, "false_alarms_at_most": FALSE_ALARMS, **asdict(bar)}
    return Strictness(bar, {**record, "held_out": measure(half(trials, 1), bar)})


def sample(store: Store, language: Language) -> list[Sequence[Line]]:
    """Return the lines of paragraphs, always the same ones, until there are sentences enough."""
    shelf = Shelf(store, language)
    numbers = [number for number, passage in enumerate(store.passages) if passage.kind == "paragraph"]
    Random(SEED).shuffle(numbers)  # nosec B311 # no secret: the same sample for the same store
    taken: list[Sequence[Line]] = []
    for number in numbers:
        if sum(map(len, taken)) >= MOST:
            break
        taken.append(shelf.read(number))
    return taken


def try_out(
    cases: Sequence[Labelled], encoder: Encoder, known: Collection[str], report: Report = lambda progress: None
) -> list[Trial]:
    """Judge each case by everything but the thresholds."""
    # alike in length: least padding
    encoded = sorted({case.text for case in cases}, key=lambda text: (len(text), text))
    asked: dict[str, list[int]] = {}
    for number, case in enumerate(cases):
        asked.setdefault(case.text, []).append(number)
    trials: dict[int, Trial] = {}
    for start in range(0, len(encoded), BATCH):
        batch = encoded[start : start + BATCH]
        for text, encoding in zip(batch, encoder.encode(batch), strict=True):
            claim = Claim(text, cases[asked[text][0]].lines[0].language, encoding, known)
            trials |= {number: judged(claim, cases[number]) for number in asked[text]}
        report(Progress("altering sentences", len(trials), len(cases)))
    return [trials[number] for number in range(len(cases))]


def judged(claim: Claim, case: Labelled) -> Trial:
    found = check(claim, case.lines, OPEN)
    return Trial(case, found.fault, (found.similarity, found.covered, found.weakest))


def half(trials: Sequence[Trial], which: int) -> list[Trial]:
    """Return the trials of every second passage, so that no sentence is in both halves."""
    return [trial for trial in trials if trial.case.group % 2 == which]


def choose(trials: Sequence[Trial]) -> Bar:
    """Return the middle of all thresholds that catch about as much as the best, at no more false alarms than allowed.

    The middle, since a model alters a sentence in other ways than the rules do, to either side.
    """
    tried = list(outcomes(trials))
    allowed = max(FALSE_ALARMS, min(alarms for _, alarms, _ in tried))
    best = max(recall for _, alarms, recall in tried if alarms <= allowed)
    near = [bar for bar, alarms, recall in tried if alarms <= allowed and recall >= best - NEAR]
    points = np.array([astuple(bar) for bar in near])
    away = np.abs(points - np.median(points, axis=0)).sum(axis=1)
    return near[int(np.argmin(np.round(away, 6)))]


def outcomes(trials: Sequence[Trial]) -> Iterator[tuple[Bar, float, float]]:
    """Yield for all thresholds the share of false alarms and the recall, each kind of alteration counting alike."""
    nearness = np.array([trial.nearness for trial in trials])
    faulty = np.array([trial.fault is not None for trial in trials])
    kept = np.array([trial.case.is_kept for trial in trials])
    kinds = [
        np.array([trial.case.label == label for trial in trials])
        for label in sorted({trial.case.label for trial in trials if not trial.case.is_kept})
    ]
    for values in product(SIMILAR, COVERED, WEAKEST):
        bar = Bar(*(round(float(value), 3) for value in values))
        flagged = faulty | (nearness < np.array([bar.similar, bar.covered, bar.weakest])).any(axis=1)
        yield bar, float(flagged[kept].mean()), float(np.mean([flagged[kind].mean() for kind in kinds]))


def measure(trials: Sequence[Trial], bar: Bar) -> dict[str, dict[str, float]]:
    """Return by label how many sentences there were and the share flagged, of all that keep what is said as well."""
    groups = {label: [t for t in trials if t.case.label == label] for label in sorted({t.case.label for t in trials})}
    groups[KEPT] = [trial for trial in trials if trial.case.is_kept]
    return {
        label: {"n": len(group), "flagged": round(sum(t.is_flagged(bar) for t in group) / len(group), 3)}
        for label, group in groups.items()
        if group
    }
