"""Sentence boundaries with exact offsets, by nltk's Punkt with the usual abbreviations."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from index.han import is_han

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st no nos vol fig cf e.g i.e etc vs approx inc ltd co corp dept est gen col gov sen rep rev"
    " messrs cllr cllrs hon capt sgt lt p.o rd ave blvd tel ext incl excl resp"
    " jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m u.s u.k d.c ph.d b.c a.d".split()
)
# Those that a sentence may end with, where a word follows that begins one; the others stand before a name or a figure.
LAST_WORDS = frozenset(
    "etc inc ltd co corp rd ave jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k d.c ph.d b.c a.d".split()
)
BEGINS = re.compile(
    r"(?<!\S)(\S{1,12})\.[)”\"]?\s+"
    r"(?=(?:The|This|That|These|Those|It|Its|He|She|We|They|You|An?|In|On|At|By|For|From|With|To|Of|As"
    r"|If|When|While|After|Before|Since|All|Some|Many|More|Most|There|Our|Their|His|Her|Your|Each|Every|Both|But|And)\s)"
)
NOT_OF_TIME = (  # that goes on with a time: "6 p.m. Monday", "9 a.m. Eastern"
    "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec"
    "|Eastern|Central|Mountain|Pacific|Atlantic|Greenwich|Standard|Daylight|Local"
)
AFTER_TIME = re.compile(rf"\b[AaPp]\.[Mm]\.\s+(?=[“\"(]?(?!{NOT_OF_TIME})[A-Z][a-z])")
AFTER_NOTE = re.compile(r"[.!?][”\"]?(?:[¹²³⁰⁴-⁹]{1,3}|\[\^?\w{1,20}\])\s+(?=[“\"(]?[A-Z])")  # "… 1991.¹ Pumps …"
# What stands before a figure ends no sentence: "Art. 57", "s. 9", "R.S.K. 2003".
BEFORE_FIGURE = re.compile(
    r"(?:^|[\s(])(?:[Aa]rts?|[Rr]egs?|[Ss]ecs?|[Cc]h|[Cc]ls?|[Pp]aras?|[Ss]ched|[Aa]pp|[Ee]qs?|[Rr]efs?|ss?|c|pp?|rr?"
    r"|(?:[A-Z]\.)+[A-Z])\.$"
)
FIGURE = re.compile(r"\(?\d|[IVX]+\b")
NUMERAL = "[一二三四五六七八九十百零〇]+"
ITEM = rf"[（(]{NUMERAL}[）)]|{NUMERAL}、|\d{{1,3}}[、．]|[①-⑳]"  # of a Chinese list, at the start of a line
SIGNS = "-*+•◦▪●○■□▫►▶‣⁃"  # that open an item
MARKER = re.compile(rf"\s*(?:[{SIGNS}]\s+)?(?:\d{{1,3}}[.)、．]|{ITEM})\s*")
# What belongs to the sentence before it, right behind its stop: the call of a note, the end of "**Eels.**".
NOTE = re.compile(r"(?:\[\^?\w{1,20}\](?!:)|[*_]{1,3}(?=\s|$))\s*")
# The number of a part that stands alone for its full stop: "2.", "7.1.", "Q3.", "Article 12.", "附件：1."
NUMBER = re.compile(
    rf"\s*(?:[{SIGNS}]\s+)?(?:(?:\d{{1,3}}\.)+|Q(?:uestion)? ?\d{{1,3}}\."
    r"|(?:Article|Art\.|Section|Sec\.|Rule|Clause|Item|§)\s*\d{1,3}[a-z]?(?:\.\d{1,3})*\.)\s*"
)
AT_END = re.compile(r"(?:^|\D)\d{1,3}[.．]$")
LETTERED = r"[a-z]\)|\((?:[a-z]{1,4}|\d{1,3})\)"  # "a)", "(iv)", "(2)"
OPENS = re.compile(rf"\n(?=[^\S\n]*(?:(?:[{SIGNS}]|(\d{{1,3}})\.|\d{{1,3}}\)|{LETTERED})\s|{ITEM}))")
FIRST = re.compile(r"\s*(\d{1,3})\.\s")
DEFINES = re.compile(r"(?<=[;:])\n(?=[“\"])")  # a list of definitions: each begins with the word that it defines
STOPS = tuple(".!?:;,。！？：；，")
# Chinese full stops need no white space after them; a closing quote or bracket belongs to what it closes.
WIDE_END = re.compile(r"(?<=[。！？；])\s*(?=[^\s”’」』）])|(?<=[。！？；][”’」』）])\s*(?=\S)")


@lru_cache(maxsize=1)
def tokenizer() -> "PunktSentenceTokenizer":
    """Return Punkt with our own abbreviations, made once: untrained, it needs no data to download."""
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
            cuts = [low, *(low + at for at in sorted(set(ends(text[start + low : start + high])))), high]
            spans += [trimmed(text, start + a, start + b) for a, b in pairwise(cuts) if a < b]
    return joined(text, spans)


def ends(words: str) -> Iterator[int]:
    """Yield where sentences end that Punkt takes for one: in Chinese, behind abbreviations and the marks of notes."""
    for pattern in (WIDE_END, AFTER_TIME, AFTER_NOTE):
        yield from (match.end() for match in pattern.finditer(words))
    yield from (match.end() for match in BEGINS.finditer(words) if match[1].lower().lstrip('(“"') in LAST_WORDS)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    return start, start + len(text[start:end].rstrip())


def joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what is no sentence to the one that it belongs to: a number that opens it, a bracket that closes it."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and found[-1][1] == start and (call := NOTE.match(text, start, end)):
            found[-1] = trimmed(text, found[-1][0], call.end())
            start = call.end()
        if start == end:
            continue
        if found and belongs(text, found[-1], start, end):
            start, _ = found.pop()
        found.append((start, end))
    return found


def belongs(text: str, before: tuple[int, int], start: int, end: int) -> bool:
    """True for what is no sentence of its own: what a number opens, a figure of "No. 5", a bracket that closes."""
    words = text[slice(*before)]
    if is_han(text[start]) and (MARKER.fullmatch(words) or AT_END.search(words)):
        return True
    is_opened = NUMBER.fullmatch(words) is not None and "\n" not in text[before[1] : start]
    stands_before = BEFORE_FIGURE.search(words[-16:]) is not None and FIGURE.match(text, start) is not None
    return is_opened or stands_before or not any(map(str.isalnum, text[start:end]))


def lines(text: str) -> list[tuple[int, int]]:
    """Return the spans between list items ("- …", "* …", "1. …", "(a) …" at the start of a line)."""
    found = list(OPENS.finditer(text))
    first = FIRST.match(text)
    numbers = {0, *(int(match[1]) for match in (first, *found) if match and match[1])}
    breaks = [match.start() for match in found if is_item(text, match, numbers)]
    defined = [match.start() for match in DEFINES.finditer(text)]
    cuts = [0, *(at + 1 for at in sorted(breaks + (defined if len(defined) > 1 else []))), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def is_item(text: str, match: re.Match[str], numbers: set[int]) -> bool:
    """False for a figure that a line was broken before: "… rose to⏎12. The …": no other number runs on from it."""
    if not match[1] or text[max(0, match.start() - 80) : match.start()].rstrip().endswith(STOPS):
        return True
    number = int(match[1])
    return number - 1 in numbers or number + 1 in numbers
