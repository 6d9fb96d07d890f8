"""Proper names of a text, by their capitals, and whether another text has them.

A word that opens a sentence has its capital from there, so it counts only where more capitals
than that show a name. Knows nothing of sources or answers.
"""

import re
from collections.abc import Collection

from index.words import STOP_WORDS

WORD = r"(?:[A-Z][\w]*(?:[-’'.&][\w]+)*)"
NAME = re.compile(rf"\b{WORD}(?:\s+(?:(?:of|the|for|and|on|in|de|von)\s+){{0,2}}{WORD})*")
JOINER = re.compile(r"\s+(?:(?:of|the|for|and|on|in|de|von)\s+)+")
# What opens a sentence and is no name: stop words, and words that join sentences or speak of the document.
OPENERS = STOP_WORDS | frozenset(
    "additionally according moreover furthermore overall finally firstly secondly lastly specifically therefore thus"
    " however meanwhile also besides yes passage passages report source sources answer here there these those another"
    " additional one two three four five six seven eight nine ten i".split()
)
CAPITALS = re.compile(r"[A-Z].*[A-Z]|\d")
POSSESSIVE = re.compile(r"['’]s\b|['’](?!\w)")
SENTENCE_START = re.compile(r"(?:^|[.!?:;“\"(]\s*|\n\s*(?:[-*•]\s*)?)$")


def proper_names(text: str, known: Collection[str] = ()) -> list[str]:
    """Return the names in ``text`` as written, possessives left off.

    ``known`` are words that need no capital: with them, any other word that opens a sentence is
    taken for a name; without, only one of several capitals.
    """
    names = []
    for match in NAME.finditer(text):
        name = without_opener(match.group(), opens(text, match.start()), known)
        if name and any(part.lower() not in OPENERS for part in name.split()):
            names.append(POSSESSIVE.sub("", name))
    return names


def opens(text: str, start: int) -> bool:
    return SENTENCE_START.search(text, 0, start) is not None


def without_opener(name: str, is_first: bool, known: Collection[str]) -> str:
    """Return the name without a first word that has its capital only from its position; "" where none is left."""
    while name and (first := name.split()[0]) and first.lower() in OPENERS:
        name, is_first = name[len(first) :].lstrip(), False
    if not is_first or not name or CAPITALS.search(first := name.split()[0]):
        return name
    rest = name[len(first) :].strip()
    plain = POSSESSIVE.sub("", first).lower()
    if known:
        return re.sub(r"^(?:(?:of|the|for|and|on|in|de|von)\s+)+", "", rest) if plain in known else name
    return name if rest and not JOINER.match(name[len(first) :]) else re.sub(r"^\W*(?:[a-z]+\s+)*", "", rest)


def has_name(text: str, name: str) -> bool:
    """True where ``text`` (as ``comparable``) has the name, or each part of it that "of", "and" and the like join."""
    return comparable(name) in text or all(comparable(part) in text for part in JOINER.split(name))


def comparable(text: str) -> str:
    """Return lower-case words, a space around each, possessives and punctuation left off."""
    words = re.findall(r"[^\W_]+", POSSESSIVE.sub("", text.lower()))
    return f" {' '.join(words)} "
