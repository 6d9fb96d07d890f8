"""A run on disk as the bench leaves it, made of the report's own sentences without asking anything."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.evaluation.compare import compare
from assistant.evaluation.gate import judge_thresholds
from assistant.evaluation.measures import measure
from assistant.evaluation.results import Quote, Read, Reply, Result, Run
from assistant.evaluation.summary import ALL, Row, summarise
from assistant.golden.cases import Case, Gold
from assistant.schema import Turn

SEEDS = Path(__file__).parent.parent / "seeds"
TYPES = ("numeric", "factoid", "list", "topic", "paraphrase", "follow_up", "several_places", "unanswerable")
LIMITS = {"right": 0.8, "refused": 0.7, "refused_wrongly": 0.05, "errors": 0.05}


def sentences() -> list[tuple[str, str, int]]:
    """Return (document, sentence, start) of every longer sentence of the seeds."""
    return [
        (path.name, found[0], found.start())
        for path in sorted(SEEDS.glob("*.txt"))
        for found in re.finditer(r"[A-Z][^.\n]{50,}\.", path.read_text("utf-8"))
    ]


def results(count: int, skill: float) -> Iterator[Result]:
    """Yield measured questions of which about the share ``skill`` is answered well."""
    found, chance = sentences(), random.Random(1)
    for number in range(count):
        kind = TYPES[number % len(TYPES)]
        gold, other = found[number * 7 % len(found)], found[(number * 7 + 11) % len(found)]
        case = make_case(number, kind, gold)
        yield measure(case, make_reply(case, gold, other, chance, skill), None)


def make_case(number: int, kind: str, gold: tuple[str, str, int]) -> Case:
    answerable = kind != "unanswerable"
    document, sentence, _ = gold
    return Case(
        id=f"d{number:04}",
        question=f"What is said about {' '.join(sentence.split()[3:9])}?",
        answerable=answerable,
        type=kind,
        history=(Turn("user", "What is planned?"), Turn("assistant", sentence)) if kind == "follow_up" else (),
        evidence=(Gold(sentence, document),) if answerable else (),
        facts=((" ".join(sentence.split()[-3:]).rstrip("."), "the same in other words"),) if answerable else (),
        note="" if answerable else "The report names it and gives no length.",
        file="report.jsonl",
        line=number + 1,
    )


def make_reply(
    case: Case, gold: tuple[str, str, int], other: tuple[str, str, int], chance: random.Random, skill: float
) -> Reply:
    luck, seconds = chance.random(), chance.lognormvariate(-1.7, 0.4)
    if luck > 0.985:
        return Reply(error="The assistant answered 503: Service Unavailable.", seconds=seconds)
    confidence = min(0.99, max(0.01, chance.gauss(0.78 if case.answerable else 0.35, 0.2)))
    document, sentence, start = gold if luck < skill else other
    read = [Read(text, doc, at, at + len(text), 0.5) for doc, text, at in ((document, sentence, start), other, gold)]
    if confidence < 0.5:
        reply = Reply("not_in_report", "The report does not say this.", "attribute_missing", "extractive")
        return replace(reply, passages=tuple(read), confidence=confidence, seconds=seconds)
    place = "Report on the Work of the Government 2026 · Section 6 · Advance urban renewal"
    url = f"/report/{document.removesuffix('.txt')}#c{start}-{start + len(sentence)}"
    quote = Quote(sentence, document, start, start + len(sentence), 1, place, url)
    reply = Reply("answered", f"{sentence} [1]", None, "extractive", None, (quote,), tuple(read), confidence)
    return replace(reply, seconds=seconds)


def write_run(folder: Path, measured: Sequence[Result], baseline: Run | None = None, **config: Any) -> Run:
    """Write results.jsonl and return the run, its summary made by the bench itself."""
    folder.mkdir(parents=True)
    lines = (json.dumps(result.to_dict(), ensure_ascii=False) for result in measured)
    (folder / "results.jsonl").write_text("".join(line + "\n" for line in lines), "utf-8")
    subject = {"kind": "engine", "mode": "extractive", "index": "2f9c41d7", "model": "all-MiniLM-L6-v2", "cutoff": 0.5}
    known = {
        "name": folder.name,
        "created": "2026-03-01T09:00:00+00:00",
        "files": [{"name": "report.jsonl", "sha256": "0" * 64, "rows": len(measured)}],
        "subject": subject,
        "code": {"version": "0.1.0", "sha256": "a8a132b0ff"},
        "reader": None,
    }
    run = Run(folder, known | config, summarise([Row.of(result) for result in measured]))
    return run if baseline is None else against(run, baseline)


def against(run: Run, baseline: Run) -> Run:
    verdicts = judge_thresholds(LIMITS, run.summary.groups[ALL])
    return replace(run, summary=replace(run.summary, comparison=compare(run, baseline), verdicts=verdicts))


def sample_run(folder: Path, count: int, **config: Any) -> Run:
    """Return a run of ``count`` questions with thresholds and a baseline that was worse."""
    earlier = write_run(folder / "main", list(results(count, 0.7)))
    return write_run(folder / "new", list(results(count, 0.85)), earlier, **config)
