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

from assistant.contrary import Anchors, is_exchanged, is_negated_otherwise, is_opposite, read_anchors
from assistant.names import comparable, has_name, proper_names
from assistant.quantities import Figure, Meaning, read_figures
from index.encoder import Encoding, Floats
from index.interaction import word_vectors
from index.words import STOP_WORDS, Word, read_words

Fault = Literal["empty", "figure", "name", "negated", "opposite", "exchanged", "unsupported"]

# Thresholds: benchmarks/verification.py measures what they let through; docs/models.md has the figures.
SIMILAR = 0.40  # cosine of the sentence and its best line
COVERED = 0.80  # mean over the words of their best counterpart
WEAKEST = 0.40  # the same of the worst-met word
MOST_LINES = 3  # lines that one sentence may join
GAIN = 0.04  # what a further line must add to the mean to be cited as well
# Words that speak of the document or of saying; they need no counterpart.
FRAME = frozenset(
    "report reports says say said states state stated mentions mention mentioned according passage passages document"
    " government authorities city municipality beijing’s aims aim plans plan planned planning intends intend includes"
    " include including included will would also additionally furthermore moreover addition well".split()
)


@dataclass(frozen=True)
class Line:
    """A sentence of the report as its encoder sees it, with the words of its place."""

    text: str
    encoding: Encoding
    place: str = ""  # title, section and topic

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in read_words(f"{self.text} {self.place}"))

    @cached_property
    def figures(self) -> frozenset[Meaning]:
        return frozenset(figure.meaning for figure in read_figures(self.text))

    @cached_property
    def anchors(self) -> Anchors:
        return read_anchors(self.text)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a sentence: the lines it rests on, best first, and what is wrong with it."""

    lines: tuple[int, ...]  # positions in what was given
    fault: Fault | None
    similarity: float = 0.0
    covered: float = 0.0
    weakest: float = 0.0


def check(text: str, encoding: Encoding, lines: Sequence[Line], known: Collection[str] = ()) -> Verdict:
    """Judge one written sentence, markers left off, against the lines it may rest on.

    ``known`` are words that stand in the documents in lower case, so that a capital at the
    sentence's start is not taken for a name.
    """
    words = [word for word in read_words(text) if word.text not in STOP_WORDS and word.text not in FRAME]
    if not words or not lines:
        return Verdict((), "empty")
    similar = np.array([float(line.encoding.vector @ encoding.vector) for line in lines])
    counterparts = compare(words, encoding, lines)
    chosen = choose(text, counterparts, similar, lines)
    met = counterparts[chosen].max(axis=0)
    fault = wrong(text, [lines[number] for number in chosen], known)
    similarity, covered, weakest = float(similar[chosen].max()), float(met.mean()), float(met.min())
    if fault is None and (similarity < SIMILAR or covered < COVERED or weakest < WEAKEST):
        fault = "unsupported"
    return Verdict(tuple(chosen), fault, similarity, covered, weakest)


def compare(words: Sequence[Word], encoding: Encoding, lines: Sequence[Line]) -> Floats:
    """Return how well each line meets each word, (lines, words): 1 for the same stem, else the best cosine."""
    vectors = word_vectors(encoding, words).T
    met = np.zeros((len(lines), len(words)), np.float32)
    for number, line in enumerate(lines):
        if len(line.encoding.tokens):
            met[number] = np.clip((line.encoding.tokens @ vectors).max(axis=0), 0, 1)
        met[number, [word.stem in line.stems for word in words]] = 1
    return met


def choose(text: str, counterparts: Floats, similar: Floats, lines: Sequence[Line]) -> list[int]:
    """Return the best line, then those that add counterparts or figures which it lacks."""
    wanted = {figure.meaning for figure in read_figures(text)}
    has = np.array([len(wanted & line.figures) for line in lines], np.float32)
    scores = counterparts.mean(axis=1) + similar + has / max(len(wanted), 1)
    chosen = [int(np.argmax(np.round(scores, 6)))]
    while len(chosen) < min(MOST_LINES, len(lines)):
        now = counterparts[chosen].max(axis=0)
        gains = np.maximum(counterparts, now).mean(axis=1) - now.mean()
        best = int(np.argmax(np.round(gains, 6)))
        if gains[best] < GAIN or best in chosen:
            break
        chosen.append(best)
    return chosen


def wrong(text: str, lines: Sequence[Line], known: Collection[str]) -> Fault | None:
    """Return the first thing in which the sentence departs from its lines taken together."""
    joined = " ".join(line.text for line in lines)
    places = comparable(" ".join([joined, *(line.place for line in lines)]))
    if missing_figures(text, lines):
        return "figure"
    if any(not has_name(places, name) for name in proper_names(text, known)):
        return "name"
    if is_negated_otherwise(text, joined):
        return "negated"
    if is_opposite(text, joined):
        return "opposite"
    return "exchanged" if is_exchanged(read_anchors(text), [line.anchors for line in lines]) else None


def missing_figures(text: str, lines: Sequence[Line]) -> list[Figure]:
    there = frozenset[Meaning]().union(*(line.figures for line in lines))
    return [figure for figure in read_figures(text) if figure.meaning not in there]


def in_own_figures(text: str, lines: Sequence[Line]) -> str:
    """Return the sentence with its figures as the lines write them: "five million" for "5,000,000"."""
    forms: dict[tuple[object, bool], list[str]] = {}
    for line in lines:
        for figure in read_figures(line.text):
            forms.setdefault((figure.value, figure.is_share), []).append(line.text[figure.start : figure.end])
    for figure in reversed(read_figures(text)):
        own, written = forms.get((figure.value, figure.is_share), []), text[figure.start : figure.end]
        if own and written.lower() not in (form.lower() for form in own):
            form = own[0] if figure.start == 0 else own[0].lower()
            text = text[: figure.start] + form + text[figure.end :]
    return text
