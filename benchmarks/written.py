"""The question set with a real language model: python -m benchmarks.written --gguf FILE.

Each question is put to one engine twice, with the model and without. Counted are figures and
names of written answers that no cited quote holds, sentences without a marker, and right answers
in both modes. Broken off, it goes on where it stood: a small machine takes a minute an answer.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.config import Config
from assistant.engine import Engine
from assistant.evaluation.inprocess import EngineSubject
from assistant.evaluation.measures import measure
from assistant.golden.cases import Case
from assistant.golden.questions import read_cases
from assistant.web.preparing import open_engine
from assistant.writing.breaker import Breaker
from benchmarks.rows import Row, Rows

ROOT = Path(__file__).parent.parent
MEASURES = ("right", "refused", "wrong", "verbatim", "unsupported_figures", "unsupported_names", "uncited_sentences")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gguf", type=Path, help="model file; without it the model of ASSISTANT_LLM_URL is asked")
    parser.add_argument("--questions", type=Path, default=ROOT / "tests" / "golden" / "report.jsonl")
    parser.add_argument("--timeout", type=float, default=120, help="seconds for an answer")
    parser.add_argument("--context", type=int, default=1024, help="window in tokens; a small one is fast")
    parser.add_argument("--tokens", type=int, default=96, help="longest answer in tokens")
    parser.add_argument("--limit", type=int, default=1000, help="ask so many questions at most, now")
    parser.add_argument("--fresh", action="store_true", help="forget what was asked before")
    options = parser.parse_args()
    rows = Rows(ROOT / "runs" / "written.jsonl", options.fresh)
    left = [case for case in read_cases(options.questions) if case.id not in rows][: options.limit]
    if left:
        settings = {"llm_timeout": options.timeout, "llm_context": options.context, "llm_max_tokens": options.tokens}
        ask_all(left, Config(**settings, llm_gguf=options.gguf, llm_suggest=False), rows)
    report(list(rows))


def ask_all(cases: Sequence[Case], config: Config, rows: Rows) -> None:
    engine = open_engine(config, lambda sentence: None)
    plain = Engine(config, engine.manifest, engine.finder, engine.composer)
    for case in cases:
        if engine.pen:
            engine.pen.writer.model.breaker = Breaker()  # each question is put to the model, however slow it was before
        rows.add({"id": case.id, "written": asked(case, engine), "extractive": asked(case, plain)})


def asked(case: Case, engine: Engine) -> Row:
    result = measure(case, EngineSubject(engine).ask(case), engine.store.documents)
    reply = result.reply
    return {
        "mode": reply.mode,
        "status": reply.status,
        "outcome": result.outcome,
        "answer": reply.answer,
        "notices": list(reply.notices),
        "changed": reply.changed_sentences,
        "seconds": round(reply.seconds, 2),
        "error": reply.error,
        "measures": {name: result.measures[name] for name in MEASURES if name in result.measures},
    }


def report(rows: list[Row]) -> None:
    written = [row["written"] for row in rows]
    asked_model = [row for row in written if row["mode"] == "generative" or row["notices"]]
    seconds = sorted(row["seconds"] for row in asked_model) or [0.0]
    middle = seconds[len(seconds) // 2]
    print(f"{len(rows)} questions, {len(asked_model)} of them put to the model, {middle:.0f} s the median.")
    for mode in ("written", "extractive"):
        replies = [row[mode] for row in rows]
        print(f"{mode}:", ", ".join(f"{name} {total(replies, name)}" for name in MEASURES))
    print("modes:", dict(Counter(row["mode"] for row in written)))
    print("notices:", dict(Counter(code for row in written for code in row["notices"])))
    print("changed sentences:", sum(row["changed"] for row in written))
    print("errors:", [row["error"] for row in written if row["error"]])


def total(replies: Sequence[dict[str, Any]], name: str) -> str:
    found = [reply["measures"][name] for reply in replies if name in reply["measures"]]
    return f"{sum(value for value, _ in found):g}/{sum(count for _, count in found):g}"


if __name__ == "__main__":
    main()
