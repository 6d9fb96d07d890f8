"""What an index was made of: enough to know whether it still fits, and to say why not."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from index.errors import IndexDamaged

FILE = "manifest.json"
FORMAT = 4  # raise when what is stored changes
LIBRARIES = ("chromadb", "llama-index-core", "sentence-transformers", "onnxruntime")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record beside an index. ``encoder_digest`` is None where questions are encoded by torch."""

    build_id: str
    format: int
    documents: dict[str, str]  # file name: sha256 of its bytes
    model: str
    model_digest: str
    encoder_digest: str | None
    max_tokens: int
    dimensions: int
    splitter: int
    passages: int
    sentences: int
    libraries: dict[str, str]
    built_at: str  # UTC, ISO 8601
    foreign_model: str | None = None  # the encoder of questions in other languages
    foreign_digest: str | None = None  # of its weights, prefix and reading
    foreign_files: str | None = None  # of what was written of it
    kept: int = 0  # questions kept with sentences
    aside: dict[str, str] = field(default_factory=dict)  # files that are no documents, and why
    unread: dict[str, str] = field(default_factory=dict)  # of those set aside: file name: sha256
    gaps: dict[str, str] = field(default_factory=dict)  # documents with pages that could not be read, and which
    sidecars: dict[str, str] = field(default_factory=dict)  # kept questions and collections' files: file name: sha256
    collections: dict[str, dict[str, Any]] = field(default_factory=dict)  # see ``documents.collections``
    prompts: dict[str, str] = field(default_factory=dict)  # of the embedding model, see ``encoder.Prompts``

    def write(self, folder: Path) -> None:
        (folder / FILE).write_text(json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n", "utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Raises IndexDamaged where the record is missing, half-written or of another version."""
        try:
            record = json.loads((folder / FILE).read_text("utf-8"))
            if record["format"] != FORMAT:
                raise IndexDamaged(f"{folder} was made by another version: build the index again (assistant index).")
            return cls(**record)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexDamaged(f"{folder / FILE} cannot be read: build the index again (assistant index).") from error


def library_versions() -> dict[str, str]:
    return {name: version(name) for name in LIBRARIES}


def fingerprint(documents: dict[str, str], models: Sequence[str], splitter: int) -> str:
    """Return the build id: the same documents, models (digests), splitter and format always give the same one."""
    record = json.dumps([FORMAT, splitter, *models, sorted(documents.items())])
    return hashlib.sha256(record.encode()).hexdigest()[:12]
