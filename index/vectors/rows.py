"""Rows into encodings: passages, sentences and kept questions, each text read once, the short ones first."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from llama_index.core.schema import BaseNode, MetadataMode

from index.progress import Tally
from index.schema import Kept
from index.vectors.encoder import Encoder, Encoding, Encodings

CHUNK = 64  # texts a progress step


def is_sentence(node: BaseNode) -> bool:
    return bool(node.metadata["kind"] == "sentence")


def embedded_text(node: BaseNode) -> str:
    """Return what of a node is embedded: its words, after its topic where they do not name it."""
    return node.get_content(MetadataMode.EMBED)


def text_digest(text: str) -> str:
    """Return by what a text's encoding is known from build to build: 24 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


class Row(NamedTuple):
    """A text that is embedded."""

    text: str
    own: str = ""  # what of it has token vectors: a sentence's words, without the topic before them
    is_question: bool = False


@dataclass(frozen=True, slots=True)
class Encoded:
    """What an encoder made of all rows, and which of them were new to it."""

    all: Encodings
    fresh: frozenset[str]  # digests of the texts that were not known


def rows_of(nodes: Sequence[BaseNode], kept: Sequence[Kept]) -> dict[str, Row]:
    """Return what is embedded, by its digest; a text that is both is a sentence."""
    rows = [Row(one.text, is_question=True) for one in kept]
    rows += [Row(embedded_text(node), node.get_content() if is_sentence(node) else "") for node in nodes]
    return {text_digest(row.text): row for row in rows}


def encode(encoder: Encoder, rows: Mapping[str, Row], known: Encodings, tally: Tally) -> Encoded:
    """Return each row's vector and, for a sentence, its token vectors; only rows that are not ``known`` are read."""
    fresh = sorted(rows.keys() - known.keys(), key=lambda digest: (len(rows[digest].text), digest))
    tally.expect(len(fresh))
    made: Encodings = {}
    for low in range(0, len(fresh), CHUNK):
        chunk = fresh[low : low + CHUNK]
        made |= zip(chunk, read_rows(encoder, [rows[digest] for digest in chunk]), strict=True)
        tally.add(len(chunk))
    return Encoded(known | made, frozenset(fresh))


def read_rows(encoder: Encoder, rows: Sequence[Row]) -> list[Encoding]:
    """Return each row's vector, with the tokens of its own words."""
    texts = {is_question: [row.text for row in rows if row.is_question == is_question] for is_question in (True, False)}
    wholes = {is_question: iter(encoder.encode(texts[is_question], is_question)) for is_question in texts}
    differing = [row.own for row in rows if row.own not in ("", row.text)]
    others = iter(encoder.encode(differing))
    return [with_tokens(next(wholes[row.is_question]), row, others) for row in rows]


def with_tokens(whole: Encoding, row: Row, others: Iterator[Encoding]) -> Encoding:
    """Return a row's vector with the token vectors that it keeps: a sentence its own words', any other none.

    ``others`` gives, in order, the encodings of the sentences that are embedded with a topic before them.
    """
    if row.own == row.text:
        return whole
    if row.own:
        return replace(next(others), vector=whole.vector)
    return replace(whole, tokens=whole.tokens[:0], spans=whole.spans[:0])
