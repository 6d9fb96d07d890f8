"""What an answer of a kind looks like in a sentence: finds its spans.

A sentence without such a span can hardly answer a question of that kind. Knows patterns only.
"""

import re
from collections.abc import Collection

from assistant.question.reading import NUMBER_WORDS, Kind
from index.words import read_words

Span = tuple[int, int]

WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
SCALE = r"(?:\s*(?:hundred|thousand|million|billion|trillion))?"
NUMBER = rf"(?:\d+(?:,\d+)*(?:\.\d+)?{SCALE}|\b(?:{WORDS})(?:[\s-](?:{WORDS}))*\b)"
RATIO = rf"{NUMBER}[\s-]to[\s-]{NUMBER}|\d+:\d+"
PERCENT = r"\s*(?:%|percent|per\s?cent)"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SEASONS = "spring|summer|autumn|winter"
NAME = r"\b[A-Z][\w’'-]*(?:(?:\s(?:of|the|for|and|on|to|in))*\s[A-Z0-9][\w’'-]*)*"
PLACED = r"\b(?:in|at|along|near|around|across|between|from|to|within)\s+(?:the\s+)?(?:\w+\s){0,3}?"

# Nouns that tell what a name is the name of. A person's has none of them, an organisation's none of the first.
THINGS = (
    "Road|Street|Avenue|Line|Bridge|Gate|Tower|Park|Parks|River|Rivers|Lake|Reservoir|Canal|Mountains?|Island|District"
    "|City|Area|Areas|Zone|Town|Towns|Province|Region|Corridor|Axis|Base|Site|Station|Airport|Temple|Palace|Festival"
    "|Forum|Marathon|Championships?|Games|Olympics|War|Treaty|Law|Act|Regulations?|Plan|Program|Programme|Project"
    "|Initiative|Model|System|Series|Award|Prize|Register|List|Day|Century|Year|Literature|Collection|Thought"
)
BODIES = (
    "Company|Corporation|Group|Bank|Exchange|Bureau|Ministry|Department|Agency|Office|Commission|Committee|Congress"
    "|Council|Court|Party|Government|Union|League|Club|University|College|Academy|School|Institute|Laboratory|Center"
    "|Centre|Hospital|Museum|Church|Army|Association|Organi[sz]ation|Platform|Enterprises?"
)
NOT_A: dict[Kind, re.Pattern[str]] = {
    "person": re.compile(rf"\b(?:{THINGS}|{BODIES})\b"),
    "organisation": re.compile(rf"\b(?:{THINGS})$"),
}

HARD: dict[Kind, str] = {
    "quantity": rf"{RATIO}|{NUMBER}(?!{PERCENT})(?!\d)",
    "share": rf"{NUMBER}{PERCENT}|{RATIO}|\b(?:half|quarter|one-\w+|two-\w+|majority)\b",
    "money": rf"{NUMBER}\s*(?:yuan|RMB|dollars?|euros?|USD)|[$€£¥]\s?{NUMBER}",
    "date": rf"\b(?:1[5-9]|20)\d\d\b|\b(?:{MONTHS}|{SEASONS})\b|\b\d+(?:st|nd|rd|th) century\b"
    r"|\b(?:before|after|by|until)\s+the\s+\w+(?:\s\w+)*?\s(?:season|year|month)\b",
    "duration": rf"{NUMBER}[\s-](?:more\s+)?(?:year|month|week|day|hour|minute|decade)s?\b",
    "length": rf"{NUMBER}\s*(?:kilomet(?:er|re)s?|met(?:er|re)s?|km|miles?|feet|ft)\b",
    "area": rf"{NUMBER}\s*(?:square|hectares?|mu|acres?|sq)\b|{NUMBER}",
    "contact": r"(?<![\w,.])\+?\d[\d -]{3,}\d(?![\w,])|\b\d{5}\b|\S+@\S+|https?://\S+|\bwww\.\S+",
    "expansion": r"\b\w+\s\([A-Z]{2,}s?\)|\([A-Z][\w-]+(?:\s[\w-]+)+\)",
}
SOFT: dict[Kind, str] = {
    "person": NAME,
    "organisation": NAME,
    "place": rf"{PLACED}{NAME}|{NAME}",
    "name": NAME,
    "reason": r"\b(?:because|due to|so as to|so that|to \w+|for the (?:purpose|sake) of|as a (?:result|way))\b",
    "list": r"\b(?:such as|including|include|namely|like)\b.+|,[^,]+,?\s(?:and|or)\s",
}
# What stands before a figure and belongs to it: "800" and "more than 800" are not the same promise.
QUALIFIER = re.compile(
    r"\b(?:(?:no |not )?(?:more|less|fewer) than|over|under|above|below|at least|at most|a minimum of|a maximum of"
    r"|up to|about|around|nearly|almost|approximately|some|on the order of)\s+$",
    re.IGNORECASE,
)
# The noun after a figure: up to four words, none of them one that joins.
NOUN = re.compile(
    r"(?:\s+(?!(?:of|in|on|at|to|for|and|or|by|with|from|will|is|are|was|were|that|as|per|along|across)\b)[a-z][\w-]*){1,4}"
)
ITEMS = re.compile(r"\b(?:such as|including|include|namely|like)\s+(.+?)(?=[.;:]?$|;|, (?:which|so as|while)\b)")
NAMED = ("name", "person", "organisation", "place")
PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in HARD.items()}
SOFT_PATTERNS = {kind: re.compile(pattern) for kind, pattern in SOFT.items()}


def is_hard(kind: Kind) -> bool:
    """True where an answer must hold a figure or a date."""
    return kind in PATTERNS


def is_soft(kind: Kind) -> bool:
    """True where an answer most often holds a name, a reason or a list."""
    return kind in SOFT_PATTERNS


def find(kind: Kind, text: str, asked: Collection[str] = ()) -> list[Span]:
    """Return the spans in ``text`` that may answer a question of ``kind``, in order.

    A name all of whose words are among ``asked``, the question's, is no answer.
    """
    pattern = PATTERNS.get(kind) or SOFT_PATTERNS.get(kind)
    if pattern is None:
        return []
    spans = [match.span() for match in pattern.finditer(text) if match.group().strip()]
    return spans if kind not in NAMED else [span for span in spans if may_name(kind, text, span, asked)]


def may_name(kind: Kind, text: str, span: Span, asked: Collection[str]) -> bool:
    """True for a name of the right sort that the question does not have already."""
    name = text[slice(*span)]
    wrong = kind in NOT_A and NOT_A[kind].search(name)
    known = all(word.text in asked for word in read_words(name) if not word.is_stop)
    return not wrong and not known and not opens(text, span)


def noun_end(text: str, end: int) -> int:
    """Return where the noun that follows a figure ends; ``end`` where none follows."""
    match = NOUN.match(text, end)
    return match.end() if match else end


def qualifier_start(text: str, start: int) -> int:
    """Return where the words before a figure that qualify it begin; ``start`` where none do."""
    match = QUALIFIER.search(text, 0, start)
    return match.start() if match else start


def items(text: str) -> tuple[Span, ...]:
    """Return the spans of what a sentence lists after "such as" or "including"."""
    return tuple(match.span(1) for match in ITEMS.finditer(text))


def opens(text: str, span: Span) -> bool:
    """True for a single capitalised word at the start of the sentence: no name by its capital alone."""
    return not text[: span[0]].strip() and " " not in text[slice(*span)].strip()
