"""What a verifier is, and how a sentence is given to one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

LONGEST = 160  # tokens of question and sentence together that the models which come along read
FOLDER = Path(__file__).parent  # of these models
SHIPPED = "auto"  # what they are called


class Verifier(Protocol):
    """Reads a question and its best sentences once more. Shared by threads."""

    @property
    def name(self) -> str:
        """What weights that were learned with it call it."""
        ...

    def reads(self, asked: str, written: str) -> bool:
        """True where it reads questions in one language over sentences in another, or in the same: "en", "zh"."""
        ...

    def score(self, question: str, sentences: Sequence[str]) -> list[float]:
        """Return for each sentence how surely it answers; 0 where nothing is known, as of one not read.

        Scores are one more signal, whose weight is learned with the same verifier: only their order has to mean
        something. Raises nothing.
        """
        ...


def in_place(heading: str, text: str) -> str:
    """Return a sentence as a verifier reads it: with the heading that it stands below, if there is one."""
    return f"{heading}: {text}" if heading else text
