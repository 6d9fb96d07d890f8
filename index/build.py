"""Seeds into an index: load, split, embed, store, verify, switch.

Idempotent: the build id is a fingerprint of all that goes in, so nothing is done where
the current build has it. Where something changed, only changed texts are embedded again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from index.documents.seeds import Sources, seed_digests
from index.documents.snapshot import snapshot
from index.errors import IndexDamaged, IndexMissing
from index.filling import SPLITTER_VERSION, Before, fill
from index.folder import DataFolder
from index.integrity import mishaps_as, seal, verify_apart
from index.manifest import Manifest, fingerprint
from index.progress import Progress, Report
from index.vectors.e5.graph import written_digest
from index.vectors.embedder import DEFAULT_MODEL
from index.vectors.encoder import Encodings, OnnxEncoder
from index.vectors.encoders import AUTO, Models, foreign_model
from index.vectors.exported import Exported

ROUNDS = 3  # builds at most, while the documents change under them; the last one is what they were at its beginning
NOT_WRITTEN = "The index cannot be written ({cause}): the one before stays in use; make room or set ASSISTANT_DATA."


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
    gaps: Mapping[str, str] = field(default_factory=dict)  # documents with pages that could not be read, and which


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
        models = Models.find(model, foreign)
        digests = [digest for digest in (models.files.digest, models.foreign_digest) if digest]
        build_id = fingerprint(seed_digests(seeds, data), digests, SPLITTER_VERSION)
        current = readable_manifest(folder)
        fits = current and current.build_id == build_id and not rebuild
        if current and fits and is_whole(folder.current(), current):
            return summary(current, embedded=None, seconds=perf_counter() - begun)
        embedded = 0
        for _ in range(ROUNDS):
            with snapshot(seeds, data) as copies:
                sources = Sources.of(*copies)
                made, fresh = renew(folder, sources, models, digests, report)
            embedded += fresh
            if seed_digests(seeds, data) == sources.digests:
                break
        return summary(made, embedded, seconds=perf_counter() - begun)


def renew(
    folder: DataFolder, sources: Sources, models: Models, digests: Sequence[str], report: Report
) -> tuple[Manifest, int]:
    """Make a new build of the sources the one in use; return its manifest and how many texts were embedded."""
    build_id = fingerprint(sources.digests, digests, SPLITTER_VERSION)
    with mishaps_as(NOT_WRITTEN), folder.new_build(build_id) as part:
        made = fill(part, sources, models, build_id, taken_over(folder, models), report)
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
    """Return what a build did; ``embedded`` is None where nothing had to be done."""
    return BuildReport(
        manifest.build_id,
        embedded is not None,
        len(manifest.documents),
        manifest.passages,
        manifest.sentences,
        embedded or 0,
        round(seconds, 3),
        manifest.aside,
        manifest.gaps,
    )


def taken_over(folder: DataFolder, models: Models) -> Before:
    """Return what the build in use already holds of what the same models would make again."""
    current = readable_manifest(folder)
    if current is None:
        return Before()
    same = current.model_digest == models.files.digest
    both = same, None is not models.foreign_digest == current.foreign_digest
    return Before(
        *known_encodings(folder.current(), *both), readable_model(folder.current(), current) if same else None
    )


def known_encodings(folder: Path, first: bool, second: bool) -> tuple[Encodings, Encodings]:
    """Return the encodings of a build, of either encoder where it is asked for; none where they cannot be read."""
    from index.vectors.store import Store

    if not first and not second:
        return {}, {}
    try:
        store = Store(folder)
    except IndexDamaged:
        return {}, {}
    return (
        store.encodings(store.first) if first else {},
        store.encodings(store.foreign) if second and store.foreign else {},
    )


def readable_model(folder: Path, manifest: Manifest) -> Exported | None:
    """Return the embedding model that a build holds; None where it holds none or not the one that was exported."""
    try:
        return Exported(folder, manifest)
    except IndexDamaged:
        return None
