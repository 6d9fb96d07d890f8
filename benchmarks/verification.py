"""How well written sentences are checked: python -m benchmarks.verification (part of make bench).

Sentences of the report are altered by rule: some keep what they say (the same in other words),
others say something else (a figure, a name, a negation, two things exchanged, another passage).
Recall is the share of the latter that is caught, false alarms the share of the former that is.
With --answers FILE human answers (question files with "answers" and "evidence" quotes) are
checked against their evidence too, whole and with the same alterations.
"""

import argparse
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.config import Config
from assistant.names import proper_names
from assistant.preparing import open_engine
from assistant.quantities import read_figures
from assistant.sources import lower_words, place_of, stored
from assistant.support import Line, Verdict, check
from index.encoder import Encoder
from index.sentences import split_sentences

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "runs" / "verification.json"
SEED = 7
FEWEST = 6  # words of a sentence that is altered
TURNED = {  # kept apart from the lists of assistant/contrary.py, some of which it shares
    "improve": "worsen", "strengthen": "weaken", "expand": "shrink", "increase": "decrease", "promote": "discourage",
    "support": "oppose", "accelerate": "delay", "build": "demolish", "develop": "neglect", "enhance": "diminish",
    "encourage": "forbid", "complete": "abandon", "open": "close", "more": "less", "first": "last", "new": "old",
    "launch": "cancel", "advance": "halt", "upgraded": "downgraded", "improved": "worsened", "public": "private",
    "before": "after", "high": "low", "large": "small", "won": "lost", "born": "killed", "north": "south",
}  # fmt: skip
ADDITIONS = (
    ", free of charge for all pensioners",
    ", together with the World Bank",
    ", before the spring of next year",
    ", which neighbours have protested against",
    ", at a cost of 40 million euros",
)
HELPER = re.compile(r"\b(will|is|are|was|were|has been|have been|can|may)\b(?! not)")


@dataclass(frozen=True)
class Labelled:
    """A sentence, what was done to it, and the lines that it is checked against."""

    text: str
    label: str
    lines: Sequence[Line]

    @property
    def is_supported(self) -> bool:
        return self.label.startswith("kept")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--answers", type=Path, action="append", default=[], help="question file with human answers")
    parser.add_argument("--show", type=int, default=0, help="print so many wrong verdicts of each label")
    options = parser.parse_args()
    engine = open_engine(Config.load(), lambda sentence: None)
    encoder, known = engine.retriever.encoder, lower_words(engine.store.documents.values())
    passages = [
        [Line(s.text, stored(engine.store, s), place_of(passage)) for s in passage.sentences]
        for passage in engine.store.passages
        if passage.kind == "paragraph"
    ]
    result = {"report": measure(list(altered(passages)), encoder, known, options.show)}
    for path in options.answers:
        cases = list(answers(path, encoder))
        result[path.parent.name] = measure(cases, encoder, (), options.show)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    for name, rows in result.items():
        show(name, rows)


def encoding_of(store, sentence):  # type: ignore[no-untyped-def]
    from assistant.written import stored

    return stored(store, sentence)


def measure(
    cases: Sequence[Labelled], encoder: Encoder, known: frozenset[str] | tuple[str, ...], shown: int
) -> dict[str, dict[str, float]]:
    caught: dict[str, list[bool]] = defaultdict(list)
    wrong: dict[str, list[tuple[Labelled, Verdict]]] = defaultdict(list)
    begun = time.perf_counter()
    for case in cases:
        verdict = check(case.text, encoder.encode([case.text])[0], case.lines, known)
        caught[case.label].append(verdict.fault is not None)
        if (verdict.fault is not None) == case.is_supported:
            wrong[case.label].append((case, verdict))
    spent = (time.perf_counter() - begun) / max(len(cases), 1)
    for label, examples in sorted(wrong.items()):
        for case, verdict in random.Random(SEED).sample(examples, min(shown, len(examples))):
            print(f"{label}: {verdict.fault} {verdict.similarity:.2f} {verdict.covered:.2f} {verdict.weakest:.2f}")
            print("   ", case.text, "\n    <-", *(case.lines[n].text for n in verdict.lines))
    rows = {label: {"n": len(row), "caught": sum(row) / len(row)} for label, row in sorted(caught.items())}
    return {**rows, "all": {"n": len(cases), "ms": 1000 * spent}}


def altered(passages: Sequence[Sequence[Line]]) -> Iterator[Labelled]:
    chance = random.Random(SEED)
    names = sorted({name for lines in passages for line in lines for name in proper_names(line.text)})
    for number, lines in enumerate(passages):
        for line in lines:
            if len(line.text.split()) >= FEWEST:
                yield from variants(" ".join(line.text.split()), lines, names, chance)
                yield Labelled(line.text, "other passage", chance.choice(passages[:number] + passages[number + 1 :]))
        for one, two in pairwise(lines):
            if min(len(one.text.split()), len(two.text.split())) >= FEWEST:
                yield Labelled(f"{one.text.rstrip('.')}, and {lowered(two.text)}", "kept: two joined", lines)


def variants(text: str, lines: Sequence[Line], names: Sequence[str], chance: random.Random) -> Iterator[Labelled]:
    """Yield the sentence with each alteration that can be made to it."""
    for label, alter in ALTERATIONS.items():
        made = alter(text, chance)
        if made and made != text:
            yield Labelled(made, label, lines)
    yield Labelled(text, "kept: word for word", lines)
    own = proper_names(text)
    there = " ".join(f"{line.text} {line.place}" for line in lines)
    if own:
        other = chance.choice([name for name in names if name not in there])
        yield Labelled(text.replace(chance.choice(own), other), "name changed", lines)


