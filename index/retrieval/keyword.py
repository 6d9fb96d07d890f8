"""Keyword search: BM25 over the passages, stemmed, rebuilt in memory when an index is opened."""

import logging
from collections.abc import Iterable, Sequence

import bm25s
import numpy as np

from index.han import is_han, parts
from index.words import content_stems, stems_of

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it would tell of every index at debug level


class KeywordIndex:
    """BM25 (Lucene's variant, k1 1.5, b 0.75) over a fixed list of texts."""

    def __init__(self, corpus: Sequence[Sequence[str]]) -> None:
        """``corpus`` has the stems of each text, see ``stems_and_parts``."""
        self.corpus = corpus
        self.vocabulary = {stem for words in corpus for stem in words}
        self.bm25 = bm25s.BM25()
        if self.vocabulary:  # bm25s cannot index texts without a single word
            self.bm25.index([list(words) for words in corpus], show_progress=False)

    @classmethod
    def of(cls, texts: Sequence[str]) -> "KeywordIndex":
        """Index texts, each known by its position."""
        return cls([stems_and_parts(text) for text in texts])

    def only(self, numbers: Iterable[int]) -> "KeywordIndex":
        """Return an index of some of the texts, by number, which ranks them as if there were no others."""
        return KeywordIndex([self.corpus[number] for number in numbers])

    def search(self, question: str, top_k: int, added: Sequence[str] = ()) -> list[tuple[int, float]]:
        """Return (position, score) of the best texts, best first; only texts that share a word.

        ``added`` are further stems that are asked for.
        """
        known = [stem for stem in [*stems_and_parts(question), *added] if stem in self.vocabulary]
        if not known:
            return []
        scores = self.bm25.get_scores(known)
        order = np.argsort(-scores, kind="stable")[:top_k]
        return [(int(number), float(scores[number])) for number in order if scores[number] > 0]


def stems_and_parts(text: str) -> list[str]:
    """Return the stems of the words that carry meaning, of all where none does.

    Of long Chinese words also the words within them: 停车 of 停车位.
    """
    found = content_stems(text) or stems_of(text)
    return [*found, *(part for stem in found if is_han(stem) for part in parts(stem))]
