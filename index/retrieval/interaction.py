"""Late interaction: how well each word of a question is met somewhere in a passage.

For each word the best cosine among the passage's contextual token vectors, averaged with
the words' rarity as weight (the MaxSim of Khattab and Zaharia 2020, over words instead of
tokens). It tells what one vector for a whole passage blurs: which of two passages about
the same topic has the thing that was asked for.
"""

from collections.abc import Sequence

import numpy as np

from index.retrieval.lexicon import Lexicon
from index.vectors.encoder import Encoding, Floats
from index.vectors.space import Space
from index.vectors.store import Store
from index.words import Word, read_words


def word_vectors(encoding: Encoding, words: Sequence[Word]) -> Floats:
    """Return each word's mean token vector, unit length (words, dimensions); zeros where it has no token."""
    starts, ends = encoding.spans[:, 0], encoding.spans[:, 1]
    inside = np.array([(starts >= word.start) & (ends <= word.end) for word in words], np.float32)
    sums = inside @ encoding.tokens if len(words) else np.zeros((0, encoding.tokens.shape[1]), np.float32)
    vectors: Floats = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return vectors


def weighted_words(text: str, encoding: Encoding, lexicon: Lexicon) -> tuple[Floats, Floats]:
    """Return the vectors of a question's words (words, dimensions) and what each tells (words,)."""
    words = [word for word in read_words(text) if not word.is_stop] or read_words(text)
    return word_vectors(encoding, words), np.array([lexicon.weight(word) for word in words], np.float32)


def weighted_pieces(text: str, encoding: Encoding) -> tuple[Floats, Floats]:
    """Return the same of a question in a language that the documents do not have: its tokens, each as telling."""
    telling = [any(character.isalnum() for character in text[start:end]) for start, end in encoding.spans]
    return encoding.tokens[telling], np.ones(sum(telling), np.float32)


def interaction(vectors: Floats, weights: Floats, numbers: Sequence[int], space: Space, store: Store) -> Floats:
    """Return for each passage (by number) the weighted mean of the words' best cosines, (numbers,), -1 to 1."""
    if not weights.sum():
        return np.zeros(len(numbers), np.float32)
    scores = [best_cosines(space, store, number, vectors.T) @ weights / weights.sum() for number in numbers]
    return np.round(scores, 6).astype(np.float32)


def best_cosines(space: Space, store: Store, number: int, vectors: Floats) -> Floats:
    """Return for each word (a column of ``vectors``) its best cosine among a passage's tokens, (words,)."""
    sentences = store.passages[number].sentences
    if not sentences:
        return np.zeros(vectors.shape[1], np.float32)
    tokens, _ = space.tokens(store.sentence_numbers[sentences[0].id], len(sentences))
    if not len(tokens):
        return np.zeros(vectors.shape[1], np.float32)
    best: Floats = np.max(tokens @ vectors, axis=0)
    return best
