"""Seeds into an index: load, split, embed, store, verify, switch.

Idempotent: the build id is a fingerprint of all that goes in, so nothing is done where
the current build has it. Where something changed, only changed texts are embedded again.
"""

import logging
import subprocess  # nosec B404 # only for what follows
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from index.documents.seeds import seed_digests
from index.errors import IndexDamaged, IndexMissing, SeedsError
from index.folder import DataFolder
from index.manifest import FORMAT, Manifest, fingerprint, library_versions
from index.vectors.embedder import DEFAULT_MODEL, LARGEST_DIFFERENCE, Embedder, ModelFiles, TorchEncoder, find_model
from index.vectors.encoder import MODEL_FILE, Encoder, Encoding, OnnxEncoder

if TYPE_CHECKING:
    from llama_index.core.schema import BaseNode

SPLITTER_VERSION = 1  # raise it when the cut into passages changes
RESERVED_TOKENS = 4  # the special tokens, and the stop and space after the topic
CHUNK = 64  # texts a progress step
PROOF_TEXTS = 64  # of the corpus's own, evenly spaced, on which an exported model is checked

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    build_id: str
    changed: bool
    documents: int
    passages: int
    sentences: int
    embedded: int  # texts that had to be embedded; the rest came from the build before
    seconds: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: ``step`` in words, ``done`` of ``total`` texts (0 of 0 where not counted)."""

    step: str
    done: int = 0
    total: int = 0


Report = Callable[[Progress], None]


def build(
    seeds: Path,
    data: Path,
    model: str = DEFAULT_MODEL,
    report: Report = lambda progress: None,
    wait: float = 600,
    rebuild: bool = False,
) -> BuildReport:
    """Bring the index in ``data`` up to date with ``seeds``; with ``rebuild`` also where it seems to be.

    Raises SeedsError, ModelError, IndexBusy (after ``wait`` seconds) or IndexDamaged
    (the new build failed its check; the one before stays in use).
    """
    begun = perf_counter()
    folder = DataFolder(data)
    with folder.writer(wait):
        files = find_model(model)
        build_id = fingerprint(seed_digests(seeds), files.digest, SPLITTER_VERSION)
        current = readable_manifest(folder)
        fits = current and current.build_id == build_id and not rebuild
        if current and fits and is_whole(folder.current(), current):
            return summary(current, embedded=None, seconds=perf_counter() - begun)
        with folder.new_build(build_id) as part:
            known = known_encodings(folder, current, files)
            manifest, embedded = fill(part, seeds, files, build_id, known, report)
            report(Progress("checking the new index"))
            verify_apart(part)
        return summary(manifest, embedded, seconds=perf_counter() - begun)


def out_of_date(seeds: Path, data: Path, model: str) -> str | None:
    """Return why the index in ``data`` has to be built, None where it fits; looks at digests, not at weights.

    Raises SeedsError where the documents cannot be read.
    """
    current = readable_manifest(DataFolder(data))
    digests = seed_digests(seeds)
    if current is None:
        return "there is no index yet"
    if current.documents != digests:
        return "the documents have changed"
    if (current.model, current.splitter) != (model, SPLITTER_VERSION):
        return "the index was made with another model or version"
    return None


def readable_manifest(folder: DataFolder) -> Manifest | None:
    """Return the current build's manifest; None where there is none or it cannot be read."""
    try:
        return Manifest.read(folder.current())
    except (IndexMissing, IndexDamaged):
        return None


def is_whole(folder: Path, manifest: Manifest) -> bool:
    """True where a build can be opened, so that building again mends one that cannot."""
    from index.vectors.store import Store

    try:
        Store(folder)
        if manifest.encoder_digest is not None:
            OnnxEncoder(folder, manifest.encoder_digest, manifest.max_tokens)
    except IndexDamaged:
        return False
    return True


def summary(manifest: Manifest, embedded: int | None, seconds: float) -> BuildReport:
    return BuildReport(
        manifest.build_id,
        embedded is not None,
        len(manifest.documents),
        manifest.passages,
        manifest.sentences,
        embedded or 0,
        round(seconds, 3),
    )


def known_encodings(folder: DataFolder, current: Manifest | None, files: ModelFiles) -> dict[str, Encoding]:
    """Return the encodings of the build in use by digest of the embedded text; none from another model."""
    from index.vectors.store import Store

    if current is None or current.model_digest != files.digest:
        return {}
    try:
        return Store(folder.current()).encodings()
    except IndexDamaged:
        return {}


