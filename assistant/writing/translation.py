"""Sentences of the documents in another language, by the model: one bounded call, held against the sentences.

A translation whose figures are not the sentence's is not taken; who shows it keeps the sentence beside it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

from assistant.errors import WriterError
from assistant.language.schema import Language
from assistant.locale import LANGUAGES
from assistant.prompt import Prompt
from assistant.text.quantities import read_figures
from assistant.writing.model import Model

NUMBERED = re.compile(r"(?m)^\s*(\d{1,2})[.)．、]\s*(\S.*)$")


@dataclass(frozen=True, slots=True)
class Translator:
    """Asks one model."""

    model: Model
    prompt: Prompt  # "translation"
    seconds: float  # that it may take
    language_of: Callable[[str], Language | None]  # by script
    texts: Language  # of the documents

    def translate(self, request: str, quotes: Sequence[str]) -> list[str] | None:
        """Return each quote in the language that the request names, else in another one than the documents' own.

        None where the model gives none, or one that has other figures.
        """
        numbered = "\n".join(f"{number}. {' '.join(quote.split())}" for number, quote in enumerate(quotes, 1))
        asked = self.prompt.ask(request=request, language=self.usual(request), quotes=numbered)
        try:
            said = self.model.complete(asked, monotonic() + self.seconds)
        except WriterError:
            return None
        lines = {int(number): line.strip() for number, line in NUMBERED.findall(said)}
        found = [lines.get(number, "") for number in range(1, len(quotes) + 1)]
        pairs = zip(found, quotes, strict=True)
        return found if all(line and self.same_figures(line, quote) for line, quote in pairs) else None

    def usual(self, request: str) -> str:
        """Return the request's language, where it is none of the documents, else the first that they are not in."""
        spoken = self.language_of(request)
        own = self.texts.name
        name = spoken.name if spoken and spoken.name != own else next(one for one in LANGUAGES if one != own)
        return LANGUAGES.get(name, name)

    def same_figures(self, line: str, quote: str) -> bool:
        told = {figure.value for figure in read_figures(line, self.language_of(line) or self.texts)}
        return told == {figure.value for figure in read_figures(quote, self.texts)}
