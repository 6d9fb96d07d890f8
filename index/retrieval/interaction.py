"""Late interaction: how well each word of a question is met somewhere in a passage.

For each word the best cosine among the passage's contextual token vectors, averaged with
the words' rarity as weight (the MaxSim of Khattab and Zaharia 2020, over words instead of
tokens). It tells what one vector for a whole passage blurs: which of two passages about
the same topic has the thing that was asked for.
"""

from collections.abc import Sequence

import numpy as np

from index.retrieval.lexicon import Lexicon
from index.vectors.encoder import Encoding, Floats, unit
from index.vectors.space import Space
from index.vectors.store import Store
from index.words import Word, read_words


def word_vectors(encoding: Encoding, words: Sequence[Word]) -> Floats:
    """Return each word's mean token vector, unit length (words, dimensions); zeros where it has no token."""
    starts, ends = encoding.spans[:, 0], encoding.spans[:, 1]
    inside = np.array([(starts >= word.start) & (ends <= word.end) for word in words], np.float32)
    sums = inside @ encoding.tokens if len(words) else np.zeros((0, encoding.tokens.shape[1]), np.float32)
    return unit(sums)


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
    scores = np.zeros(len(numbers), np.float32)
    bounds = [token_bound(space, store, number) for number in numbers]
    held = [place for place, bound in enumerate(bounds) if bound.start < bound.stop]
    if not held or not weights.sum():
        return scores
    best = [
        # one passage after another: putting all their tokens together would take longer than comparing them
        (space.token_vectors[bounds[place]].astype(np.float32, copy=False) @ vectors.T).max(axis=0)
        for place in held
    ]
    scores[held] = np.round(np.stack(best) @ weights / weights.sum(), 6)
    return scores


def token_bound(space: Space, store: Store, number: int) -> slice:
    """Return where the tokens of a passage's sentences stand among those of all."""
    sentences = store.passages[number].sentences
    first = store.sentence_numbers[sentences[0].id] if sentences else 0
    low, high = space.token_bounds[first], space.token_bounds[first + len(sentences)]
    return slice(int(low), int(high))
