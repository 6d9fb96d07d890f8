"""The embedding model as a build holds it: the next build of the same model reads with it, without torch."""

import shutil
from pathlib import Path

from index.errors import IndexDamaged
from index.manifest import Manifest
from index.vectors.encoder import (
    MODEL_FILE,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    OnnxEncoder,
    Prompts,
    exported_digest,
    read_tokenizer,
)


class Exported:
    """Stands where an ``Embedder`` would: exporting gives the same files again, and loading torch takes seconds."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Raises IndexDamaged where the build holds no model, or not the one that was exported."""
        if manifest.encoder_digest is None or exported_digest(folder) != manifest.encoder_digest:
            raise IndexDamaged(f"{folder} does not hold the model that was exported.")
        self.folder, self.digest = folder, manifest.encoder_digest
        self.prompts = Prompts(**manifest.prompts)
        self.max_tokens, self.dimensions = manifest.max_tokens, manifest.dimensions
        self.tokenizer = read_tokenizer(folder / TOKENIZER_FILE)

    def write(self, part: Path, threads: int = 0) -> OnnxEncoder:
        """Copy the model into another build and open it there."""
        for name in (MODEL_FILE, WEIGHTS_FILE, TOKENIZER_FILE):
            if (self.folder / name).is_file():
                shutil.copyfile(self.folder / name, part / name)
        return OnnxEncoder(part, self.digest, self.max_tokens, threads, self.prompts)
