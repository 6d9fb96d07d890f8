"""Questions into vectors without torch: the exported model on onnxruntime.

Knows vectors, tokens and their offsets; nothing of documents or ranking.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.errors import IndexDamaged
from index.integrity import file_digest

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

MODEL_FILE, WEIGHTS_FILE = "encoder.onnx", "encoder.weights"  # weights apart are mapped, not read
TOKENIZER_FILE = "tokenizer.json"
BATCH = 8  # with lengths sorted, 8 is the fastest batch on two cores


@dataclass(frozen=True, slots=True)
class Encoding:
    """One text as the model sees it."""

    vector: Floats  # (dimensions,), unit length: the meaning of the whole
    tokens: Floats  # (tokens, dimensions), each of unit length, special tokens left out
    spans: Ints  # (tokens, 2), character offsets of each token in the text

    def after(self, start: int) -> "Encoding":
        """Return the same without the tokens before character ``start``, from which the offsets are counted."""
        own = self.spans[:, 1] > start
        return Encoding(self.vector, self.tokens[own], np.maximum(self.spans[own] - start, 0))


Encodings = dict[str, Encoding]  # by the digest of the embedded text


@dataclass(frozen=True, slots=True)
class Prompts:
    """What a model was trained to read before a question and before a text of the documents; "" for most."""

    question: str = ""
    document: str = ""

    def of(self, is_question: bool) -> str:
        return self.question if is_question else self.document


class Encoder(Protocol):
    """Anything that turns texts into encodings; the texts' order is kept."""

    def encode(self, texts: Sequence[str], is_question: bool = False) -> list[Encoding]:
        """Encode questions, or else texts that they are held against; some models read the two differently."""
        ...


class WordEncoder(Encoder, Protocol):
    """One that also tells words."""

    def knows(self, word: str) -> bool:
        """True for a word in lower case that is one piece: it is common where the model was trained."""
        ...


class OnnxEncoder:
    """The exported embedding model. ``threads`` 0 lets onnxruntime choose."""

    def __init__(
        self, folder: Path, digest: str, max_tokens: int, threads: int = 0, prompts: Prompts = Prompts()
    ) -> None:
        """Load the model; raises IndexDamaged where the file is not the one that was exported."""
        path = folder / MODEL_FILE
        if exported_digest(folder) != digest:
            raise IndexDamaged(f"{path} is not the model that was exported: build the index again (assistant index).")
        self.digest, self.prompts = digest, prompts
        self.session = open_session(path, threads)
        self.inputs = {entry.name for entry in self.session.get_inputs()}
        self.tokenizer = read_tokenizer(folder / TOKENIZER_FILE)
        self.tokenizer.enable_truncation(max_tokens)
        self.tokenizer.enable_padding()

    def encode(self, texts: Sequence[str], is_question: bool = False) -> list[Encoding]:
        prompt = self.prompts.of(is_question)
        lengths = list(map(len, texts))
        encodings = by_length(lengths, lambda numbers: self.encode_batch([prompt + texts[n] for n in numbers]))
        return [encoding.after(len(prompt)) for encoding in encodings] if prompt else encodings

    def knows(self, word: str) -> bool:
        return self.tokenizer.token_to_id(word) is not None

    def encode_batch(self, texts: list[str]) -> list[Encoding]:
        """Return the encodings of texts in one pass of the model, all padded to the longest."""
        encodings = self.tokenizer.encode_batch(texts)
        feed = feed_of(encodings)
        vectors, tokens = self.session.run(None, {name: feed[name] for name in self.inputs})
        return [
            select_tokens(vector, matrix, np.array(e.offsets, np.int32), np.array(e.special_tokens_mask))
            for vector, matrix, e in zip(vectors, tokens, encodings, strict=True)
        ]


def by_length(lengths: Sequence[int], encode: Callable[[list[int]], list[Encoding]]) -> list[Encoding]:
    """Encode texts, named by their numbers, in batches of about one length, which pad the least; keep their order."""
    order = sorted(range(len(lengths)), key=lambda number: lengths[number])
    batches = (order[low : low + BATCH] for low in range(0, len(order), BATCH))
    made = {number: one for batch in batches for number, one in zip(batch, encode(batch), strict=True)}
    return [made[number] for number in range(len(lengths))]


def feed_of(encodings: Sequence[Any]) -> dict[str, NDArray[np.int64]]:
    """Return what a model is given for texts, or pairs of texts, as the tokenizer has cut them to one length."""
    return {
        "input_ids": np.array([one.ids for one in encodings]),
        "attention_mask": np.array([one.attention_mask for one in encodings]),
        "token_type_ids": np.array([one.type_ids for one in encodings]),
    }


def open_session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """Open a model on the processor; ``threads`` 0 lets onnxruntime choose.

    Without an arena, which would keep what the largest batch has ever needed: 128 MB after texts of 240 tokens.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def read_tokenizer(path: Path) -> Tokenizer:
    """Load a tokenizer; raises IndexDamaged where the file is missing or broken."""
    try:
        return Tokenizer.from_buffer(path.read_bytes())
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"{path} cannot be read: build the index again (assistant index).") from error


def count_tokens(tokenizer: Tokenizer, text: str) -> int:
    """Return how many of a model's tokens ``text`` has, without the special ones."""
    return len(tokenizer.encode(text, add_special_tokens=False).ids)


def select_tokens(vector: Floats, tokens: Floats, spans: Ints, special: NDArray[np.int_]) -> Encoding:
    """Leave out padding and special tokens (mask 1) and bring the rest to unit length."""
    keep = special == 0
    return Encoding(unit(vector), unit(tokens[keep]), spans[keep])


def unit(vectors: Floats) -> Floats:
    """Return vectors (…, dimensions) at unit length, as float32; one of nothing but zeros stays so."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Floats = (vectors / np.maximum(norms, 1e-9)).astype(np.float32)
    return scaled


def exported_digest(folder: Path) -> str:
    """Return the digest of an exported model, in one file or with its weights apart; "" where there is none."""
    paths = [path for path in (folder / MODEL_FILE, folder / WEIGHTS_FILE) if path.is_file()]
    found = [file_digest(path) for path in paths]
    return hashlib.sha256("".join(found).encode()).hexdigest() if len(found) > 1 else "".join(found)
