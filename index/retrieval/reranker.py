"""Optional cross-encoders that read question and text together (ASSISTANT_RERANKER, ASSISTANT_VERIFIER).

They load torch and cost a few hundred MB.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError
from index.schema import Passage
from index.verifying.verifier import VERIFIED, Placed

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

ENTAILS = "entail"  # how the label begins that an NLI model gives a text from which the other follows


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder that orders passages, by name or folder."""

    def __init__(self, name: str) -> None:
        self.model = load(name, "reranker", "ASSISTANT_RERANKER")

    def score(self, question: str, passages: Sequence[Passage]) -> list[float]:
        """Return the model's score of each passage, higher is better, rounded to 6 digits so that ties stay ties."""
        pairs = [(question, passage.text) for passage in passages]
        return [round(float(score), 6) for score in self.model.predict(pairs, show_progress_bar=False)]


class CrossEncoderVerifier:
    """A sentence-transformers cross-encoder that tells whether a sentence answers, by name or folder.

    One with a single label, of question answering, gives its sigmoid; an NLI model the share of its label for
    entailment. Raises ModelError where it has several labels and none for entailment.
    """

    signal = VERIFIED

    def __init__(self, name: str) -> None:
        self.name = name
        self.model = load(name, "verifier", "ASSISTANT_VERIFIER")
        labels: dict[int, str] = getattr(self.model.config, "id2label", {})
        self.entails = next((n for n, label in labels.items() if label.lower().startswith(ENTAILS)), None)
        if len(labels) > 1 and self.entails is None:
            found = ", ".join(labels.values())
            raise ModelError(
                f"The verifier {name} has the labels {found}: one for entailment is needed, or one in all."
            )

    def reads(self, asked: str, written: str) -> bool:
        return True  # its own card tells which

    def score(self, question: str, sentences: Sequence[Placed]) -> list[float]:
        """Return for each sentence how surely it answers, 0 to 1."""
        texts = map(str, sentences)
        pairs = [(question, text) if self.entails is None else (text, question) for text in texts]
        sums = np.asarray(
            self.model.predict(pairs, activation_fn=lambda sums: sums, show_progress_bar=False), np.float64
        )
        if self.entails is None:
            shares = 1 / (1 + np.exp(-sums.reshape(-1)))
        else:
            powers = np.exp(sums - sums.max(axis=1, keepdims=True))
            shares = powers[:, self.entails] / powers.sum(axis=1)
        return [round(float(share), 6) for share in shares]


def load(name: str, what: str, setting: str) -> "CrossEncoder":
    """Return the model; raises ModelError where there is none of that name."""
    from sentence_transformers import CrossEncoder

    try:
        model: CrossEncoder = CrossEncoder(name, device="cpu")
    except (OSError, ValueError) as error:
        raise ModelError(f"The {what} {name} cannot be loaded: set {setting} to a folder.") from error
    return model
