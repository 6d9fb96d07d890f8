"""Seeds into an index: load, split, embed, store, verify, switch.

Idempotent: the build id is a fingerprint of all that goes in, so nothing is done where
the current build has it. Where something changed, only changed texts are embedded again.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np

from index.documents.seeds import MADE_FOLDER, SIDECAR, seed_digests
from index.documents.snapshot import snapshot
from index.errors import IndexDamaged, IndexMissing
from index.folder import DataFolder
from index.integrity import mishaps_as, seal, verify_apart
from index.manifest import FORMAT, Manifest, fingerprint, library_versions
from index.schema import Kept
from index.vectors.e5.graph import model_digest, written_digest
from index.vectors.embedder import DEFAULT_MODEL, LARGEST_DIFFERENCE, Embedder, ModelFiles, TorchEncoder, find_model
from index.vectors.encoder import MODEL_FILE, Encoder, Encodings, OnnxEncoder
from index.vectors.encoders import AUTO, foreign_model

SPLITTER_VERSION = 3  # raise it when the cut into passages changes
RESERVED_TOKENS = 4  # the special tokens, and the stop and space after the topic
ROUNDS = 3  # builds at most, while the documents change under them; the last one is what they were at its beginning
NOT_WRITTEN = "The index cannot be written ({cause}): the one before stays in use; make room or set ASSISTANT_DATA."
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
    aside: Mapping[str, str] = field(default_factory=dict)  # files that are no documents, and why


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: ``step`` in words, ``done`` of ``total`` texts (0 of 0 where not counted)."""

    step: str
    done: int = 0
    total: int = 0


Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Sources:
    """What an index is made from: the documents, and the questions kept with them beside them or in the data folder."""

    seeds: Path
    made: Path
    digests: dict[str, str]

    @classmethod
    def of(cls, seeds: Path, data: Path) -> "Sources":
        """Raises SeedsError where the documents cannot be read."""
        return cls(seeds, data / MADE_FOLDER, seed_digests(seeds, data))

    @property
    def sidecars(self) -> dict[str, str]:
        return {name: digest for name, digest in self.digests.items() if name.endswith(SIDECAR)}


def build(
    seeds: Path,
    data: Path,
    model: str = DEFAULT_MODEL,
    report: Report = lambda progress: None,
    wait: float = 600,
    rebuild: bool = False,
    foreign: str = AUTO,
) -> BuildReport:
    """Bring the index in ``data`` up to date with ``seeds``; with ``rebuild`` also where it seems to be.

    ``foreign`` names the encoder of questions in other languages, see ``foreign_model``.

    Raises SeedsError, ModelError, IndexBusy (after ``wait`` seconds) or IndexDamaged
    (the new build failed its check; the one before stays in use).
    """
    begun = perf_counter()
    folder = DataFolder(data)
    with folder.writer(wait):
        files, other = find_model(model), foreign_model(foreign, model)
        digests = [files.digest, *([model_digest()] if other else [])]
        build_id = fingerprint(seed_digests(seeds, data), digests, SPLITTER_VERSION)
        current = readable_manifest(folder)
        fits = current and current.build_id == build_id and not rebuild
        if current and fits and is_whole(folder.current(), current):
            return summary(current, embedded=None, seconds=perf_counter() - begun)
        embedded = 0
        for _ in range(ROUNDS):
            with snapshot(seeds, data) as copies:
                sources = Sources.of(*copies)
                made, fresh = renew(folder, sources, files, other, digests, report)
            embedded += fresh
            if seed_digests(seeds, data) == sources.digests:
                break
        return summary(made, embedded, seconds=perf_counter() - begun)


def renew(
    folder: DataFolder, sources: Sources, files: ModelFiles, foreign: str | None, digests: Sequence[str], report: Report
) -> tuple[Manifest, int]:
    """Make a new build of the sources the one in use; return its manifest and how many texts were embedded."""
    build_id = fingerprint(sources.digests, digests, SPLITTER_VERSION)
    with mishaps_as(NOT_WRITTEN), folder.new_build(build_id) as part:
        known = known_encodings(folder, readable_manifest(folder), files, foreign)
        made = fill(part, sources, files, foreign, build_id, known, report)
        seal(part)
        report(Progress("checking the new index"))
        verify_apart(part)
    return made


