"""An optional cross-encoder that reads question and passage together (setting ASSISTANT_RERANKER)."""

from collections.abc import Sequence

from index.errors import ModelError
from index.schema import Passage


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder, by name or folder; it loads torch and costs a few hundred MB."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import CrossEncoder

        try:
            self.model = CrossEncoder(name, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelError(f"The reranker {name} cannot be loaded: set ASSISTANT_RERANKER to a folder.") from error

    def score(self, question: str, passages: Sequence[Passage]) -> list[float]:
        pairs = [(question, passage.text) for passage in passages]
        return [round(float(score), 6) for score in self.model.predict(pairs, show_progress_bar=False)]
