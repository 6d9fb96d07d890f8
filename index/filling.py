"""Fills the folder of a new build: documents split, each text embedded by the encoders that read it, all written."""

import logging
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.documents.collections import Collections
from index.documents.layout import Layout, write_layouts
from index.documents.seeds import Sources
from index.manifest import FORMAT, Manifest, library_versions
from index.progress import Progress, Report, Tally
from index.schema import Kept
from index.vectors.e5.graph import written_digest
from index.vectors.embedder import LARGEST_DIFFERENCE, Embedder, TorchEncoder
from index.vectors.encoder import MODEL_FILE, WEIGHTS_FILE, Encoder, Encodings, OnnxEncoder, count_tokens
from index.vectors.encoders import Models
from index.vectors.exported import Exported

if TYPE_CHECKING:
    from llama_index.core.schema import BaseNode, Document

    from index.vectors.rows import Encoded

SPLITTER_VERSION = 8  # raise it when the cut into passages changes
RESERVED_TOKENS = 4  # the special tokens, and the stop and space after the topic
PROOF_TEXTS = 64  # of the corpus's own, evenly spaced, on which an exported model is checked

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Texts:
    """What the documents come to."""

    documents: "Sequence[Document]"
    aside: Mapping[str, str]  # files that are no documents, and why
    nodes: "Sequence[BaseNode]"  # passages and sentences
    kept: Sequence[Kept]
    collections: Collections
    layouts: "Mapping[str, Layout]"  # of the documents with pages, by their ids

    @property
    def sentences(self) -> "list[BaseNode]":
        return [node for node in self.nodes if node.metadata["kind"] == "sentence"]


@dataclass(frozen=True, slots=True)
class Embedded:
    """What each encoder made of the texts."""

    encoder: Encoder  # of questions
    first: "Encoded"
    second: "Encoded | None"  # of the encoder of other languages, where there is one

    @property
    def fresh(self) -> int:
        """How many texts had to be read."""
        return len(self.first.fresh.union(self.second.fresh if self.second else ()))


@dataclass(frozen=True, slots=True)
class Before:
    """What is taken over from the build in use, where the same models made it."""

    first: Encodings = field(default_factory=dict)
    second: Encodings = field(default_factory=dict)
    exported: Exported | None = None


def fill(
    part: Path, sources: Sources, models: Models, build_id: str, before: Before, report: Report
) -> tuple[Manifest, int]:
    """Write a whole index into the folder ``part``; return its manifest and how many texts were embedded."""
    from index.vectors.writer import write_documents, write_rows

    report(Progress("loading the embedding model"))
    embedder = before.exported or Embedder(models.files)
    texts = read_texts(sources, embedder)
    report(Progress("preparing the question encoder"))
    made = embed(part, embedder, models, texts, before, report)
    report(Progress("writing the index"))
    write_documents(part, {document.id_: document.text for document in texts.documents})
    write_layouts(part, texts.layouts)
    held = [row for row in texts.kept if models.reads(row) or made.second]
    write_rows(part, texts.nodes, held, made.first.all, made.second.all if made.second else None)
    manifest = describe(part, build_id, sources, models, embedder, texts, made.encoder, len(held))
    manifest.write(part)
    return manifest, made.fresh


def read_texts(sources: Sources, embedder: Embedder | Exported) -> Texts:
    """Split the documents; raises SeedsError where none can be read and gives a passage."""
    from index.documents.kept import read_kept
    from index.documents.loader import read_folder, with_passages
    from index.documents.splitter import OutlineParser, add_pages
    from index.vectors.rows import is_sentence

    collections = sources.collections()
    held = read_folder(sources.seeds)
    count = partial(count_tokens, embedder.tokenizer)
    longest = embedder.max_tokens - RESERVED_TOKENS - count(embedder.prompts.document)
    parser = OutlineParser(max_tokens=longest, count_tokens=count)
    nodes = parser.get_nodes_from_documents(held.documents)
    add_pages(nodes, held.layouts)
    documents, aside = with_passages(held, nodes)
    kept = read_kept(sources.seeds, [node for node in nodes if is_sentence(node)], sources.made)
    return Texts(documents, aside, nodes, kept, collections, held.layouts)