def out_of_date(seeds: Path, data: Path, model: str, foreign: str = AUTO) -> str | None:
    """Return why the index in ``data`` has to be built, None where it fits; looks at digests, not at weights.

    Raises SeedsError where the documents cannot be read.
    """
    folder, digests = DataFolder(data), seed_digests(seeds, data)
    current = readable_manifest(folder)
    if current is None:
        return "there is no index yet" if folder.current_id() is None else "this version cannot read the one there is"
    if current.documents | current.sidecars | current.unread != digests:
        return "the documents have changed"
    used = (current.model, current.foreign_model, current.splitter)
    if used != (model, foreign_model(foreign, model), SPLITTER_VERSION):
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
        return manifest.foreign_files is None or written_digest(folder) == manifest.foreign_files
    except IndexDamaged:
        return False


def summary(manifest: Manifest, embedded: int | None, seconds: float) -> BuildReport:
    return BuildReport(
        manifest.build_id,
        embedded is not None,
        len(manifest.documents),
        manifest.passages,
        manifest.sentences,
        embedded or 0,
        round(seconds, 3),
        manifest.aside,
    )


def known_encodings(
    folder: DataFolder, current: Manifest | None, files: ModelFiles, foreign: str | None
) -> tuple[Encodings, Encodings]:
    """Return the encodings of the build in use, of both encoders; none from other models."""
    from index.vectors.store import Store

    same = current is not None and current.model_digest == files.digest
    same_foreign = current is not None and foreign is not None and current.foreign_digest == model_digest()
    if not same and not same_foreign:
        return {}, {}
    try:
        store = Store(folder.current())
    except IndexDamaged:
        return {}, {}
    both = store.foreign if same_foreign else None
    return store.encodings(store.first) if same else {}, store.encodings(both) if both else {}


def fill(
    part: Path,
    sources: Sources,
    files: ModelFiles,
    foreign: str | None,
    build_id: str,
    known: tuple[Encodings, Encodings],
    report: Report,
) -> tuple[Manifest, int]:
    """Write a whole index into the folder ``part``; return its manifest and how many texts were embedded."""
    from index.documents.kept import read_kept
    from index.documents.loader import read_folder, with_passages
    from index.documents.splitter import OutlineParser
    from index.vectors.rows import embedded_text, encode, is_sentence
    from index.vectors.writer import write_documents, write_rows

    report(Progress("loading the embedding model"))
    embedder = Embedder(files)
    held = read_folder(sources.seeds)
    parser = OutlineParser(max_tokens=embedder.max_tokens - RESERVED_TOKENS, count_tokens=embedder.count_tokens)
    nodes = parser.get_nodes_from_documents(held.documents)
    documents, aside = with_passages(held, nodes)
    kept = read_kept(sources.seeds, [node for node in nodes if is_sentence(node)], sources.made)
    report(Progress("preparing the question encoder"))
    encoder = export(embedder, part, [embedded_text(node) for node in nodes])
    told = partial(tell, report)
    first = encode(encoder, nodes, [row for row in kept if reads(files, row)], known[0], told)
    other = foreign_encoder(part) if foreign else None
    left = [row for row in kept if not reads(files, row)]
    second = encode(other, nodes, left, known[1], told) if other else None
    taken = [row for row in kept if reads(files, row) or other]
    report(Progress("writing the index"))
    write_documents(part, {document.id_: document.text for document in documents})
    counts = write_rows(part, nodes, taken, first.all, second.all if second else None)
    manifest = Manifest(
        build_id=build_id,
        format=FORMAT,
        documents={document.id_: document.metadata["sha256"] for document in documents},
        aside=aside,
        unread={name: sources.digests[name] for name in aside if name in sources.digests},
        sidecars=sources.sidecars,
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
        foreign_model=foreign,
        foreign_digest=model_digest() if foreign else None,
        foreign_files=written_digest(part) if foreign else None,
        kept=len(taken),
    )
    manifest.write(part)
    return manifest, len(first.fresh.union(second.fresh if second else ()))


def tell(report: Report, done: int, total: int) -> None:
    report(Progress("embedding", done, total))


def reads(files: ModelFiles, kept: Kept) -> bool:
    """True where the encoder of the documents also reads this kept question."""
    return files.languages is None or kept.language in files.languages


def foreign_encoder(part: Path) -> Encoder:
    """Write the encoder of other languages into the build and open it."""
    from index.vectors.e5.encoder import E5Encoder
    from index.vectors.e5.graph import export

    return E5Encoder(part, export(part))


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
