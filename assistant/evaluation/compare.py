"""A run against an earlier one: what changed, and whether it can be chance."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from pydantic import TypeAdapter, ValidationError

from assistant.errors import EvaluationError
from assistant.evaluation.measures import MEASURES
from assistant.evaluation.results import Change, Comparison, Run, Shift, Summary
from assistant.evaluation.summary import ALL, SEED

PERMUTATIONS = 5000
# What became of a question, best last.
ORDER = ("error", "wrong", "refused_wrongly", "partly_right", "right", "refused_rightly")

Key = tuple[str, str]


def open_run(folder: Path) -> Run:
    """Read a finished run; raises EvaluationError where the folder is none."""
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        summary = TypeAdapter(Summary).validate_json((folder / "summary.json").read_bytes())
        if not (folder / "results.jsonl").is_file():
            raise FileNotFoundError(f"no results.jsonl in {folder}")
        return Run(folder, config, summary)
    except (OSError, ValueError, ValidationError) as error:
        raise EvaluationError(
            f"{folder} is no finished run: name the folder of one (--out of an earlier run)."
        ) from error


def compare(run: Run, baseline: Run) -> Comparison:
    """Compare the questions that both runs have."""
    here, there = by_key(run), by_key(baseline)
    both = [key for key in here if key in there]
    shifts = [shift for key in both if (shift := find_shift(there[key], here[key]))]
    better, worse = (sum(shift.kind == kind for shift in shifts) for kind in ("better", "worse"))
    changes = {name: change(name, [there[key] for key in both], [here[key] for key in both]) for name in MEASURES}
    if len(here) == len(there) == len(both):
        changes = {name: whole(paired, run.summary, baseline.summary, name) for name, paired in changes.items()}
    return Comparison(
        name=baseline.folder.name,
        changes=changes,
        shifts=tuple(shifts),
        p=sign_test(better, worse),
        only_here=len(here) - len(both),
        only_there=len(there) - len(both),
        risk_coverage=baseline.summary.risk_coverage,
        types={name: group["good"] for name, group in baseline.summary.groups.items()},
    )


def by_key(run: Run) -> dict[Key, dict[str, Any]]:
    """Return of every result what a comparison needs; passages and quotes are left behind."""
    kept = ("file", "id", "type", "question", "outcome", "measures")
    return {
        (row["file"], row["id"]): {**{name: row[name] for name in kept}, "answer": row["reply"]["answer"]}
        for row in run.results()
    }


def find_shift(before: Mapping[str, Any], now: Mapping[str, Any]) -> Shift | None:
    """Return how a question's outcome or answer differs; None where neither does."""
    kind: Literal["better", "worse", "changed"]
    step = ORDER.index(now["outcome"]) - ORDER.index(before["outcome"])
    if step:
        kind = "better" if step > 0 else "worse"
    elif before["answer"] != now["answer"]:
        kind = "changed"
    else:
        return None
    return Shift(
        file=now["file"],
        id=now["id"],
        type=now["type"],
        question=now["question"],
        before=before["outcome"],
        now=now["outcome"],
        answer_before=before["answer"],
        answer_now=now["answer"],
        kind=kind,
    )


def change(name: str, before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> Change:
    """Return a measure's mean over the questions for which both runs have it."""
    pairs = [(a["measures"].get(name), b["measures"].get(name)) for a, b in zip(before, now, strict=True)]
    values = np.array([pair for pair in pairs if None not in pair], float)
    if not len(values):
        return Change(None, None, None)
    old, new = values.mean(axis=0)
    return Change(round(float(new), 4), round(float(old), 4), permutation_test(values[:, 1] - values[:, 0]))


def whole(paired: Change, here: Summary, there: Summary, name: str) -> Change:
    """Return a change with the values of the two whole runs, for runs over the same questions."""
    old = there.groups[ALL].get(name)
    return Change(here.groups[ALL][name].value, old.value if old else None, paired.p)


def permutation_test(differences: "np.ndarray[Any, np.dtype[np.float64]]") -> float | None:
    """Return the two-sided p of a paired permutation test (Fisher 1935): signs flipped at random, fixed seed."""
    changed = differences[differences != 0]
    if not len(changed):
        return None
    signs = np.random.default_rng(SEED).choice((-1.0, 1.0), (PERMUTATIONS, len(changed)))
    extreme = np.abs(signs @ changed) >= abs(changed.sum()) - 1e-9
    return round(float((extreme.sum() + 1) / (PERMUTATIONS + 1)), 4)


def sign_test(better: int, worse: int) -> float | None:
    """Return the two-sided p of a sign test; None where nothing got better or worse."""
    from scipy.stats import binomtest

    return round(float(binomtest(better, better + worse).pvalue), 4) if better + worse else None
