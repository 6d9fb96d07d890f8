"""The verifiers of questions in English: all-MiniLM-L6-v2, tuned by benchmarks/verifier.py. They run without torch."""

from collections.abc import Sequence
from pathlib import Path

from index.vectors.encoder import feed_of, open_session, read_tokenizer
from index.verifying.verifier import COMPARED, FOLDER, LONGEST, SHIPPED, VERIFIED, Placed

TOKENIZER_FILE = "en.tokenizer.json"
LANGUAGE = "en"


class EnglishVerifier:
    """Tells whether a sentence answers; ``threads`` 0 lets onnxruntime choose."""

    name, signal, model_file = SHIPPED, VERIFIED, "en.onnx"

    def __init__(self, threads: int = 0, folder: Path = FOLDER) -> None:
        self.session = open_session(folder / self.model_file, threads)
        self.tokenizer = read_tokenizer(folder / TOKENIZER_FILE)
        self.tokenizer.enable_truncation(LONGEST)
        self.tokenizer.enable_padding()

    def reads(self, asked: str, written: str) -> bool:
        return asked == written == LANGUAGE

    def score(self, question: str, sentences: Sequence[Placed]) -> list[float]:
        """Return the log-odds that each sentence answers."""
        pairs = self.tokenizer.encode_batch([(question, self.text_of(sentence)) for sentence in sentences])
        (sums,) = self.session.run(None, feed_of(pairs))
        return [round(float(value), 4) for value in sums]

    def text_of(self, sentence: Placed) -> str:
        return str(sentence)


class EnglishComparer(EnglishVerifier):
    """Tells which of several sentences answers best, each read behind the one that it may lean on.

    It is surer which of them answers than whether any does: see docs/answers.md.
    """

    signal, model_file = COMPARED, "en.context.onnx"

    def text_of(self, sentence: Placed) -> str:
        return sentence.in_context
