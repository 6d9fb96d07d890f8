"""Late interaction: how well each word of a question is met somewhere in a passage.

For each word the best cosine among the passage's contextual token vectors, averaged with
the words' rarity as weight (the MaxSim of Khattab and Zaharia 2020, over words instead of
tokens). It tells what one vector for a whole passage blurs: which of two passages about
the same topic has the thing that was asked for.
"""

from collections.abc import Sequence

import numpy as np

from index.encoder import Encoding, Floats
from index.lexicon import Lexicon
from index.store import Store
from index.words import Word, read_words


def word_vectors(encoding: Encoding, words: Sequence[Word]) -> Floats:
    """Return each word's mean token vector, unit length (words, dimensions); zeros where it has no token."""
    starts, ends = encoding.spans[:, 0], encoding.spans[:, 1]
    inside = np.array([(starts >= word.start) & (ends <= word.end) for word in words], np.float32)
    sums = inside @ encoding.tokens if len(words) else np.zeros((0, encoding.tokens.shape[1]), np.float32)
    vectors: Floats = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return vectors


def interaction(text: str, encoding: Encoding, numbers: Sequence[int], store: Store, lexicon: Lexicon) -> Floats:
    """Return for each passage (by number) the weighted mean of its words' best cosines, (numbers,), -1 to 1."""
    words = [word for word in read_words(text) if not word.is_stop] or read_words(text)
    weights = np.array([lexicon.weight(word) for word in words], np.float32)
    parts = [store.passage_tokens(number) for number in numbers]
    sizes = np.array([part.stop - part.start for part in parts])
    if not weights.sum() or not sizes.sum():
        return np.zeros(len(numbers), np.float32)
    tokens = np.concatenate([store.token_vectors[part] for part in parts]).astype(np.float32)
    cosines = tokens @ word_vectors(encoding, words).T  # (tokens, words)
    filled = sizes > 0
    starts = (np.cumsum(sizes) - sizes)[filled]
    scores = np.zeros(len(numbers), np.float32)
    scores[filled] = np.maximum.reduceat(cosines, starts, axis=0) @ weights / weights.sum()
    return np.round(scores, 6)
