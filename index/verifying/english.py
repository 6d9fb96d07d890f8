"""The verifier of questions in English: all-MiniLM-L6-v2, tuned by benchmarks/verifier.py. It runs without torch."""

from collections.abc import Sequence
from pathlib import Path

from index.vectors.encoder import feed_of, open_session, read_tokenizer
from index.verifying.verifier import FOLDER, LONGEST, SHIPPED

MODEL_FILE, TOKENIZER_FILE = "en.onnx", "en.tokenizer.json"
LANGUAGE = "en"


class EnglishVerifier:
    """Reads the model in ``folder``; ``threads`` 0 lets onnxruntime choose."""

    name = SHIPPED

    def __init__(self, threads: int = 0, folder: Path = FOLDER) -> None:
        self.session = open_session(folder / MODEL_FILE, threads)
        self.tokenizer = read_tokenizer(folder / TOKENIZER_FILE)
        self.tokenizer.enable_truncation(LONGEST)
        self.tokenizer.enable_padding()

    def reads(self, asked: str, written: str) -> bool:
        return asked == written == LANGUAGE

    def score(self, question: str, sentences: Sequence[str]) -> list[float]:
        """Return the log-odds that each sentence answers."""
        pairs = self.tokenizer.encode_batch([(question, sentence) for sentence in sentences])
        (sums,) = self.session.run(None, feed_of(pairs))
        return [round(float(value), 4) for value in sums]
