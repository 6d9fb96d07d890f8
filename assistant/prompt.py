"""The words in ``prompts/``: loaded, checked against their declared variables, rendered.

What the assistant says is text, not code: it can be changed without touching a module.
"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import Template
from typing import Any, Literal

from assistant.errors import SettingsError
from assistant.locale import DEFAULT

DIGEST = 12  # hexadecimal characters
NAMED = "document"  # the variable that stands for what was read

Held = Literal["report", "document", "documents"]  # what was read: a report, another document, or several


@dataclass(frozen=True, slots=True)
class Sayings:
    """The assistant's own sentences by key, in one language."""

    templates: Mapping[str, Template]
    language: str
    several: Mapping[str, Template] = field(default_factory=dict)  # what is said otherwise of several documents
    held: Held | None = None  # what they are said of, once that is told

    @classmethod
    def load(cls, folder: Path, language: str = DEFAULT, name: str = "say") -> "Sayings":
        """Read ``<name>.<language>.toml``; raises SettingsError where a text uses undeclared variables."""
        path = folder / f"{name}.{language}.toml"
        entries = read_toml(path)
        several = {
            key: checked(path, key, {"text": entry["several"], "variables": set(entry["variables"]) - {NAMED}})
            for key, entry in entries.items()
            if "several" in entry
        }
        return cls({key: checked(path, key, entry) for key, entry in entries.items()}, language, several)

    def about(self, held: Held) -> "Sayings":
        """Return the sentences as they are said of a report, of another document or of several."""
        chosen = {**self.templates, **(self.several if held == "documents" else {})}
        noun = self.templates[held].template
        named = {key: Template(text.safe_substitute({NAMED: noun})) for key, text in chosen.items()}
        return replace(self, templates=named, held=held)

    def say(self, key: str, **values: str) -> str:
        """Render one sentence; raises SettingsError where the key or a variable is missing."""
        try:
            return self.templates[key].substitute(values)
        except KeyError as error:
            raise SettingsError(f"prompts: “{key}” cannot be said, {error} is missing.") from error


@dataclass(frozen=True, slots=True)
class Unread:
    """How it is said in a language that it is not read, and which are."""

    text: Template
    names: Mapping[str, str]  # of the languages that are read, by code
    joined: str

    def say(self, read: Sequence[str]) -> str:
        return self.text.substitute(read=self.joined.join(self.names.get(code, code) for code in read))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a model is sent: the rules that hold, and the message with all that is data."""

    rules: str
    message: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked, from ``prompts/<name>.md``: declared variables, the rules, a line ``---``, the message."""

    rules: str
    message: Template
    digest: str  # the first characters of the file's sha256

    @classmethod
    def load(cls, folder: Path, name: str) -> "Prompt":
        """Read a prompt; raises SettingsError where it uses undeclared variables or has not both parts."""
        path = folder / f"{name}.md"
        try:
            text = path.read_text("utf-8")
            head, rules, message = (part.strip() for part in text.split("\n---\n", 2))
            declared = tomllib.loads(head)
        except (OSError, ValueError) as error:
            raise SettingsError(f"{path} cannot be read: {error}.") from error
        template = checked(path, name, {**declared, "text": message})
        return cls(rules, template, hashlib.sha256(text.encode()).hexdigest()[:DIGEST])

    def ask(self, **values: str) -> Asked:
        return Asked(self.rules, self.message.substitute(values))


def load_unread(folder: Path) -> dict[str, Unread]:
    """Return by language how it is said that it is not read; raises SettingsError where an entry has a fault."""
    path = folder / "languages.toml"
    try:
        return {
            code: Unread(checked(path, code, entry | {"variables": ["read"]}), entry["names"], entry["and"])
            for code, entry in read_toml(path).items()
        }
    except KeyError as error:
        raise SettingsError(f"{path}: an entry has no {error}.") from error


def read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.") from error


def checked(path: Path, key: str, entry: Mapping[str, Any]) -> Template:
    template = Template(entry["text"])
    used, declared = set(template.get_identifiers()), set(entry["variables"])
    if used != declared:
        raise SettingsError(f"{path}: “{key}” declares {sorted(declared)} but uses {sorted(used)}.")
    return template
