"""The verifier of questions in Chinese, and over sentences in Chinese: the layers of multilingual-e5-small, tuned by
benchmarks/verifier.py.

Words are looked up in that model's package, as its encoder does. Loaded with the first question that needs it.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.vectors.encoder import open_session
from index.verifying.verifier import FOLDER, LONGEST, SHIPPED, VERIFIED, Placed

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from index.vectors.e5.encoder import E5Encoder

MODEL_FILE = "zh.onnx"
LANGUAGE = "zh"


class ChineseVerifier:
    """Reads the model in ``folder`` with what ``encoder`` opens; ``threads`` 0 lets onnxruntime choose."""

    name, signal = SHIPPED, VERIFIED

    def __init__(self, encoder: Callable[[], "E5Encoder"], threads: int = 0, folder: Path = FOLDER) -> None:
        self.encoder, self.threads, self.folder = encoder, threads, folder

    @cached_property
    def session(self) -> "InferenceSession":
        return open_session(self.folder / MODEL_FILE, self.threads)

    def reads(self, asked: str, written: str) -> bool:
        return LANGUAGE in (asked, written)

    def score(self, question: str, sentences: Sequence[Placed]) -> list[float]:
        """Return the log-odds that each sentence answers."""
        encoder = self.encoder()
        ids, mask = encoder.padded([encoder.pair(question, str(sentence))[:LONGEST] for sentence in sentences])
        (sums,) = self.session.run(None, {"words": encoder.file.look_up(ids), "mask": mask})
        return [round(float(value), 4) for value in sums]