def lowered(text: str) -> str:
    return text if text[:2].isupper() or proper_names(text[:20]) else text[:1].lower() + text[1:]


def change_figure(text: str, chance: random.Random) -> str | None:
    figures = [f for f in read_figures(text) if f.value > 1]
    if not figures:
        return None
    figure = chance.choice(figures)
    value = figure.value * chance.choice([2, 3, 10]) + chance.choice([0, 1, 5])
    sign = " percent" if figure.is_share else ""
    return text[: figure.start] + f"{int(value):,}{sign}" + text[figure.end :]


def change_bound(text: str, chance: random.Random) -> str | None:
    swaps = (("more than", "less than"), ("over", "under"), ("at least", "at most"), ("no less than", "no more than"))
    figures = [f for f in read_figures(text) if f.bound]
    for figure in figures:
        for one, other in swaps:
            head = text[: figure.start].rstrip()
            if head.lower().endswith(one):
                return f"{head[: -len(one)]}{other} {text[figure.start :]}"
    return None


def negate(text: str, chance: random.Random) -> str | None:
    found = list(HELPER.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    helper = match[1].split()
    return text[: match.start()] + " ".join([helper[0], "not", *helper[1:]]) + text[match.end() :]


def turn(text: str, chance: random.Random) -> str | None:
    there = [word for word in TURNED if re.search(rf"\b{word}\b", text)]
    if not there:
        return None
    word = chance.choice(there)
    return re.sub(rf"\b{word}\b", TURNED[word], text, count=1)


def swap_figures(text: str, chance: random.Random) -> str | None:
    figures = read_figures(text)
    pairs = [(a, b) for a in figures for b in figures if a.start < b.start and a.value != b.value]
    if not pairs:
        return None
    one, two = chance.choice(pairs)
    return swap(text, (one.start, one.end), (two.start, two.end))


def swap_names(text: str, chance: random.Random) -> str | None:
    """Exchange two names, not those of one enumeration, in which the order says nothing."""
    found = [re.search(re.escape(name), text) for name in dict.fromkeys(proper_names(text))]
    spans = [match.span() for match in found if match]
    pairs = [(a, b) for a in spans for b in spans if a[1] < b[0] and len(text[a[1] : b[0]].split()) > 3]
    return swap(text, *chance.choice(pairs)) if pairs else None


def swap(text: str, one: tuple[int, int], two: tuple[int, int]) -> str:
    return text[: one[0]] + text[slice(*two)] + text[one[1] : two[0]] + text[slice(*one)] + text[two[1] :]


def told(text: str, chance: random.Random) -> str:
    return f"According to the report, {lowered(text)}"


def other_speaker(text: str, chance: random.Random) -> str | None:
    return re.sub(r"^We will\b", chance.choice(["The city will", "The government plans to", "Beijing will"]), text)


def same_bound(text: str, chance: random.Random) -> str | None:
    return re.sub(r"\bmore than (?=[\d])", "over ", re.sub(r"\bover (?=[\d])", "more than ", text))


def shortened(text: str, chance: random.Random) -> str | None:
    head, comma, _ = text.rpartition(", ")
    return f"{head}." if comma and len(head.split()) >= FEWEST else None


def added(text: str, chance: random.Random) -> str:
    return f"{text.rstrip('.')}{chance.choice(ADDITIONS)}."


Alter = Callable[[str, random.Random], str | None]
ALTERATIONS: dict[str, Alter] = {
    "kept: told": told,
    "kept: other subject": other_speaker,
    "kept: same bound": same_bound,
    "kept: shortened": shortened,
    "figure changed": change_figure,
    "figure's bound changed": change_bound,
    "negated": negate,
    "turned round": turn,
    "figures exchanged": swap_figures,
    "names exchanged": swap_names,
    "something added": added,
}


def answers(path: Path, encoder: Encoder) -> Iterator[Labelled]:
    """Yield the sentences of human answers, and their alterations where the evidence supports them."""
    chance = random.Random(SEED)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["answerable"] and all(e.get("quote") for e in row["evidence"])]
    names = sorted({name for row in rows for e in row["evidence"] for name in proper_names(e["quote"])})
    for row in rows:
        quotes = [spaced(e["quote"]) for e in row["evidence"]]
        lines = [Line(quote, made) for quote, made in zip(quotes, encoder.encode(quotes), strict=True)]
        for answer in row["answers"][:1]:
            text = spaced(answer)
            for start, end in split_sentences(text):
                sentence = text[start:end]
                if lines and len(sentence.split()) >= FEWEST:
                    yield Labelled(sentence, "kept: a person's answer", lines)
                    yield from (v for v in variants(sentence, lines, names, chance) if not v.is_supported)


def spaced(text: str) -> str:
    """Return a text that was split into tokens with its usual spaces."""
    return re.sub(r"\s+([,.;:?!%)]|['’]s\b)", r"\1", re.sub(r"([(])\s+", r"\1", " ".join(text.split())))


def show(name: str, rows: dict[str, dict[str, float]]) -> None:
    table = Table("label", "sentences", "flagged", title=name)
    for label, row in rows.items():
        table.add_row(label, str(row["n"]), f"{row['caught']:.3f}" if "caught" in row else f"{row['ms']:.1f} ms each")
    Console().print(table)


if __name__ == "__main__":
    main()
