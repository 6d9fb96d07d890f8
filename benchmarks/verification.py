"""How well written sentences are checked, and what it costs: python -m benchmarks.verification (part of make bench).

Sentences of the report are altered by rule (assistant/learning/alterations.py): some keep what they say,
others say something else. Recall is the share of the latter that is flagged, false alarms the
share of the former that is. The thresholds in use were chosen on one half of the passages
(``assistant.learning.strictness``); both halves are shown. With --answers FILE human answers (question
files with "answers" and "evidence" quotes) are held against their evidence too.
"""

import argparse
import json
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from assistant.config import Config
from assistant.engine import Engine
from assistant.language.schema import Language
from assistant.learning.alterations import FEWEST, KEPT, SEED, Labelled, altered, variants
from assistant.learning.strictness import Trial, choose, half, measure, sample, try_out
from assistant.text.names import proper_names
from assistant.web.preparing import open_engine
from assistant.writing.sources import Shelf, in_order, lower_words
from assistant.writing.support import Claim, Line, check
from index.documents.sentences import split_sentences
from index.vectors.encoder import Encoder

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "runs" / "verification.json"
QUERY = "How many elevators will be installed in old residential buildings?"
ROUNDS = 60  # sentences that are timed


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--answers", type=Path, action="append", default=[], help="question file with human answers")
    parser.add_argument("--show", type=int, default=0, help="print so many wrong verdicts of each label")
    options = parser.parse_args()
    engine = open_engine(Config.load(), lambda sentence: None)
    encoder, bar = engine.finder.retriever.encoder, engine.finder.weights.bar
    known = lower_words(engine.store.documents.values())
    trials = try_out(list(altered(sample(engine.store, engine.finder.texts), engine.finder.texts)), encoder, known)
    sets = {"report, chosen on": half(trials, 0), "report, held out": half(trials, 1)}
    for path in options.answers:
        sets[path.parent.name] = try_out(list(answers(path, encoder, engine.finder.texts)), encoder, ())
    result = {name: measure(cases, bar) for name, cases in sets.items()}
    for name, cases in sets.items():
        show(name, result[name])
        show_wrong([trial for trial in cases if trial.is_flagged(bar) == trial.case.is_kept], options.show)
    spent = cost(engine)
    print(f"In use: {bar}; chosen here: {choose(sets['report, chosen on'])}.")
    print(", ".join(f"{name} {value:.2f}" for name, value in spent.items()))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({**result, "cost": spent}, indent=2) + "\n", "utf-8")


def cost(engine: Engine) -> dict[str, float]:
    """Return milliseconds of CPU: a bare query embedding, a sentence encoded, and held against all that is read."""
    encoder, bar = engine.finder.retriever.encoder, engine.finder.weights.bar
    known = lower_words(engine.store.documents.values())
    hits = engine.finder.find(QUERY).hits
    lines = [
        line
        for source in Shelf(engine.store, engine.finder.texts).gather(in_order(hits, engine.store), 7000)
        for line in source.lines
    ]
    texts = [" ".join(s.text.split()) for s in engine.store.sentences if len(s.text.split()) >= FEWEST][:ROUNDS]
    claims = [Claim(text, engine.finder.texts, encoder.encode([text])[0], known) for text in texts]
    check(claims[0], lines, bar)
    rounds = iter(claims)
    query = milliseconds(lambda: encoder.encode([QUERY]))
    encoded = statistics.fmean(milliseconds(lambda text=text: encoder.encode([text]), 1) for text in texts)
    checked = milliseconds(lambda: check(next(rounds), lines, bar), len(claims))
    whole = encoded + checked
    return {
        "lines": len(lines), "query ms": query, "encode ms": encoded, "check ms": checked, "sentence ms": whole,
        "sentence / query": whole / query,
    }  # fmt: skip


def milliseconds(action: Callable[[], object], times: int = ROUNDS) -> float:
    begun = time.process_time()
    for _ in range(times):
        action()
    return 1000 * (time.process_time() - begun) / times


def answers(path: Path, encoder: Encoder, language: Language) -> Iterator[Labelled]:
    """Yield the sentences of human answers, and the alterations of them that say something else."""
    chance = Random(SEED)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["answerable"] and all(e.get("quote") for e in row["evidence"])]
    names = sorted({name for row in rows for e in row["evidence"] for name in proper_names(e["quote"], language)})
    for row in rows:
        quotes = [spaced(e["quote"]) for e in row["evidence"]]
        lines = [Line(quote, language, made) for quote, made in zip(quotes, encoder.encode(quotes), strict=True)]
        for answer in row["answers"][:1]:
            text = spaced(answer)
            for start, end in split_sentences(text):
                sentence = text[start:end]
                if lines and len(sentence.split()) >= FEWEST:
                    yield Labelled(sentence, f"{KEPT}: a person's answer", lines)
                    made = (
                        Labelled(said, label, lines)
                        for label, said in variants(sentence, lines, names, chance, language)
                    )
                    yield from (case for case in made if not case.is_kept)


def spaced(text: str) -> str:
    """Return a text that was split into tokens with its usual spaces."""
    return re.sub(r"\s+([,.;:?!%)]|['’]s\b)", r"\1", re.sub(r"([(])\s+", r"\1", " ".join(text.split())))


def show(name: str, rows: dict[str, dict[str, float]]) -> None:
    table = Table("label", "sentences", "flagged", title=name)
    for label, row in rows.items():
        table.add_row(label, str(row["n"]), f"{row['flagged']:.3f}")
    Console().print(table)


def show_wrong(trials: Sequence[Trial], most: int) -> None:
    for label in sorted({trial.case.label for trial in trials}) if most else ():
        group = [trial for trial in trials if trial.case.label == label]
        for trial in Random(SEED).sample(group, min(most, len(group))):
            print(f"{label}: {trial.fault} {trial.nearness}\n    {trial.case.text}")


if __name__ == "__main__":
    main()