def embed(
    part: Path, embedder: Embedder | Exported, models: Models, texts: Texts, before: Before, report: Report
) -> Embedded:
    """Let each encoder read its texts; the second, which needs no torch, begins while the first is exported."""
    from index.vectors.rows import embedded_text, encode, rows_of

    tally = Tally("embedding", report)
    own, others = ([row for row in texts.kept if models.reads(row) == is_own] for is_own in (True, False))
    threads = max(1, (os.cpu_count() or 1) // 2) if models.foreign else 0

    def read_aside() -> "Encoded":
        return encode(foreign_encoder(part, threads), rows_of(texts.nodes, others), before.second, tally)

    with ThreadPoolExecutor(1) as aside:
        second = aside.submit(read_aside) if models.foreign else None
        encoder = write_encoder(embedder, part, [embedded_text(node) for node in texts.nodes], threads)
        first = encode(encoder, rows_of(texts.nodes, own), before.first, tally)
    return Embedded(encoder, first, second.result() if second else None)


def foreign_encoder(part: Path, threads: int) -> Encoder:
    """Write the encoder of other languages into the build and open it."""
    from index.vectors.e5.encoder import E5Encoder
    from index.vectors.e5.graph import export

    return E5Encoder(part, export(part), threads)


def write_encoder(embedder: Embedder | Exported, part: Path, texts: Sequence[str], threads: int = 0) -> Encoder:
    """Export the question encoder and prove it equal on ``texts``; where that fails, questions stay with torch.

    One that a build holds was proved when it was exported.
    """
    if isinstance(embedder, Exported):
        return embedder.write(part, threads)
    digest = embedder.export(part)
    if digest is None:
        return TorchEncoder(embedder)
    encoder = OnnxEncoder(part, digest, embedder.max_tokens, threads, embedder.prompts)
    sample = list(texts[:: max(1, len(texts) // PROOF_TEXTS)])
    exported = np.array([encoding.vector for encoding in encoder.encode(sample)])
    difference = float(np.abs(exported - embedder.encode(sample)).max())
    if difference <= LARGEST_DIFFERENCE:
        return encoder
    log.warning("the exported model differs by %.1e; questions will be encoded by torch", difference)
    for name in (MODEL_FILE, WEIGHTS_FILE):
        (part / name).unlink(missing_ok=True)
    return TorchEncoder(embedder)


def describe(
    part: Path, build_id: str, sources: Sources, models: Models, embedder: Embedder | Exported, texts: Texts,
    encoder: Encoder, kept: int,
) -> Manifest:  # fmt: skip
    """Return the record of a build."""
    return Manifest(
        build_id=build_id,
        format=FORMAT,
        documents={document.id_: document.metadata["sha256"] for document in texts.documents},
        aside=dict(texts.aside),
        unread={name: sources.digests[name] for name in texts.aside if name in sources.digests},
        gaps={name: layout.gap for name, layout in texts.layouts.items() if layout.gap},
        sidecars=sources.sidecars,
        collections=texts.collections.record(),
        model=models.files.name,
        model_digest=models.files.digest,
        encoder_digest=encoder.digest if isinstance(encoder, OnnxEncoder) else None,
        prompts=asdict(embedder.prompts),
        max_tokens=embedder.max_tokens,
        dimensions=embedder.dimensions,
        foreign_model=models.foreign,
        foreign_digest=models.foreign_digest,
        foreign_files=written_digest(part) if models.foreign else None,
        splitter=SPLITTER_VERSION,
        passages=len(texts.nodes) - len(texts.sentences),
        sentences=len(texts.sentences),
        kept=kept,
        libraries=library_versions(),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
