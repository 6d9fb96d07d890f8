"""Texts of any language into vectors: the written layers on onnxruntime, words looked up in the package's file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

from index.errors import IndexDamaged
from index.vectors.e5.file import open_published
from index.vectors.e5.graph import LAYERS_FILE, PIECES_FILE, PREFIX, written_digest
from index.vectors.encoder import Encoding, Ints, by_length, open_session, unit


class E5Encoder:
    """Encodes texts of any language; layers and pieces are from ``export``, word vectors from the package."""

    def __init__(self, folder: Path, digest: str, threads: int = 0) -> None:
        """Raises IndexDamaged where a file is not the one that was written, ModelError where the package is gone."""
        if written_digest(folder) != digest:
            raise IndexDamaged(
                f"{folder / LAYERS_FILE} is not what was written: build the index again (assistant index)."
            )
        self.digest = digest
        self.file = open_published()
        self.session = open_session(folder / LAYERS_FILE, threads)
        self.pieces = SentencePieceProcessor(model_file=str(folder / PIECES_FILE))
        self.head = [self.file.bos, *self.pieces.encode(PREFIX)]
        self.longest = self.file.sizes.positions - len(self.head) - 1

    def encode(self, texts: Sequence[str], is_question: bool = False) -> list[Encoding]:
        """Encode texts, questions and others alike."""
        read = [self.pieces.encode(text, return_type="proto").pieces[: self.longest] for text in texts]

        def encode(numbers: list[int]) -> list[Encoding]:
            return self.encode_batch([texts[n] for n in numbers], [read[n] for n in numbers])

        return by_length(list(map(len, read)), encode)

    def encode_batch(self, texts: list[str], read: list[Any]) -> list[Encoding]:
        """Return the encodings of texts in one pass; ``read`` has each one's pieces, as far as the model reads them."""
        rows = [[*self.head, *(piece.id for piece in pieces), self.file.eos] for pieces in read]
        ids, mask = self.padded(rows)
        (tokens,) = self.session.run(None, {"embedded": self.file.embed(ids), "mask": mask})
        vectors = unit((tokens * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True))
        begin = len(self.head)
        return [
            Encoding(vector, unit(matrix[begin : len(row) - 1]), character_spans(text, pieces))
            for vector, matrix, row, text, pieces in zip(vectors, tokens, rows, texts, read, strict=True)
        ]

    def pair(self, one: str, other: str) -> list[int]:
        """Return the ids of two texts that are read together."""
        return [*self.head, *self.pieces.encode(one), self.file.eos, *self.pieces.encode(other), self.file.eos]

    def padded(self, rows: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], Ints]:
        """Return the ids of texts, all of one length, and which of them are the texts' own (texts, tokens)."""
        longest = max(map(len, rows))
        ids = np.array([[*row, *[self.file.pad] * (longest - len(row))] for row in rows])
        return ids, np.array([[1] * len(row) + [0] * (longest - len(row)) for row in rows], np.int32)


def character_spans(text: str, pieces: Sequence[Any]) -> Ints:
    """Return the pieces' offsets in characters (pieces, 2); sentencepiece counts bytes of UTF-8."""
    sizes = [len(character.encode("utf-8", "replace")) for character in text]
    at = np.repeat(np.arange(len(text)), sizes)  # the character of each byte
    at = np.append(at, len(text))
    spans = np.array([(piece.begin, piece.end) for piece in pieces], np.int32).reshape(-1, 2)
    return at[np.minimum(spans, len(at) - 1)].astype(np.int32)
