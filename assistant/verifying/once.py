"""A costly verifier for one answer: it is asked once, about the question itself."""

from collections.abc import Sequence

from assistant.verifying.by_model import UNKNOWN, ModelVerifier
from index.verifying.verifier import VERIFIED, Placed


class Once:
    """Passes on the first question of an answer that is verified; of all else that is tried for it nothing is known.

    Other readings, parts and near terms are judged by the other signals.
    """

    signal = VERIFIED

    def __init__(self, verifier: ModelVerifier) -> None:
        self.verifier = verifier
        self.is_asked = False
        self.is_silent = False  # whether it was asked in vain

    @property
    def name(self) -> str:
        return self.verifier.name

    def reads(self, asked: str, written: str) -> bool:
        return True

    def score(self, question: str, sentences: Sequence[Placed]) -> list[float]:
        """Return the verifier's scores, those of a sentence that is not read from the second call on."""
        if self.is_asked:
            return [UNKNOWN] * len(sentences)
        self.is_asked = True
        scores = self.verifier.read(question, sentences)
        self.is_silent = not scores
        return scores or [UNKNOWN] * len(sentences)
