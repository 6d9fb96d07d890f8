"""Which encoders an index has: one that reads the documents, and one for questions in other languages."""

from index.errors import ModelError
from index.vectors.e5.file import NAME, packaged_file
from index.vectors.embedder import DEFAULT_MODEL

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
