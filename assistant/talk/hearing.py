"""A message in its conversation: what it wants, and the questions of the conversation without the talk between them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.intent.examples import ACTS, COURTESIES, Intent
from assistant.intent.recognition import Recogniser
from assistant.language.forms import Act, Courtesy
from assistant.language.schema import Language
from assistant.prompt import Sayings
from assistant.schema import Turn

STATEMENTS = ("statement", "statement_under")  # the keys of what is said before a refusal's quote


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it was understood."""

    question: str  # what is asked: the message, what it takes up, or for an act the question that it is about
    history: tuple[Turn, ...] = ()  # the questions before it, with what was replied
    courtesy: Courtesy | None = None
    act: Act | None = None
    said: tuple[str, ...] = ()  # what was replied since the last question, the latest last

    @property
    def questions(self) -> list[str]:
        """What was asked before, the latest last."""
        return [turn.content for turn in self.history if turn.role == "user"]


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears messages in the languages that questions are read in."""

    recogniser: Recogniser
    language_of: Callable[[str], Language | None]  # by script alone
    spoken: Sequence[Sayings]  # the languages that the assistant's own offers are made in

    def hear(self, message: str, history: Sequence[Turn]) -> Heard:
        """Tell what a message wants after a conversation."""
        before: list[Turn] = []  # ends with a question
        said: list[str] = []  # since then
        for turn in history:
            if turn.role == "assistant":
                said.append(self.told(turn.content))
            elif question := self.asked(turn.content, said):
                before, said = [*before, *replies(said), Turn("user", question)], []
        wanted, told = self.intent(message), (*before, *replies(said))
        for act in ACTS:
            if wanted == act and before and said:
                return Heard(before[-1].content, tuple(before[:-1]), act=act, said=tuple(said))
        for courtesy in COURTESIES:
            if wanted == courtesy and not self.offered(wanted, said):
                return Heard(message, told, courtesy=courtesy)
        return Heard(self.offered(wanted, said) or message, told)

    def told(self, reply: str) -> str:
        """Return a reply without the statement that a refusal quotes: that comes near, and was not said to be so."""
        texts = (one.templates[key].template for one in self.spoken for key in STATEMENTS)
        openings = tuple({text.partition("$")[0] for text in texts})
        return "\n\n".join(part for part in reply.split("\n\n") if not part.startswith(openings))

    def asked(self, message: str, said: Sequence[str]) -> str:
        """Return the question that an earlier message was; "" for courtesy or an act."""
        wanted = self.intent(message)
        return self.offered(wanted, said) if wanted else message

    def intent(self, message: str) -> Intent | None:
        language = self.language_of(message)
        return self.recogniser.intent(message, language) if language else None

    def offered(self, wanted: Intent | None, said: Sequence[str]) -> str:
        """Return the question that a "yes" takes up: about the first place of an offer of the last reply."""
        if wanted != "yes" or not said:
            return ""
        for sayings in self.spoken:
            before, _, after = sayings.templates["readings"].template.partition("$places")
            if found := re.fullmatch(f"{re.escape(before)}“([^”]+)”.*{re.escape(after)}", said[-1].strip(), re.DOTALL):
                return sayings.say("next_question", topic=found[1])
        return ""


def replies(said: Sequence[str]) -> list[Turn]:
    return [Turn("assistant", text) for text in said]
