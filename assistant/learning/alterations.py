"""The documents' own sentences altered by rule: some keep what they say, others say something else.

With them the check of written sentences is tried out and its thresholds are chosen. Knows
sentences and rules, nothing of how they are judged.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from assistant.language.schema import Language
from assistant.text.names import proper_names
from assistant.text.quantities import read_figures
from assistant.writing.support import Line

SEED = 7
FEWEST = 6  # words of a sentence that is altered
KEPT = "kept"  # how the labels begin of what keeps what is said


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, what was done to it, and the lines that it is checked against."""

    text: str
    label: str
    lines: Sequence[Line]
    group: int = 0  # the passage that it was made from

    @property
    def is_kept(self) -> bool:
        return self.label.startswith(KEPT)


def altered(passages: Sequence[Sequence[Line]], language: Language) -> Iterator[Labelled]:
    """Yield every alteration of the sentences of these passages; the same ones for the same passages."""
    chance = Random(SEED)  # nosec B311 # no secret: the same alterations for the same passages
    names = sorted({name for lines in passages for line in lines for name in proper_names(line.text, language)})
    for number, lines in enumerate(passages):
        others = [*passages[:number], *passages[number + 1 :]]
        for line in lines:
            text = " ".join(line.text.split())
            if len(text.split()) < FEWEST:
                continue
            for label, made in variants(text, lines, names, chance, language):
                yield Labelled(made, label, lines, number)
            if others:
                yield Labelled(text, "other passage", chance.choice(others), number)
                if clause := last_clause(chance.choice(chance.choice(others)).text):
                    yield Labelled(f"{text.rstrip('.')}, {clause}", "clause of another passage added", lines, number)
        for one, two in pairwise(line.text for line in lines):
            if min(len(one.split()), len(two.split())) >= FEWEST:
                joined = language.alterations.joined.format(one=one.rstrip("."), two=lowered(two, language))
                yield Labelled(joined, "kept: two joined", lines, number)


def variants(
    text: str, lines: Sequence[Line], names: Sequence[str], chance: Random, language: Language
) -> Iterator[tuple[str, str]]:
    """Yield label and text of each alteration that can be made to a sentence, and the sentence itself."""
    for label, alter in ALTERATIONS.items():
        made = alter(text, chance, language)
        if made and made != text:
            yield label, made
    yield "kept: word for word", text
    there = " ".join(f"{line.text} {line.place}" for line in lines)
    own, others = proper_names(text, language), [name for name in names if name not in there]
    if own and others:
        yield "name changed", text.replace(chance.choice(own), chance.choice(others))


def last_clause(text: str) -> str | None:
    """Return what follows a sentence's last comma, where that says something."""
    clause = " ".join(text.rpartition(", ")[2].split())
    return clause if FEWEST <= len(clause.split()) < len(text.split()) else None


def lowered(text: str, language: Language) -> str:
    return text if text[:2].isupper() or proper_names(text[:20], language) else text[:1].lower() + text[1:]


# --- what says something else ---------------------------------------------------------------


def change_figure(text: str, chance: Random, language: Language) -> str | None:
    figures = [f for f in read_figures(text, language) if f.value > 1]
    if not figures:
        return None
    figure = chance.choice(figures)
    value = figure.value * chance.choice([2, 3, 10]) + chance.choice([0, 1, 5])
    sign = language.alterations.percent if figure.is_share else ""
    return text[: figure.start] + f"{int(value):,}{sign}" + text[figure.end :]


def change_bound(text: str, chance: Random, language: Language) -> str | None:
    for figure in [f for f in read_figures(text, language) if f.bound]:
        head = text[: figure.start].rstrip()
        for one, other in language.alterations.bounds:
            if head.lower().endswith(one):
                return f"{head[: -len(one)]}{other} {text[figure.start :]}"
    return None


def negate(text: str, chance: Random, language: Language) -> str | None:
    found = list(language.alterations.helper.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    helper = match[1].split()
    return (
        text[: match.start()] + " ".join([helper[0], language.alterations.negation, *helper[1:]]) + text[match.end() :]
    )


def turn(text: str, chance: Random, language: Language) -> str | None:
    turned = language.alterations.turned
    there = [word for word in turned if re.search(rf"\b{word}\b", text)]
    if not there:
        return None
    word = chance.choice(there)
    return re.sub(rf"\b{word}\b", turned[word], text, count=1)


def swap_figures(text: str, chance: Random, language: Language) -> str | None:
    figures = read_figures(text, language)
    pairs = [(a, b) for a in figures for b in figures if a.start < b.start and a.value != b.value]
    if not pairs:
        return None
    one, two = chance.choice(pairs)
    return swap(text, (one.start, one.end), (two.start, two.end))


def swap_names(text: str, chance: Random, language: Language) -> str | None:
    """Exchange two names, not those of one enumeration, in which the order says nothing."""
    found = [re.search(re.escape(name), text) for name in dict.fromkeys(proper_names(text, language))]
    spans = [match.span() for match in found if match]
    pairs = [(a, b) for a in spans for b in spans if a[1] < b[0] and len(text[a[1] : b[0]].split()) > 3]
    return swap(text, *chance.choice(pairs)) if pairs else None


def swap(text: str, one: tuple[int, int], two: tuple[int, int]) -> str:
    return text[: one[0]] + text[slice(*two)] + text[one[1] : two[0]] + text[slice(*one)] + text[two[1] :]


def added(text: str, chance: Random, language: Language) -> str:
    return f"{text.rstrip('.')}{chance.choice(language.alterations.additions)}."


# --- what says the same -----------------------------------------------------------------------


def told(text: str, chance: Random, language: Language) -> str:
    return language.alterations.told.format(sentence=lowered(text, language))


def other_speaker(text: str, chance: Random, language: Language) -> str:
    return language.alterations.promise.sub(chance.choice(language.alterations.speakers), text)


def same_bound(text: str, chance: Random, language: Language) -> str:
    same = language.alterations.same_bound
    return language.alterations.bounded.sub(lambda match: f"{same[match[1]]} ", text)


def shortened(text: str, chance: Random, language: Language) -> str | None:
    head, comma, _ = text.rpartition(", ")
    return f"{head}." if comma and len(head.split()) >= FEWEST else None


ALTERATIONS: dict[str, Callable[[str, Random, Language], str | None]] = {
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
