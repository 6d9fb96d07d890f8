"""What stands in a language's file as the value that its key asks for: words, a pattern, a table of either.

A pattern may name others in braces: ``{aux}`` of its own file, ``{answers.months}`` of another. A
word list stands for its words, a table for its keys; ``[parts]`` holds what only patterns use.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import EllipsisType
from typing import Any, Literal, get_args, get_origin

from assistant.language.backtracking import is_explosive
from assistant.language.forms import NOTHING, Pattern, Stems, Words
from assistant.language.schema import is_words
from index.words import stem

PLACEHOLDER = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")  # no quantifier: those begin with a digit or a comma
FLAGS = re.compile(r"^\(\?[a-z]+\)")  # "(?i)": a pattern that names another has its own
File = Mapping[str, Any]
Where = tuple[str | int, ...]  # a key, and the way to what stands within it


class Fault(Exception):
    """What is wrong with a value, and where it stands."""

    def __init__(self, message: str, value: object, where: Where) -> None:
        self.value, self.where = value, where
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one file's values; what they name is looked up in all ``files``."""

    section: str
    files: Mapping[str, File]

    def read(self, kind: Any, written: Any, where: Where) -> Any:
        """Return a value of a kind, as the fields of the schema tell it; raises Fault."""
        form = {Pattern: self.pattern, Words: self.words, Stems: self.stems}.get(kind)
        origin, inner = get_origin(kind), get_args(kind)
        try:
            if form:
                return form(written)
        except ValueError as error:
            raise Fault(str(error), written, where) from error
        if origin is tuple and isinstance(written, list) and (inner[1:] == (...,) or len(inner) == len(written)):
            kinds = inner[:1] * len(written) if isinstance(inner[-1], EllipsisType) else inner
            return tuple(
                self.read(part, item, (*where, n)) for n, (part, item) in enumerate(zip(kinds, written, strict=True))
            )
        if origin is Mapping and isinstance(written, dict):
            items = [(self.read(inner[0], key, (*where, key)), key, value) for key, value in written.items()]
            return {read: self.read(inner[1], value, (*where, key)) for read, key, value in items}
        if written in inner if origin is Literal else isinstance(kind, type) and isinstance(written, kind):
            return written
        raise Fault(f"cannot be {written!r}", written, where)

    def pattern(self, written: object) -> re.Pattern[str]:
        """Return a pattern, written as one text or as alternatives; ValueError where it cannot be used."""
        return compiled(self.expanded(alternatives(written), (self.section,)))

    def words(self, written: object) -> frozenset[str]:
        """Return the words of one text or of several, with those of the lists that stand in braces."""
        return frozenset(self.each_word(written, (self.section,)))

    def stems(self, written: object) -> frozenset[str]:
        return frozenset(map(stem, self.words(written)))

    def each_word(self, written: object, way: tuple[str, ...]) -> Iterator[str]:
        for word in " ".join(texts(written)).split():
            if named := PLACEHOLDER.fullmatch(word):
                section, _, value = self.named(named[1], way)
                yield from self.each_word(value, (section, *way[1:], named[1]))
            else:
                yield word

    def expanded(self, text: str, way: tuple[str, ...]) -> str:
        return PLACEHOLDER.sub(lambda match: f"(?:{self.meaning(match[1], way)})", text)

    def meaning(self, name: str, way: tuple[str, ...]) -> str:
        """Return what a placeholder stands for as the text of a pattern: of words the longest first."""
        section, key, value = self.named(name, way)
        here = (section, *way[1:], name)
        if isinstance(value, dict) or is_words(section, key):
            words = sorted(set(self.each_word(value, here)), key=lambda word: (-len(word), word))
            return "|".join(map(re.escape, words))
        return self.expanded(FLAGS.sub("", alternatives(value)), here)

    def named(self, name: str, way: tuple[str, ...]) -> tuple[str, str, Any]:
        """Return file, key and value of a placeholder. ``way``: the file it stands in, and what led there."""
        section, _, key = name.rpartition(".")
        section = section or way[0]
        file = self.files.get(section, {})
        value = {**file, **file.get("parts", {})}.get(key)
        if value is None:
            raise ValueError(f"names {{{name}}}, which is nowhere defined")
        if len(way) > len(self.files):  # deeper than any that ends
            raise ValueError(f"names {{{name}}}, which refers to itself")
        return section, key, value


def nothing(kind: Any) -> Any:
    """Return the value of a kind that stands for nothing: what a language without a file has."""
    if kind in (Words, Stems):
        return frozenset()
    if kind == Pattern:
        return NOTHING
    return {tuple: (), Mapping: {}, float: 0.0, int: 0}.get(get_origin(kind) or kind, "")


@cache
def compiled(text: str) -> re.Pattern[str]:
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise ValueError(f"is no pattern: {error}") from error
    if is_explosive(text):
        raise ValueError("repeats within a repeat what both can match, so some texts would take for ever")
    return pattern


def alternatives(written: object) -> str:
    return "|".join(texts(written))


def texts(written: object) -> list[str]:
    """Return a text, a list of them, or the keys of a table, as a list."""
    items = [written] if isinstance(written, str) else written
    if not isinstance(items, list | dict) or not all(isinstance(item, str) for item in items):
        raise ValueError("must be a text or a list of texts")
    return list(items)
