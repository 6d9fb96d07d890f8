"""A sentence in its clauses, and its figures: which part of it answers."""

import re
from itertools import pairwise

from assistant.evidence.choice import Evidence, Span
from assistant.language.schema import Language
from assistant.question import expected
from assistant.text.quantities import read_figures
from index.words import content_stems, read_words, stems_of

MARK = re.compile(r"[;:,](?=\s)|[；：，]")  # no comma of a number
SHORTEST = 4  # words of a clause; a shorter piece belongs to the one before


def clauses(text: str) -> list[Span]:
    """Return the spans of a sentence's clauses, each without white space and the mark around it."""
    cuts = [0, *(match.end() for match in MARK.finditer(text)), len(text)]
    found: list[Span] = []
    for start, end in pairwise(cuts):
        if found and len(read_words(text[start:end])) < SHORTEST:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [trimmed(text, *span) for span in found if text[slice(*span)].strip()]


def trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip().rstrip(",;:，；："))


def best_clause(item: Evidence, question: str) -> Span:
    """Return the clause with what is decisive, else the one with most of the question's words."""
    text = item.sentence.text
    if item.decisive:
        first, last = item.decisive[0][0], item.decisive[-1][1]
        held = [span for span in clauses(text) if span[0] < last and first < span[1]]
        return (held[0][0], held[-1][1]) if held else (0, len(text))
    asked = set(content_stems(question))
    met = [(len(asked & set(stems_of(text[slice(*span)]))), span) for span in clauses(text)]
    most, best = max(met, key=lambda pair: pair[0], default=(0, (0, len(text))))
    return best if most else (0, len(text))


def figure_spans(item: Evidence, question: str, language: Language) -> list[Span]:
    """Return the figures with what they count: the decisive ones, else those of the clause that answers."""
    text = item.sentence.text
    figures = [(one.start, one.end) for one in read_figures(text, language)]
    decisive = [span for span in item.decisive if any(span[0] <= start < span[1] for start, _ in figures)]
    if decisive:
        return decisive
    first, last = best_clause(item, question)
    held = [span for span in figures if first <= span[0] < last] or figures
    return [
        (expected.qualifier_start(text, start, language), expected.noun_end(text, end, language)) for start, end in held
    ]
