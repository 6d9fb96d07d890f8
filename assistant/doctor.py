"""Looks at everything an answer depends on and says, item by item, whether it is in order."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.access.caller import keyring_of
from assistant.access.sites import Sites
from assistant.config import NONE, Config, shipped
from assistant.enriching.coverage import coverage
from assistant.evidence.weights import Weights
from assistant.prompt import Sayings, load_unread
from assistant.verifying.opening import require_model
from index.build import out_of_date
from index.documents.seeds import seed_files
from index.errors import IndexDamaged, IndexMissing, ReportError
from index.folder import DataFolder
from index.manifest import Manifest
from index.vectors.embedder import find_model


@dataclass(frozen=True, slots=True)
class Finding:
    subject: str
    good: bool
    detail: str


def examine(config: Config) -> list[Finding]:
    """Return one finding a subject; nothing is built, downloaded or changed."""
    return [check(subject, look, config) for subject, look in CHECKS.items()]


def check(subject: str, look: Callable[[Config], str], config: Config) -> Finding:
    try:
        return Finding(subject, True, look(config))
    except ReportError as error:
        return Finding(subject, False, str(error))


def python(config: Config) -> str:
    return sys.version.split()[0]


def documents(config: Config) -> str:
    files, aside = seed_files(config.seeds_folder), set_aside(config)
    told = f"; {len(aside)} of them set aside: {' '.join(aside.values())}" if aside else ""
    return f"{len(files)} in {config.seeds_folder}{told}"


def set_aside(config: Config) -> Mapping[str, str]:
    """Return why files are no documents of the index in use, by name; nothing where there is no index."""
    try:
        return Manifest.read(DataFolder(config.data).current()).aside
    except (IndexMissing, IndexDamaged):  # told by the index
        return {}


def model(config: Config) -> str:
    files = find_model(config.embed_model)
    return f"{files.name}, sha256 {files.digest[:12]}…"


def weights(config: Config) -> str:
    digest = find_model(config.embed_model).digest
    learned = Weights.in_use(config.data, digest, config.embed_model)
    origin = learned.provenance
    if not learned.fit_for(digest, config.embed_model):
        raise ReportError(
            f"They were learned with {origin['model']}: other models answer less surely. Run assistant calibrate."
        )
    if "made" not in origin:  # they come with the package
        return f"learned with {origin['model']}, cut-off {learned.cutoff}"
    files = ", ".join(file["name"] for file in origin.get("files", ())) or origin.get("kept")
    how = f"with {files}" if files else "without questions: when to refuse is as the package has it"
    older = "" if origin.get("index") == DataFolder(config.data).current_id() else ", on an earlier index"
    return f"calibrated {origin['made'][:10]} {how}{older}, cut-off {learned.cutoff}"


def verifier(config: Config) -> str:
    require_model(config)
    learned = Weights.in_use(config.data, find_model(config.embed_model).digest, config.embed_model).provenance
    used, knows = config.verified_by, learned.get("verifier", NONE)
    if used != knows:
        raise ReportError(f"In use is {used}, the weights were learned with {knows}: run assistant calibrate.")
    return f"{used}, which the weights were learned with"


def data_folder(config: Config) -> str:
    nearest = next(folder for folder in (config.data, *config.data.absolute().parents) if folder.exists())
    if not os.access(nearest, os.W_OK):
        raise ReportError(f"{nearest} cannot be written to: set ASSISTANT_DATA to a folder of yours.")
    return f"{config.data} can be written to"


def index(config: Config) -> str:
    reason = out_of_date(config.seeds_folder, config.data, config.embed_model, config.embed_multilingual)
    if reason:
        raise ReportError(f"{reason[:1].upper()}{reason[1:]}: run assistant index.")
    return f"build {DataFolder(config.data).current_id()} fits the documents"


def kept_questions(config: Config) -> str:
    from index.vectors.store import Store  # imports chromadb, a second

    try:
        store = Store(DataFolder(config.data).current())
    except (IndexMissing, IndexDamaged):  # told by the index
        return "told when the index is built"
    return coverage(store)


def prompts(config: Config) -> str:
    folder = shipped("prompts")
    count = len(Sayings.load(folder).templates)
    load_unread(folder)
    return f"{count} texts in {folder}"


def keys(config: Config) -> str:
    ring = keyring_of(config)
    return f"{len(ring.keys())} in {ring.path}"


def sites(config: Config) -> str:
    found = Sites.load(config.sites)
    return f"{', '.join(found.sites) or 'none'} may show the widget"


CHECKS: dict[str, Callable[[Config], str]] = {
    "Python": python,
    "documents": documents,
    "embedding model": model,
    "weights": weights,
    "verifier": verifier,
    "data folder": data_folder,
    "index": index,
    "kept questions": kept_questions,
    "prompts": prompts,
    "keys": keys,
    "sites": sites,
}
