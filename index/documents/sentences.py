"""Sentence boundaries with exact offsets, by nltk's Punkt with the usual abbreviations."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st no nos vol fig cf e.g i.e etc vs approx inc ltd co corp dept est gen col gov sen rep rev"
    " jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m u.s u.k d.c ph.d b.c a.d".split()
)
# Chinese full stops need no white space after them; a closing quote or bracket belongs to what it closes.
WIDE_END = re.compile(r"(?<=[。！？；])(?=[^\s”’」』）])|(?<=[。！？；][”’」』）])(?=\S)")


@lru_cache(maxsize=1)
def tokenizer() -> "PunktSentenceTokenizer":
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer  # a second to import

    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    return PunktSentenceTokenizer(parameters, lang_vars=PunktLanguageVars())


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences' spans in ``text``, outer white space left off, in order.

    Line breaks do not end a sentence, except before the item of a list.
    """
    spans: list[tuple[int, int]] = []
    for start, end in lines(text):
        for low, high in tokenizer().span_tokenize(text[start:end]):
            cuts = [low, *(low + m.start() for m in WIDE_END.finditer(text[start + low : start + high])), high]
            spans += [(start + a, start + b) for a, b in pairwise(cuts) if a < b]
    return spans


def lines(text: str) -> list[tuple[int, int]]:
    """Return the spans between list items ("- …", "* …", "1. …" at the start of a line)."""
    cuts = [0, *(m.start() + 1 for m in re.finditer(r"\n(?=[^\S\n]*(?:[-*+•]|\d{1,3}[.)])\s)", text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]
