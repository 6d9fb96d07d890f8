"""Questions that a language model words, where rules fall short: brought into a form that can be searched for.

A follow-up that does not stand alone is completed, one in another script than the documents is
translated, one with several parts is taken apart; and what may be asked next is proposed. What the
model adds must come from what it was shown; else its words are not taken.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from time import monotonic

from assistant.errors import WriterError
from assistant.language.schema import Language
from assistant.prompt import Prompt
from assistant.question.conversation import is_content, leans
from assistant.schema import Turn
from assistant.text.names import comparable, has_name, proper_names
from assistant.text.quantities import read_figures
from assistant.writing.model import Model
from index.words import read_words, stems_of

TURNS = 4  # last messages that the model is shown
LONGEST = 300  # characters of a message that is shown, and of a question that is taken
SHARE = 0.25  # of the time for an answer, that reading the question may take
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
MOST_LINES = 3  # parts of a question, or questions that may come next
BULLET = re.compile(r"^\s*(?:[-*•]|\(?\d{1,2}[.):])\s*")


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Asks one model. ``is_wide`` tells whether the documents are in a script without spaces."""

    model: Model
    prompts: Mapping[str, Prompt]  # "standalone", "translate", "parts" and "suggest"
    is_wide: bool
    seconds: float  # for an answer
    language: Language

    def read(self, question: str, history: Sequence[Turn], ruled: str) -> str:
        """Return the question as the model reads it, or ``ruled``, as the rules do."""
        if WIDE.search(question) and not self.is_wide:
            return self.ask("translate", question, question=question) or ruled
        asked = [turn.content for turn in history if turn.role == "user"]
        if not asked or not leans(question, self.language):
            return ruled
        told = [f"{turn.role}: {' '.join(turn.content.split())[:LONGEST]}" for turn in history[-TURNS:]]
        conversation = "\n".join(told)
        said = self.ask("standalone", f"{conversation}\n{question}", question=question, conversation=conversation)
        return said if said and keeps(question, said, self.language) else ruled

    def translated(self, question: str) -> str:
        """Return the model's translation into English; the question itself where it gives none that can be taken."""
        return self.ask("translate", question, question=question) or question

    def ask(self, name: str, told: str, **values: str) -> str | None:
        """Return the model's question; None where it gives none or one that adds to what it was told."""
        try:
            said = self.model.complete(self.prompts[name].ask(**values), self.limit())
        except WriterError:
            return None
        line = self.language.writing.label.sub("", said.strip())
        return line if line and is_one_question(line) and adds_nothing(line, told, self.language) else None

    def parts(self, question: str) -> list[str]:
        """Return the questions that one with several parts asks; none where it has one part or something gets lost."""
        language = self.language
        if not language.writing.several_parts.search(question):
            return []
        asked = content(question, language) - language.writing.comparing
        said = self.lines("parts", question, self.limit(), question=question)
        words = {line: content(line, language) for line in said if not leans(line, language)}
        kept = {line: own for line, own in words.items() if own and own <= asked}
        return list(kept) if len(kept) > 1 and asked <= set[str]().union(*kept.values()) else []

    def next_questions(self, question: str, passages: str, until: float) -> list[str]:
        """Return questions that the model proposes after this one, over the passages shown."""
        values = {"question": question, "passages": passages}
        said = self.lines("suggest", passages, until, **values)
        known, language = content(question, self.language), self.language
        fresh = [line for line in said if line.endswith("?") and content(line, language) - known]
        return [line for line in fresh if not leans(line, language)]

    def lines(self, name: str, told: str, until: float, **values: str) -> list[str]:
        """Return the first questions of a reply, one on a line, without those that add to what the model was told."""
        text = ""
        try:
            with closing(self.model.stream(self.prompts[name].ask(**values), until, is_short=True)) as pieces:
                for piece in pieces:
                    text += piece
                    if text.strip().count("\n") >= MOST_LINES:
                        break
        except WriterError:
            return []
        label = self.language.writing.label
        found = dict.fromkeys(label.sub("", BULLET.sub("", line)) for line in text.strip().splitlines()[:MOST_LINES])
        return [line for line in found if line and is_one_question(line) and adds_nothing(line, told, self.language)]

    def limit(self) -> float:
        return monotonic() + SHARE * self.seconds


def is_one_question(line: str) -> bool:
    return len(line) <= LONGEST and "\n" not in line and not WIDE.search(line)


def adds_nothing(line: str, told: str, language: Language) -> bool:
    """True where all figures stand in what was told, and all names too unless that is in another script."""
    values = {figure.value for figure in read_figures(told, language)}
    known = comparable(told, language)
    names = [] if WIDE.search(told) else proper_names(line, language)
    return all(figure.value in values for figure in read_figures(line, language)) and all(
        has_name(known, name, language) for name in names
    )


def keeps(question: str, said: str, language: Language) -> bool:
    """True where every word of the question that carries meaning is kept: another question is no reading of it."""
    return content(question, language) <= set(stems_of(said))


def content(question: str, language: Language) -> set[str]:
    """Return the stems of the words that carry meaning."""
    return {word.stem for word in read_words(question) if is_content(word, language.conversation)}
