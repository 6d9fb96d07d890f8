"""A question brought into words that can be searched for, by a language model, where rules fall short.

A follow-up that does not stand alone is completed, one in another script than the documents is
translated. What the model adds must come from the conversation; else the rules' reading stays.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from assistant.conversation import is_content, leans
from assistant.errors import WriterError
from assistant.model import Model
from assistant.names import comparable, has_name, proper_names
from assistant.prompt import Prompt
from assistant.quantities import read_figures
from assistant.schema import Turn
from index.words import read_words

TURNS = 4  # last messages that the model is shown
LONGEST = 300  # characters of a message that is shown, and of a question that is taken
SHARE = 0.25  # of the time for an answer, that reading the question may take
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
MARKS = re.compile(r"^(?:\W*(?:standalone |rewritten )?question\s*:)?[\s\"“'*]+|[\s\"”'*]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Asks one model. ``is_wide`` tells whether the documents are in a script without spaces."""

    model: Model
    standalone: Prompt
    translate: Prompt
    is_wide: bool
    seconds: float  # for an answer

    def read(self, question: str, history: Sequence[Turn], ruled: str) -> str:
        """Return the question as the model reads it, or ``ruled``, as the rules do."""
        if WIDE.search(question) and not self.is_wide:
            return self.ask(self.translate, question, question=question) or ruled
        asked = [turn.content for turn in history if turn.role == "user"]
        if not asked or not leans(question):
            return ruled
        told = [f"{turn.role}: {' '.join(turn.content.split())[:LONGEST]}" for turn in history[-TURNS:]]
        conversation = "\n".join(told)
        said = self.ask(self.standalone, f"{conversation}\n{question}", question=question, conversation=conversation)
        return said if said and keeps(question, said) else ruled

    def ask(self, prompt: Prompt, told: str, **values: str) -> str | None:
        """Return the model's question; None where it gives none or one that adds to what it was told."""
        try:
            said = self.model.complete(prompt.ask(**values), monotonic() + SHARE * self.seconds)
        except WriterError:
            return None
        line = MARKS.sub("", said.strip())
        return line if line and is_one_question(line) and adds_nothing(line, told) else None


def is_one_question(line: str) -> bool:
    return len(line) <= LONGEST and "\n" not in line and not WIDE.search(line)


def adds_nothing(line: str, told: str) -> bool:
    """True where all figures stand in what was told, and all names too unless that is in another script."""
    values = {figure.value for figure in read_figures(told)}
    known = comparable(told)
    names = [] if WIDE.search(told) else proper_names(line)
    return all(figure.value in values for figure in read_figures(line)) and all(has_name(known, n) for n in names)


def keeps(question: str, said: str) -> bool:
    """True where every word of the question that carries meaning is kept: another question is no reading of it."""
    return {word.stem for word in read_words(question) if is_content(word)} <= {word.stem for word in read_words(said)}
