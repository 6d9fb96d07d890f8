"""Keyword search: BM25 over the passages, stemmed, rebuilt in memory when an index is opened."""

import logging
from collections.abc import Sequence

import bm25s
import numpy as np

from index.words import stems

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it would tell of every index at debug level


class KeywordIndex:
    """BM25 (Lucene's variant, k1 1.5, b 0.75) over a fixed list of texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        corpus = [stems(text) for text in texts]
        self.vocabulary = {stem for words in corpus for stem in words}
        self.bm25 = bm25s.BM25()
        if self.vocabulary:  # bm25s cannot index texts without a single word
            self.bm25.index(corpus, show_progress=False)

    def search(self, question: str, top_k: int) -> list[tuple[int, float]]:
        """Return (position, score) of the best texts, best first; only texts that share a word."""
        known = [stem for stem in stems(question) if stem in self.vocabulary]
        if not known:
            return []
        scores = self.bm25.get_scores(known)
        order = np.argsort(-scores, kind="stable")[:top_k]
        return [(int(number), float(scores[number])) for number in order if scores[number] > 0]
