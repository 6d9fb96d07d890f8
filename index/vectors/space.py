"""All rows of an index as one encoder sees them: vectors of passages, sentences and kept questions, and of tokens.

A search is an exact numpy pass over the vectors, which is complete, deterministic and, up to tens of thousands
of rows, faster than Chroma's approximate one (0.07 ms against 1.7 ms at 1,000 rows, 1.1 against 2.1 at 20,000).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.vectors.encoder import Encoding, Floats, Ints

TOKEN_FILES = ("token_vectors.npy", "token_spans.npy", "token_bounds.npy")
SAMPLED = 128  # sentences that tell how like a token is to any
IN_MEMORY = 40_000  # token vectors that are read at once, 61 MB at 384 dimensions; more stay on disk as float16


@dataclass(frozen=True, slots=True)
class Space:
    """Vectors have unit length. Token vectors are the sentences', one after another."""

    passages: Floats  # (passages, dimensions)
    sentences: Floats  # (sentences, dimensions)
    kept: Floats  # (kept questions that this encoder reads, dimensions)
    kept_numbers: Ints  # (the same,) which of the store's kept questions they are
    token_vectors: Floats  # (tokens, dimensions), float16 where they stay on disk
    token_spans: Ints  # (tokens, 2) offsets in the sentence
    token_bounds: Ints  # (sentences + 1,) where each sentence's tokens begin

    def search_passages(self, vector: Floats) -> Floats:
        """Return the cosine of every passage with a unit vector, (passages,)."""
        return similarities(self.passages, vector)

    def search_sentences(self, vector: Floats) -> Floats:
        """Return the cosine of every sentence with a unit vector, (sentences,)."""
        return similarities(self.sentences, vector)

    def search_kept(self, vector: Floats) -> Floats:
        """Return the cosine of every kept question of this space with a unit vector, (kept,)."""
        return similarities(self.kept, vector)

    def tokens(self, first: int, count: int = 1) -> tuple[Floats, Ints]:
        """Return the token vectors of ``count`` sentences from number ``first`` on, and their offsets."""
        low, high = self.token_bounds[first], self.token_bounds[first + count]
        return self.token_vectors[low:high].astype(np.float32, copy=False), self.token_spans[low:high]

    def background(self, tokens: Floats) -> Floats:
        """Return for each of a question's tokens its mean best cosine with sentences taken evenly, (tokens,)."""
        count = len(self.token_bounds) - 1
        if not count:
            return np.zeros(len(tokens), np.float32)
        chosen = np.unique(np.linspace(0, count - 1, min(count, SAMPLED)).astype(int))
        vectors = [self.tokens(number)[0] for number in chosen.tolist()]
        best = [(tokens @ rows.T).max(axis=1) for rows in vectors if len(rows)]
        return np.mean(best, axis=0, dtype=np.float32) if best else np.zeros(len(tokens), np.float32)

    def sentence(self, number: int) -> Encoding:
        """Return a sentence as the encoder saw it."""
        return Encoding(self.sentences[number], *self.tokens(number))


def similarities(matrix: Floats, vector: Floats) -> Floats:
    """Cosines rounded to 6 digits: batching moves the last bit, and ties must stay ties."""
    return np.round(matrix @ vector, 6)


def write_tokens(folder: Path, prefix: str, encodings: Sequence[Encoding]) -> None:
    """Write the sentences' token vectors as float16, files beginning with ``prefix``."""
    bounds = np.cumsum([0, *(len(encoding.tokens) for encoding in encodings)])
    vectors = np.concatenate([encoding.tokens for encoding in encodings]).astype(np.float16)
    spans = np.concatenate([encoding.spans for encoding in encodings])
    for name, array in zip(TOKEN_FILES, (vectors, spans, bounds), strict=True):
        np.save(folder / f"{prefix}{name}", array)


def read_tokens(folder: Path, prefix: str) -> tuple[Floats, Ints, Ints]:
    """Return token vectors, spans and bounds; those of a large index stay on disk until they are needed."""
    vectors, spans, bounds = (read_array(folder / f"{prefix}{name}") for name in TOKEN_FILES)
    return vectors.astype(np.float32) if len(vectors) <= IN_MEMORY else vectors, spans, bounds


def read_array(path: Path) -> Any:
    """Return an array that stays on disk until its parts are needed."""
    return np.asarray(np.load(path, mmap_mode="r"))  # still mapped, without memmap's cost at every slice
