"""Which encoders an index has: one that reads the documents, and one for questions in other languages."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from index.errors import ModelError
from index.manifest import Manifest
from index.vectors.e5.file import NAME, packaged_file
from index.vectors.embedder import DEFAULT_MODEL, Embedder, TorchEncoder, find_model
from index.vectors.encoder import Encoder, Encoding, OnnxEncoder, WordEncoder

AUTO = "auto"


def foreign_model(wanted: str, model: str) -> str | None:
    """Return the encoder of other languages: as ``wanted``, or with "auto" the one that goes with the default model.

    None where none is wanted, or "auto" and its package is not installed. Raises ModelError for an unknown one.
    """
    if wanted == AUTO:
        return NAME if model == DEFAULT_MODEL and packaged_file() else None
    if wanted in ("", "none"):
        return None
    if wanted != NAME:
        raise ModelError(f"There is no encoder {wanted} for other languages: {AUTO}, {NAME} and none can be chosen.")
    return NAME


def open_encoder(folder: Path, manifest: Manifest, threads: int) -> WordEncoder:
    """Return the exported question encoder of a build, or torch's where the model could not be exported."""
    if manifest.encoder_digest:
        return OnnxEncoder(folder, manifest.encoder_digest, manifest.max_tokens, threads)
    return TorchEncoder(Embedder(find_model(manifest.model)))


def open_foreign(folder: Path, manifest: Manifest, threads: int) -> Encoder | None:
    """Return the encoder of other languages, which loads with the first question that needs it; None: there is none."""
    digest = manifest.foreign_files
    return LateEncoder(lambda: load_foreign(folder, digest, threads)) if digest else None


def load_foreign(folder: Path, digest: str, threads: int) -> Encoder:
    from index.vectors.e5.encoder import E5Encoder  # imports sentencepiece

    return E5Encoder(folder, digest, threads)


class LateEncoder:
    """An encoder from the moment it is needed: it takes memory that most servers never use."""

    def __init__(self, load: Callable[[], Encoder]) -> None:
        self.load, self.lock = load, Lock()
        self.loaded: Encoder | None = None

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        with self.lock:
            self.loaded = self.loaded or self.load()
        return self.loaded.encode(texts)
