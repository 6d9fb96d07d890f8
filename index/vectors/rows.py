"""Rows into encodings: passages, sentences and kept questions, each text read once, the short ones first."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from llama_index.core.schema import BaseNode, MetadataMode

from index.schema import Kept
from index.vectors.encoder import Encoder, Encoding, Encodings

CHUNK = 64  # texts a progress step


def is_sentence(node: BaseNode) -> bool:
    return bool(node.metadata["kind"] == "sentence")


def embedded_text(node: BaseNode) -> str:
    """Return what of a node is embedded: its words, after its topic where they do not name it."""
    return node.get_content(MetadataMode.EMBED)


def text_digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What an encoder made of all rows, and which of them were new to it."""

    all: Encodings
    fresh: frozenset[str]  # digests of the texts that were not known


def encode(
    encoder: Encoder,
    nodes: Sequence[BaseNode],
    kept: Sequence[Kept],
    known: Encodings,
    report: Callable[[int, int], None],
) -> Encoded:
    """Return each row's vector and, for a sentence, its token vectors; only rows that are not ``known`` are read."""
    words = {text_digest(text): (text, "") for text in (row.text for row in kept)}
    words |= {
        text_digest(text): (text, node.get_content() if is_sentence(node) else "")
        for node, text in ((node, embedded_text(node)) for node in nodes)
    }
    fresh = sorted((digest for digest in words if digest not in known), key=lambda digest: len(words[digest][0]))
    made: Encodings = {}
    for low in range(0, len(fresh), CHUNK):
        report(low, len(fresh))
        chunk = fresh[low : low + CHUNK]
        made |= zip(chunk, read_rows(encoder, [words[digest] for digest in chunk]), strict=True)
    report(len(fresh), len(fresh))
    return Encoded(known | made, frozenset(fresh))


def read_rows(encoder: Encoder, texts: Sequence[tuple[str, str]]) -> list[Encoding]:
    """Return for (embedded text, own words) the vector of the first and the tokens of the second, if any."""
    wholes = encoder.encode([whole for whole, _ in texts])
    differing = [own for whole, own in texts if own and own != whole]
    others = iter(encoder.encode(differing) if differing else [])
    return [with_tokens(encoding, whole, own, others) for encoding, (whole, own) in zip(wholes, texts, strict=True)]


def with_tokens(whole: Encoding, text: str, own: str, others: Iterator[Encoding]) -> Encoding:
    if own == text:
        return whole
    if own:
        return replace(next(others), vector=whole.vector)
    return replace(whole, tokens=whole.tokens[:0], spans=whole.spans[:0])
