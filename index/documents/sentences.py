"""Sentence boundaries with exact offsets, by nltk's Punkt with the usual abbreviations."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from index.han import is_han

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st no nos vol fig cf e.g i.e etc vs approx inc ltd co corp dept est gen col gov sen rep rev"
    " jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m u.s u.k d.c ph.d b.c a.d".split()
)
NUMERAL = "[一二三四五六七八九十百零〇]+"
ITEM = rf"[（(]{NUMERAL}[）)]|{NUMERAL}、|\d{{1,3}}[、．]|[①-⑳]"  # of a Chinese list, at the start of a line
SIGNS = "-*+•◦▪●○■□▫►▶‣⁃"  # that open an item
MARKER = re.compile(rf"\s*(?:[{SIGNS}]\s+)?(?:\d{{1,3}}[.)、．]|{ITEM})\s*")
BEFORE_ITEM = re.compile(rf"\n(?=[^\S\n]*(?:(?:[{SIGNS}]|\d{{1,3}}[.)]|\((?:[a-z]{{1,4}}|\d{{1,3}})\))\s|{ITEM}))")
# Chinese full stops need no white space after them; a closing quote or bracket belongs to what it closes.
WIDE_END = re.compile(r"(?<=[。！？；])\s*(?=[^\s”’」』）])|(?<=[。！？；][”’」』）])\s*(?=\S)")


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
            cuts = [low, *(low + m.end() for m in WIDE_END.finditer(text[start + low : start + high])), high]
            spans += [trimmed(text, start + a, start + b) for a, b in pairwise(cuts) if a < b]
    return with_markers(text, spans)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    return start, start + len(text[start:end].rstrip())


def with_markers(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the number of a list's item, which stands alone for its full stop, to a Chinese sentence behind it."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and MARKER.fullmatch(text[slice(*joined[-1])]) and is_han(text[start]):
            start, _ = joined.pop()
        joined.append((start, end))
    return joined


def lines(text: str) -> list[tuple[int, int]]:
    """Return the spans between list items ("- …", "* …", "1. …", "(a) …" at the start of a line)."""
    cuts = [0, *(match.start() + 1 for match in BEFORE_ITEM.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]