def fill(
    part: Path, seeds: Path, files: ModelFiles, build_id: str, known: dict[str, Encoding], report: Report
) -> tuple[Manifest, int]:
    """Write a whole index into the folder ``part``; return its manifest and how many texts were embedded."""
    from index.documents.loader import load
    from index.documents.splitter import OutlineParser
    from index.vectors.writer import embedded_text, text_digest, write_documents, write_rows

    report(Progress("loading the embedding model"))
    embedder = Embedder(files)
    documents = load(seeds)
    parser = OutlineParser(max_tokens=embedder.max_tokens - RESERVED_TOKENS, count_tokens=embedder.count_tokens)
    nodes = parser.get_nodes_from_documents(documents)
    require_nodes(documents, nodes)
    fresh = {text_digest(node): node for node in nodes if text_digest(node) not in known}
    report(Progress("preparing the question encoder"))
    encoder = export(embedder, part, [embedded_text(node) for node in nodes])
    made = embed(embedder, encoder, list(fresh.values()), report)
    report(Progress("writing the index"))
    write_documents(part, {document.id_: document.text for document in documents})
    counts = write_rows(part, nodes, known | dict(zip(fresh, made, strict=True)))
    manifest = Manifest(
        build_id=build_id,
        format=FORMAT,
        documents={document.id_: document.metadata["sha256"] for document in documents},
        model=files.name,
        model_digest=files.digest,
        encoder_digest=encoder.digest if isinstance(encoder, OnnxEncoder) else None,
        max_tokens=embedder.max_tokens,
        dimensions=embedder.dimensions,
        splitter=SPLITTER_VERSION,
        passages=counts[0],
        sentences=counts[1],
        libraries=library_versions(),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    manifest.write(part)
    return manifest, len(fresh)


def require_nodes(documents: "Sequence[BaseNode]", nodes: "Sequence[BaseNode]") -> None:
    """Raise SeedsError, naming the file, where a document gave no passage."""
    covered = {node.source_node.node_id for node in nodes if node.source_node}
    for document in documents:
        if document.node_id not in covered:
            raise SeedsError(f"{document.node_id} holds no paragraph: put text in it or move it away.")


def export(embedder: Embedder, part: Path, texts: Sequence[str]) -> Encoder:
    """Export the question encoder and prove it equal on ``texts``; where that fails, questions stay with torch."""
    digest = embedder.export(part)
    if digest is None:
        return TorchEncoder(embedder)
    encoder = OnnxEncoder(part, digest, embedder.max_tokens)
    sample = list(texts[:: max(1, len(texts) // PROOF_TEXTS)])
    exported = np.array([encoding.vector for encoding in encoder.encode(sample)])
    difference = float(np.abs(exported - embedder.encode(sample)).max())
    if difference <= LARGEST_DIFFERENCE:
        return encoder
    log.warning("the exported model differs by %.1e; questions will be encoded by torch", difference)
    (part / MODEL_FILE).unlink()
    return TorchEncoder(embedder)


def embed(embedder: Embedder, encoder: Encoder, nodes: "list[BaseNode]", report: Report) -> list[Encoding]:
    """Return each node's vector by sentence-transformers and, for a sentence, its token vectors by the encoder."""
    from index.vectors.writer import embedded_text, is_sentence

    made: list[Encoding] = []
    for low in range(0, len(nodes), CHUNK):
        report(Progress("embedding", low, len(nodes)))
        chunk = nodes[low : low + CHUNK]
        vectors = embedder.encode([embedded_text(node) for node in chunk])
        tokens = encoder.encode([node.get_content() if is_sentence(node) else "" for node in chunk])
        made += [replace(encoding, vector=vector) for vector, encoding in zip(vectors, tokens, strict=True)]
    report(Progress("embedding", len(nodes), len(nodes)))
    return made


def verify_apart(folder: Path) -> None:
    """Check a build in a process of its own: a ruined Chroma folder can kill the process that opens it."""
    command = [sys.executable, "-m", "index.health", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # nosec B603 # this program, no shell
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
        raise IndexDamaged(f"The new index failed its check ({last}): the one before stays in use; try again.")
