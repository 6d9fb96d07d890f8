"""Whether a written sentence says only what lines of the report say.

A line is one sentence of the report. Figures, bounds and names must stand in the lines;
the words must have their counterparts there; nothing may be negated, turned round or
exchanged. Knows one sentence and its lines, nothing of models, prompts or answers.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from assistant.evidence.weights import Bar
from assistant.text.contrary import Said, is_exchanged, is_negated_otherwise, is_opposite
from assistant.text.names import comparable, has_name, proper_names
from assistant.text.quantities import Figure, Meaning
from index.retrieval.interaction import word_vectors
from index.vectors.encoder import Encoding, Floats
from index.words import Word, stems_of

Fault = Literal["empty", "figure", "name", "negated", "opposite", "exchanged", "unsupported"]

MOST_LINES = 3  # lines that one sentence may join
GAIN = 0.04  # what a further line must add to the mean to be cited as well


@dataclass(frozen=True)
class Line(Said):
    """A sentence of the report as its encoder sees it, with the words of its place."""

    encoding: Encoding
    place: str = ""  # title, section and topic

    @cached_property
    def told(self) -> frozenset[str]:
        """The stems of the sentence and of its place."""
        return self.stems | set(stems_of(self.place))


@dataclass(frozen=True)
class Claim(Said):
    """A written sentence, markers left off.

    ``known`` are words that stand in the documents in lower case, so that a capital at the
    sentence's start is not taken for a name.
    """

    encoding: Encoding
    known: Collection[str] = ()

    @cached_property
    def names(self) -> list[str]:
        return proper_names(self.text, self.language, self.known)

    @cached_property
    def needed(self) -> list[Word]:
        """The words that need a counterpart."""
        return [word for word in self.content if word.text not in self.language.writing.frame]

    @cached_property
    def vectors(self) -> Floats:
        """Their mean token vectors, (dimensions, words)."""
        return word_vectors(self.encoding, self.needed).T


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a sentence: the lines it rests on, best first, and what is wrong with it."""

    lines: tuple[int, ...]  # positions in what was given
    fault: Fault | None
    similarity: float = 0.0  # cosine of the sentence and its best line
    covered: float = 0.0  # mean over the words of their best counterpart
    weakest: float = 0.0  # the same of the worst-met word


def check(claim: Claim, lines: Sequence[Line], bar: Bar) -> Verdict:
    """Judge one written sentence against the lines it may rest on."""
    if not claim.needed or not lines:
        return Verdict((), "empty")
    similar = np.array([line.encoding.vector for line in lines]) @ claim.encoding.vector
    counterparts = compare(claim, lines)
    chosen = choose(claim, counterparts, similar, lines)
    met = counterparts[chosen].max(axis=0)
    similarity, covered, weakest = float(similar[chosen].max()), float(met.mean()), float(met.min())
    fault = wrong(claim, [lines[number] for number in chosen])
    if fault is None and not bar.is_met(similarity, covered, weakest):
        fault = "unsupported"
    return Verdict(tuple(chosen), fault, similarity, covered, weakest)


def compare(claim: Claim, lines: Sequence[Line]) -> Floats:
    """Return how well each line meets each word, (lines, words): 1 for the same stem, else the best cosine."""
    met = np.zeros((len(lines), len(claim.needed)), np.float32)
    stems = [word.stem for word in claim.needed]
    for number, line in enumerate(lines):
        if len(line.encoding.tokens):
            (line.encoding.tokens @ claim.vectors).max(axis=0, out=met[number])
        met[number, [stem in line.told for stem in stems]] = 1
    return np.clip(met, 0, 1, out=met)


def choose(claim: Claim, counterparts: Floats, similar: Floats, lines: Sequence[Line]) -> list[int]:
    """Return the best line, then those that add counterparts or figures which it lacks."""
    wanted = claim.meanings
    scores = counterparts.mean(axis=1) + similar
    if wanted:
        scores += np.array([len(wanted & line.meanings) for line in lines], np.float32) / len(wanted)
    chosen = [int(np.argmax(np.round(scores, 6)))]
    while len(chosen) < min(MOST_LINES, len(lines)):
        now = counterparts[chosen].max(axis=0)
        gains = np.maximum(counterparts, now).mean(axis=1) - now.mean()
        best = int(np.argmax(np.round(gains, 6)))
        if gains[best] < GAIN or best in chosen:
            break
        chosen.append(best)
    return chosen


def wrong(claim: Claim, lines: Sequence[Line]) -> Fault | None:
    """Return the first thing in which the sentence departs from its lines taken together."""
    source = lines[0] if len(lines) == 1 else Said(" ".join(line.text for line in lines), claim.language)
    if missing_figures(claim, lines):
        return "figure"
    if claim.names and not has_names(claim, lines):
        return "name"
    if is_negated_otherwise(claim, source):
        return "negated"
    if is_opposite(claim, source):
        return "opposite"
    return "exchanged" if is_exchanged(claim.anchors, [line.anchors for line in lines]) else None


def has_names(claim: Claim, lines: Sequence[Line]) -> bool:
    there = comparable(" ".join(f"{line.text} {line.place}" for line in lines), claim.language)
    return all(has_name(there, name, claim.language) for name in claim.names)


def missing_figures(claim: Claim, lines: Sequence[Line]) -> list[Figure]:
    there = frozenset[Meaning]().union(*(line.meanings for line in lines))
    return [figure for figure in claim.figures if figure.meaning not in there]


def in_own_figures(claim: Claim, lines: Sequence[Line]) -> str:
    """Return the sentence with its figures as the lines write them: "five million" for "5,000,000"."""
    forms: dict[tuple[object, bool], list[str]] = {}
    for line in lines:
        for figure in line.figures:
            forms.setdefault((figure.value, figure.is_share), []).append(line.text[figure.start : figure.end])
    text = claim.text
    for figure in reversed(claim.figures):
        own, written = forms.get((figure.value, figure.is_share), []), text[figure.start : figure.end]
        if own and written.lower() not in (form.lower() for form in own):
            form = own[0] if figure.start == 0 else own[0].lower()
            text = text[: figure.start] + form + text[figure.end :]
    return text
