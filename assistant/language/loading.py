"""Reads the files of a language into one checked value. A fault is told with file, line and key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError
from assistant.language.schema import SECTIONS, Language
from assistant.language.values import Fault, File, Reader, nothing
from assistant.locale import DEFAULT

FOLDER = Path(__file__).parent


@cache
def load_language(name: str, folder: Path = FOLDER) -> Language:
    """Return the language whose files are in ``folder/name``; raises SettingsError where one has a fault."""
    paths = {section: folder / name / f"{section}.toml" for section in SECTIONS}
    files = {section: file for section, path in paths.items() if (file := read_file(path)) is not None}
    return Language(name=name, **{section: read_section(section, paths[section], files) for section in SECTIONS})


def load_languages(folder: Path = FOLDER) -> tuple[Language, ...]:
    """Return every language that has a folder, English first; raises SettingsError where a file has a fault."""
    names = sorted(path.parent.name for path in folder.glob("*/question.toml"))
    return tuple(load_language(name, folder) for name in sorted(names, key=lambda name: name != DEFAULT))


def load_others(folder: Path = FOLDER) -> dict[str, frozenset[str]]:
    """Return the commonest words of every language that is recognised, by its code; raises SettingsError."""
    path = folder / "others.toml"
    return {code: frozenset(str(words).split()) for code, words in (read_file(path) or {}).items()}


def read_file(path: Path) -> File | None:
    """Return what a file holds; None where a language has no such file."""
    if not path.exists():
        return None
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.") from error


def read_section(section: str, path: Path, files: Mapping[str, File]) -> Any:
    """Return a section as its file has it; without a file, nothing of the kind is ever found."""
    if section not in files:
        return SECTIONS[section](**{field.name: nothing(field.type) for field in fields(SECTIONS[section])})
    reader, file = Reader(section, files), files[section]
    known = {field.name: field for field in fields(SECTIONS[section])}
    try:
        if unknown := sorted(file.keys() - known.keys() - {"parts"}):
            raise Fault("is no key of this file", None, (unknown[0],))
        values = {key: read_key(field, file, reader) for key, field in known.items()}
    except Fault as fault:
        line = line_of(path.read_text("utf-8"), str(fault.where[0]), fault.value)
        raise SettingsError(f"{path}:{line}: {'.'.join(map(str, fault.where))} {fault}.") from fault
    return SECTIONS[section](**{key: value for key, value in values.items() if value is not MISSING})


def read_key(field: Field[Any], file: File, reader: Reader) -> Any:
    """Return what a file has under a key; MISSING where it has nothing and need not."""
    if field.name in file:
        return reader.read(field.type, file[field.name], (field.name,))
    if field.default is MISSING and field.default_factory is MISSING:
        raise Fault("is missing", None, (field.name,))
    return MISSING


def line_of(text: str, key: str, value: object) -> int:
    """Return the line of a value where it stands below its key, else that of the key; 1 where neither is found."""
    found = re.search(rf"^\[?{re.escape(key)}\b", text, re.MULTILINE)
    start = found.start() if found else 0
    below = text.find(value, start) if isinstance(value, str) else -1
    return text.count("\n", 0, max(start, below)) + 1
