"""Reads the files of a language into one checked value. A fault is told with file, line and key.

A pattern may name others in braces: ``{aux}`` of its own file, ``{answers.months}`` of another. A
word list stands for its words, a table for its keys; ``[parts]`` holds what only patterns use.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.errors import SettingsError
from assistant.language.backtracking import is_explosive
from assistant.language.schema import SECTION_TYPES, Language, is_words

FOLDER = Path(__file__).parent
PLACEHOLDER = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")  # no quantifier: those begin with a digit or a comma
FLAGS = re.compile(r"^\(\?[a-z]+\)")  # "(?i)": a pattern that names another has its own
SECTIONS: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(kind) for name, kind in SECTION_TYPES.items()}
File = Mapping[str, Any]


@cache
def load_language(name: str, folder: Path = FOLDER) -> Language:
    """Return the language whose files are in ``folder/name``; raises SettingsError where one has a fault."""
    files = {section: read_file(folder / name / f"{section}.toml") for section in SECTIONS}
    return Language(name=name, **{section: read_section(folder / name, section, files) for section in SECTIONS})


def read_file(path: Path) -> File:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.") from error


def read_section(folder: Path, section: str, files: Mapping[str, File]) -> Any:
    data = {key: value for key, value in files[section].items() if key != "parts"}
    try:
        return SECTIONS[section].validate_python(data, context=Reader(section, files))
    except ValidationError as error:
        first = error.errors()[0]
        path = folder / f"{section}.toml"
        key, *_ = first["loc"]
        line = line_of(path.read_text("utf-8"), str(key), first["input"])
        where = ".".join(map(str, first["loc"]))
        raise SettingsError(f"{path}:{line}: {where}: {first['msg']}.") from error


def line_of(text: str, key: str, value: object) -> int:
    """Return the line of a key, or of the value where it stands at or below the key; 1 where neither is found."""
    found = re.search(rf"^\[*{re.escape(key)}\b", text, re.MULTILINE)
    start = found.start() if found else 0
    below = text.find(value, start) if isinstance(value, str) else -1
    return text.count("\n", 0, max(start, below)) + 1


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns what stands in one file into words and patterns; what it names is looked up in all ``files``."""

    section: str
    files: Mapping[str, File]

    def pattern(self, written: object) -> re.Pattern[str]:
        """Return a pattern, written as one text or as alternatives; ValueError where it cannot be used."""
        text = self.expanded(alternatives(written), (self.section,))
        try:
            pattern = re.compile(text)
        except re.error as error:
            raise ValueError(f"is no pattern ({error})") from error
        if is_explosive(text):
            raise ValueError("repeats within a repeat what both can match: some texts would take for ever")
        return pattern

    def words(self, written: object) -> frozenset[str]:
        """Return the words of one text or of several, with those of the lists that stand in braces."""
        return frozenset(self.each_word(written, (self.section,)))

    def each_word(self, written: object, way: tuple[str, ...]) -> Iterator[str]:
        for word in " ".join(texts(written)).split():
            if named := PLACEHOLDER.fullmatch(word):
                section, _, value = self.named(named[1], way)
                yield from value if isinstance(value, dict) else self.each_word(value, (section, *way[1:], named[1]))
            else:
                yield word

    def expanded(self, text: str, way: tuple[str, ...]) -> str:
        return PLACEHOLDER.sub(lambda match: f"(?:{self.meaning(match[1], way)})", text)

    def meaning(self, name: str, way: tuple[str, ...]) -> str:
        """Return what a placeholder stands for as the text of a pattern: the longest words first."""
        section, key, value = self.named(name, way)
        here = (section, *way[1:], name)
        if isinstance(value, dict) or is_words(section, key):
            words = set(self.each_word(list(value) if isinstance(value, dict) else value, here))
            return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
        return self.expanded(FLAGS.sub("", alternatives(value)), here)

    def named(self, name: str, way: tuple[str, ...]) -> tuple[str, str, Any]:
        """Return file, key and value of a placeholder. ``way``: the file it stands in, and what led there."""
        section, _, key = name.rpartition(".")
        section = section or way[0]
        file = self.files.get(section, {})
        value = {**file, **file.get("parts", {})}.get(key)
        if value is None or len(way) > len(self.files):
            raise ValueError(f"{{{name}}} is nowhere defined" if value is None else f"{{{name}}} refers to itself")
        return section, key, value


def alternatives(written: object) -> str:
    return "|".join(texts(written))


def texts(written: object) -> list[str]:
    items: list[object] = written if isinstance(written, list) else [written]
    found = [item for item in items if isinstance(item, str)]
    if len(found) < len(items):
        raise ValueError("must be a text or a list of texts")
    return found
