"""What a verifier is, and what it is given of a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

LONGEST = 224  # tokens of question and sentence together that the models which come along read
FOLDER = Path(__file__).parent  # of these models
SHIPPED = "auto"  # what they are called
VERIFIED, COMPARED = "verified", "compared"  # signals: whether a sentence answers, and which of several does best
BEFORE = 240  # characters that are read of the sentence before


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence with the heading that it stands below and the sentence before it; empty where there is none."""

    heading: str
    text: str
    before: str = ""

    def __str__(self) -> str:
        """Return the sentence below its heading."""
        return f"{self.heading}: {self.text}" if self.heading else self.text

    @property
    def in_context(self) -> str:
        """The sentence below its heading, behind what it may lean on, in brackets."""
        before = f"({self.before[:BEFORE]}) " if self.before else ""
        return str(Placed(self.heading, before + self.text))


class Verifier(Protocol):
    """Reads a question and its best sentences once more. Shared by threads."""

    @property
    def name(self) -> str:
        """What weights that were learned with it call it."""
        ...

    @property
    def signal(self) -> str:
        """What its scores are: VERIFIED or COMPARED."""
        ...

    def reads(self, asked: str, written: str) -> bool:
        """True where it reads questions in one language over sentences in another, or in the same: "en", "zh"."""
        ...

    def score(self, question: str, sentences: Sequence[Placed]) -> list[float]:
        """Return for each sentence how surely it answers; 0 where nothing is known, as of one not read.

        Scores are one more signal, whose weight is learned with the same verifier: only their order has to mean
        something. Raises nothing.
        """
        ...
