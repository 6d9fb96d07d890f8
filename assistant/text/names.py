"""Proper names of a text, by their capitals, and whether another text has them.

A word that opens a sentence has its capital from there, so it counts only where more capitals
than that show a name. Knows nothing of sources or answers.
"""

import re
from collections.abc import Collection

from assistant.language.schema import Language, Names
from index.documents.shape.labels import behind_number
from index.words import STOP_WORDS

CAPITALS = re.compile(r"[A-Z].*[A-Z]|\d")
SENTENCE_START = re.compile(r"(?:^|[.!?:;“\"(]\s*|\n\s*(?:[-*•]\s*)?)$")


def proper_names(text: str, language: Language, known: Collection[str] = ()) -> list[str]:
    """Return the names in ``text`` as written, possessives left off.

    ``known`` are words that need no capital: with them, any other word that opens a sentence is
    taken for a name; without, only one of several capitals.
    """
    told, names = language.names, []
    for match in told.name.finditer(text):
        name = without_opener(match.group(), opens(text, match.start()), known, told)
        if name and any(not is_opener(part, told) for part in name.split()):
            names.append(told.possessive.sub("", name))
    return names


def is_opener(word: str, told: Names) -> bool:
    """True for a word that has a capital only where it opens a sentence."""
    return word.lower() in STOP_WORDS or word.lower() in told.openers


def opens(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return SENTENCE_START.search(text, 0, start) is not None or behind_number(text, line) == start


def without_opener(name: str, is_first: bool, known: Collection[str], told: Names) -> str:
    """Return the name without a first word that has its capital only from its position; "" where none is left."""
    while name and (first := name.split()[0]) and is_opener(first, told):
        name, is_first = name[len(first) :].lstrip(), False
    if not is_first or not name or CAPITALS.search(first := name.split()[0]):
        return name
    rest = name[len(first) :].strip()
    plain = told.possessive.sub("", first).lower()
    if known:
        return told.joiners_ahead.sub("", rest) if plain in known else name
    return name if rest and not told.joiner.match(name[len(first) :]) else re.sub(r"^\W*(?:[a-z]+\s+)*", "", rest)


def has_name(text: str, name: str, language: Language) -> bool:
    """True where ``text`` (as ``comparable``) has the name, or each part of it that "of", "and" and the like join."""
    parts = language.names.joiner.split(name)
    return comparable(name, language) in text or all(comparable(part, language) in text for part in parts)


def comparable(text: str, language: Language) -> str:
    """Return lower-case words, a space around each, possessives and punctuation left off."""
    words = re.findall(r"[^\W_]+", language.names.possessive.sub("", text.lower()))
    return f" {' '.join(words)} "
