"""The configured language model as the verifier: one short bounded call, of which only numbers are read.

Whatever else it replies, or where it does not, nothing is known of the sentences. Never asked without any.
"""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from threading import Lock
from time import monotonic

from assistant.config import BY_MODEL
from assistant.errors import WriterError
from assistant.language.schema import Language
from assistant.locale import DEFAULT
from assistant.prompt import Prompt
from assistant.writing.breaker import Breaker
from assistant.writing.model import Model
from index.verifying.verifier import VERIFIED, Placed

SECONDS = 5.0  # that the one call may take, waiting for a slot included
LONGEST = 500  # characters of the question, and of a sentence, that the model is shown
KEPT = 256  # replies that are known again
YES, NO, UNKNOWN = 1.0, -1.0, 0.0
NUMBERS = re.compile(r"\d(?:\s?[,，、]\s?\d)*")
NONE = re.compile(r"none|无|無|没有|沒有", re.IGNORECASE)

log = logging.getLogger(__name__)


class ModelVerifier:
    """Asks one model, and not again what it has replied to. Shared by threads.

    One that three times in a row is too slow, fails or replies what cannot be read is left alone for a while.
    """

    signal = VERIFIED

    def __init__(
        self,
        model: Model,
        prompts: Mapping[str, Prompt],
        language_of: Callable[[str], Language | None],
        seconds: float = SECONDS,
    ) -> None:
        """``prompts`` are by language, that of DEFAULT for a question in any other."""
        self.model, self.prompts, self.language_of, self.seconds = model, prompts, language_of, seconds
        self.breaker = Breaker()  # the model's own does not count a short call that is too slow
        self.told = lru_cache(KEPT)(self.ask)  # a call that fails is not kept
        self.lock = Lock()
        self.put, self.missed = 0, 0  # questions put to it, and those of which nothing became known

    @property
    def name(self) -> str:
        return f"{BY_MODEL} {self.model.name}"

    def reads(self, asked: str, written: str) -> bool:
        return True

    def score(self, question: str, sentences: Sequence[Placed]) -> list[float]:
        """Return YES for each sentence that answers by the model's word, else NO; UNKNOWN for all without its word."""
        return self.read(question, sentences) or [UNKNOWN] * len(sentences)

    def read(self, question: str, sentences: Sequence[Placed]) -> list[float]:
        """Return what ``score`` does, or nothing where the model gives no reply that can be read."""
        if not sentences:
            return []
        try:
            scores = list(self.told(question, tuple(map(str, sentences))))
        except WriterError:
            scores = []
        with self.lock:
            self.put += 1
            self.missed += not scores
            is_first = not scores and self.missed == 1
        if is_first:
            log.warning("The language model did not say which sentences answer. This is told once; see the notices.")
        return scores

    def ask(self, question: str, sentences: tuple[str, ...]) -> list[float]:
        """Ask the model; raises WriterError where it says nothing that can be read, or is left alone."""
        if not self.breaker.allows():
            raise WriterError("not_verified")
        language = self.language_of(question)
        prompt = self.prompts.get(language.name if language else DEFAULT) or self.prompts[DEFAULT]
        shown = "\n".join(f'<sentence number="{n}">{data(text)}</sentence>' for n, text in enumerate(sentences, 1))
        try:
            said = self.model.complete(prompt.ask(question=data(question), sentences=shown), monotonic() + self.seconds)
            scores = read_reply(said, len(sentences))
        except WriterError:
            self.breaker.failed()
            raise
        self.breaker.succeeded()
        return scores


def data(text: str) -> str:
    """Return the beginning of a text on one line, in which no tag can be closed."""
    return " ".join(text.split())[:LONGEST].replace("<", "‹").replace(">", "›")


def read_reply(said: str, count: int) -> list[float]:
    """Return a score for each of so many sentences; raises WriterError for all but their numbers, or “none”."""
    said = said.strip().removesuffix(".").removesuffix("。")
    if NONE.fullmatch(said):
        return [NO] * count
    named = {int(number) for number in re.findall(r"\d", said)} if NUMBERS.fullmatch(said) else set[int]()
    if not named or not named <= set(range(1, count + 1)):
        raise WriterError("not_verified")
    return [YES if number in named else NO for number in range(1, count + 1)]
