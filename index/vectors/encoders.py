"""Which encoders an index has: one that reads the documents, and one for questions in other languages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from index.errors import ModelError
from index.manifest import Manifest
from index.schema import Kept
from index.vectors.e5.file import NAME, packaged_file
from index.vectors.e5.graph import model_digest
from index.vectors.embedder import KNOWN_DIGESTS, Embedder, ModelFiles, TorchEncoder, find_model
from index.vectors.encoder import Encoding, OnnxEncoder, Prompts, WordEncoder
from index.vectors.memory import give_back

if TYPE_CHECKING:
    from index.vectors.e5.encoder import E5Encoder

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Models:
    """What reads the documents: the embedding model, and the encoder of other languages where there is one."""

    files: ModelFiles
    foreign: str | None

    @classmethod
    def find(cls, model: str, foreign: str) -> "Models":
        """Raises ModelError where one is not there or not what was published."""
        return cls(find_model(model), foreign_model(foreign, model))

    @property
    def foreign_digest(self) -> str | None:
        return model_digest() if self.foreign else None

    def reads(self, kept: Kept) -> bool:
        """True where the embedding model also reads this kept question."""
        return self.files.languages is None or kept.language in self.files.languages


def foreign_model(wanted: str, model: str) -> str | None:
    """Return the encoder of other languages: as ``wanted``, or with "auto" the one that goes with a known model.

    None where none is wanted, or "auto" and its package is not installed. Raises ModelError for an unknown one.
    """
    if wanted == AUTO:
        return NAME if model in KNOWN_DIGESTS and packaged_file() else None
    if wanted in ("", "none"):
        return None
    if wanted != NAME:
        raise ModelError(f"There is no encoder {wanted} for other languages: {AUTO}, {NAME} and none can be chosen.")
    return NAME


def open_encoder(folder: Path, manifest: Manifest, threads: int) -> WordEncoder:
    """Return the exported question encoder of a build, or torch's where the model could not be exported."""
    if manifest.encoder_digest:
        prompts = Prompts(**manifest.prompts)
        return OnnxEncoder(folder, manifest.encoder_digest, manifest.max_tokens, threads, prompts)
    return TorchEncoder(Embedder(find_model(manifest.model)))


def open_foreign(folder: Path, manifest: Manifest, threads: int) -> "LateEncoder | None":
    """Return the encoder of other languages, which loads with the first question that needs it; None: there is none."""
    digest = manifest.foreign_files
    return LateEncoder(lambda: load_foreign(folder, digest, threads)) if digest else None


def load_foreign(folder: Path, digest: str, threads: int) -> "E5Encoder":
    from index.vectors.e5.encoder import E5Encoder  # imports sentencepiece

    return E5Encoder(folder, digest, threads)


class LateEncoder:
    """An encoder from the moment it is needed: it takes memory that most servers never use."""

    def __init__(self, load: Callable[[], "E5Encoder"]) -> None:
        self.load, self.lock = load, Lock()
        self.loaded: E5Encoder | None = None

    def encode(self, texts: Sequence[str], is_question: bool = False) -> list[Encoding]:
        return self.get().encode(texts, is_question)

    def get(self) -> "E5Encoder":
        """Return the encoder, which loads the first time."""
        with self.lock:
            if self.loaded is None:
                self.loaded = self.load()
                give_back()
        return self.loaded
