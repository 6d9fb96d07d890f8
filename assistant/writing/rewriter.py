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
from assistant.prompt import Prompt
from assistant.question.conversation import is_content, leans
from assistant.schema import Turn
from assistant.text.names import comparable, has_name, proper_names
from assistant.text.quantities import read_figures
from assistant.writing.model import Model
from index.words import read_words

TURNS = 4  # last messages that the model is shown
LONGEST = 300  # characters of a message that is shown, and of a question that is taken
SHARE = 0.25  # of the time for an answer, that reading the question may take
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
MOST_LINES = 3  # parts of a question, or questions that may come next
ASKS = r"(?:how|what|which|who|whom|whose|when|where|why|is|are|was|were|will|does|do|did|can|has|have|should)"
# A question that asks several things: two question marks, a second question word behind "and", a comparison.
SEVERAL_PARTS = re.compile(
    rf"\?\s+\S.*\?|(?:[;,]|\b(?:and|or|but)\b)[\s,]+(?:also\s+)?(?:(?:in|at|by|to|for|from|of|on)\s+)?{ASKS}\b"
    r"|^compare\b|\bdifference between\b|\bcompared (?:to|with)\b|\bversus\b|\bboth\b",
    re.IGNORECASE | re.DOTALL,
)
COMPARING = frozenset("compar differ versus both".split())  # stems that each part can do without
BULLET = re.compile(r"^\s*(?:[-*•]|\(?\d{1,2}[.):])\s*")
MARKS = re.compile(r"^(?:\W*(?:standalone |rewritten )?question\s*:)?[\s\"“'*]+|[\s\"”'*]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Asks one model. ``is_wide`` tells whether the documents are in a script without spaces."""

    model: Model
    prompts: Mapping[str, Prompt]  # "standalone", "translate", "parts" and "suggest"
    is_wide: bool
    seconds: float  # for an answer

    def read(self, question: str, history: Sequence[Turn], ruled: str) -> str:
        """Return the question as the model reads it, or ``ruled``, as the rules do."""
        if WIDE.search(question) and not self.is_wide:
            return self.ask("translate", question, question=question) or ruled
        asked = [turn.content for turn in history if turn.role == "user"]
        if not asked or not leans(question):
            return ruled
        told = [f"{turn.role}: {' '.join(turn.content.split())[:LONGEST]}" for turn in history[-TURNS:]]
        conversation = "\n".join(told)
        said = self.ask("standalone", f"{conversation}\n{question}", question=question, conversation=conversation)
        return said if said and keeps(question, said) else ruled

    def ask(self, name: str, told: str, **values: str) -> str | None:
        """Return the model's question; None where it gives none or one that adds to what it was told."""
        try:
            said = self.model.complete(self.prompts[name].ask(**values), self.limit())
        except WriterError:
            return None
        line = MARKS.sub("", said.strip())
        return line if line and is_one_question(line) and adds_nothing(line, told) else None

    def parts(self, question: str) -> list[str]:
        """Return the questions that one with several parts asks; none where it has one part or something gets lost."""
        if not SEVERAL_PARTS.search(question):
            return []
        asked = content(question) - COMPARING
        said = self.lines("parts", question, self.limit(), question=question)
        kept = [line for line in said if content(line) and content(line) <= asked and not leans(line)]
        return kept if len(kept) > 1 and asked <= set[str]().union(*map(content, kept)) else []

    def next_questions(self, question: str, passages: str, until: float) -> list[str]:
        """Return questions that the model proposes after this one, over the passages shown."""
        values = {"question": question, "passages": passages}
        said = self.lines("suggest", passages, until, **values)
        return [line for line in said if line.endswith("?") and content(line) - content(question) and not leans(line)]

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
        found = [MARKS.sub("", BULLET.sub("", line)) for line in text.strip().splitlines()[:MOST_LINES]]
        return [line for line in dict.fromkeys(found) if line and is_one_question(line) and adds_nothing(line, told)]

    def limit(self) -> float:
        return monotonic() + SHARE * self.seconds


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
    return content(question) <= {word.stem for word in read_words(said)}


def content(question: str) -> set[str]:
    """Return the stems of the words that carry meaning."""
    return {word.stem for word in read_words(question) if is_content(word)}
