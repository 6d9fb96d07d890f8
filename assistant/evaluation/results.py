"""The data that the bench passes on: what came back (Reply), that measured (Result), and the whole of it (Run)."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from assistant.golden.cases import Case, SweepPoint
from assistant.schema import ANSWERED

Outcome = Literal["right", "partly_right", "wrong", "refused_rightly", "refused_wrongly", "error"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A citation of a reply. ``start`` and ``end`` are None where the assistant gives none."""

    text: str
    document_id: str | None = None
    start: int | None = None
    end: int | None = None
    number: int | None = None  # the marker
    place: str = ""  # title, section and topic, as one text
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A passage that was read for a reply, best first."""

    text: str
    document_id: str | None = None
    start: int | None = None
    end: int | None = None
    score: float | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for a case, whichever assistant was asked. With ``error`` the rest is empty."""

    status: str = ""
    answer: str = ""
    reason: str | None = None
    mode: str | None = None
    standalone_question: str | None = None
    quotes: tuple[Quote, ...] = ()
    passages: tuple[Read, ...] | None = ()  # None: the assistant does not say what it read
    confidence: float | None = None  # 0 to 1; None: the assistant gives none
    seconds: float = 0.0
    error: str | None = None
    notices: tuple[str, ...] = ()  # codes: what befell an answer that a language model wrote
    changed_sentences: int = 0  # of those that it wrote

    @property
    def answered(self) -> bool:
        return self.status in ANSWERED


class Subject(Protocol):
    """An assistant under test: the engine in this process, or one behind an address."""

    def ask(self, case: Case) -> Reply: ...

    def describe(self) -> dict[str, Any]:
        """Return what a run should record of it: settings, model digests, index build, address."""
        ...


@dataclass(frozen=True, slots=True)
class Result:
    """A case, its reply, and every measure of it: (sum, count) by name; count 0 where it does not apply."""

    case: Case
    reply: Reply
    outcome: Outcome
    measures: dict[str, tuple[float, float]]
    judged: dict[str, Any] = field(default_factory=dict)  # what a judging model said, apart from the measures

    def to_dict(self) -> dict[str, Any]:
        """Return the line of results.jsonl; ``seconds`` comes last, since only it differs between two runs."""
        case, reply = self.case, self.reply
        answer = asdict(reply)
        answer.pop("seconds")
        measured = {name: round(total / count, 6) if count else None for name, (total, count) in self.measures.items()}
        return {
            "file": case.file,
            "id": case.id,
            "type": case.type,
            "question": case.question,
            "history": [asdict(turn) for turn in case.history],
            "answerable": case.answerable,
            "evidence": [asdict(gold) for gold in case.evidence],
            "facts": case.facts,
            "status": list(case.status),
            "note": case.note,
            "outcome": self.outcome,
            "reply": answer,
            "measures": measured,
            "judged": self.judged,
            "seconds": round(reply.seconds, 6),
        }


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95 % interval and the number of questions (n) it rests on."""

    value: float | None  # None: not measured
    low: float | None = None
    high: float | None = None
    n: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """One threshold, held against its measure or an end of its interval. ``measured`` None never passes."""

    measure: str
    limit: float
    measured: float | None
    passed: bool
    end: Literal["value", "low", "high"] = "value"  # what of the measure is held against it


@dataclass(frozen=True, slots=True)
class Change:
    """A measure in this run against the baseline, over the questions that both have."""

    value: float | None
    baseline: float | None
    p: float | None  # paired permutation test; None where nothing differs or it is not measured


@dataclass(frozen=True, slots=True)
class Shift:
    """A question whose outcome or answer differs from the baseline's."""

    file: str
    id: str
    type: str
    question: str
    before: str  # outcome
    now: str
    answer_before: str
    answer_now: str
    kind: Literal["better", "worse", "changed"]


@dataclass(frozen=True, slots=True)
class Comparison:
    name: str  # the baseline's folder
    changes: dict[str, Change]
    shifts: tuple[Shift, ...]
    p: float | None  # two-sided sign test over better and worse
    only_here: int  # questions that the baseline does not have
    only_there: int
    risk_coverage: tuple[tuple[float, float], ...] = ()  # the baseline's
    types: dict[str, Interval] = field(default_factory=dict)  # the baseline's share of good outcomes by type


@dataclass(frozen=True, slots=True)
class Summary:
    """What summary.json holds."""

    questions: int
    groups: dict[str, dict[str, Interval]]  # "all", "follow-ups", then each type: intervals by measure
    outcomes: dict[str, dict[str, int]]  # by group: how many of each outcome
    risk_coverage: tuple[tuple[float, float], ...]  # (share of questions answered, share wrong among those)
    sweep: tuple[SweepPoint, ...]
    recommended_cutoff: float | None
    seconds: tuple[float, ...]  # of every question, sorted
    verdicts: tuple[Verdict, ...] = ()
    comparison: Comparison | None = None
    judge: dict[str, Any] = field(default_factory=dict)
    recommended: SweepPoint | None = None  # what that cut-off does to questions that it was not chosen by


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run on disk. Results are read one at a time: there may be many."""

    folder: Path
    config: dict[str, Any]
    summary: Summary

    def results(self) -> Iterator[dict[str, Any]]:
        """Yield the lines of results.jsonl (Result.to_dict), in the question files' order."""
        with (self.folder / "results.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
