"""The languages that questions and documents are read in, and which of them a text is in: told by its script."""

from dataclasses import dataclass

from assistant.language.loading import load_languages
from assistant.language.schema import Language
from assistant.text.script import scripts


@dataclass(frozen=True, slots=True)
class Languages:
    """All that have a folder; the first is the documents' where nothing tells."""

    all: tuple[Language, ...]

    @classmethod
    def load(cls) -> "Languages":
        """Raises SettingsError where a language's file has a fault."""
        return cls(load_languages())

    @property
    def first(self) -> Language:
        return self.all[0]

    def named(self, name: str | None) -> Language | None:
        return next((language for language in self.all if language.name == name), None)

    def of(self, text: str) -> Language | None:
        """Return the language in whose scripts most letters are; None where none is, or there are no letters."""
        letters = scripts(text)
        owners = ((sum(letters[name] for name in language.question.scripts), language) for language in self.all)
        return next((language for count, language in owners if 2 * count > letters.total()), None)
