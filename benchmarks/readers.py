"""What the verifiers are tuned from: embedding models, which read a question and a statement together."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from index.vectors.e5.encoder import E5Encoder
from index.vectors.e5.file import E5File, unpacked
from index.vectors.e5.graph import MATRICES, export
from index.vectors.embedder import DEFAULT_MODEL, find_model
from index.verifying.verifier import LONGEST, Placed

# How BERT names what the package's file has: layers' matrices, and the norms behind attention and bulge.
PRODUCTS = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "fi": "intermediate.dense", "fo": "output.dense",
}  # fmt: skip
PRODUCT = re.compile(r"/(?:MatMul|Gemm)\w*$")  # what a written model's products end with
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}

Tensors = dict[str, torch.Tensor]


class Reader(nn.Module):
    """A model with one number on top: of its first token's vector and the mean of all. Word vectors are kept."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model
        self.out = nn.Linear(2 * model.config.hidden_size, 1)
        model.embeddings.requires_grad_(False)

    def number(self, read: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        shares = mask[..., None].to(read.dtype)
        mean = (read * shares).sum(1) / shares.sum(1)
        return self.out(torch.cat([read[:, 0], mean], -1)).squeeze(-1).float()


class EnglishReader(Reader):
    """The default embedding model; ``in_context`` reads a statement behind the one that it leans on."""

    def __init__(self, in_context: bool = False) -> None:
        from transformers import AutoModel, AutoTokenizer

        self.in_context = in_context
        self.folder = find_model(DEFAULT_MODEL).folder
        super().__init__(AutoModel.from_pretrained(self.folder))
        self.tokenizer = AutoTokenizer.from_pretrained(self.folder)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> Any:
        read = self.model(input_ids, attention_mask, token_type_ids).last_hidden_state
        return self.number(read, attention_mask)

    def encode(self, questions: Sequence[str], sentences: Sequence[Placed]) -> Tensors:
        texts = [one.in_context if self.in_context else str(one) for one in sentences]
        made: Tensors = self.tokenizer(
            list(questions), texts, truncation=True, max_length=LONGEST, padding=True,
            return_tensors="pt", return_token_type_ids=True,
        )  # fmt: skip
        return {name: made[name] for name in ("input_ids", "attention_mask", "token_type_ids")}


class ChineseReader(Reader):
    """multilingual-e5-small out of its package; ``folder`` takes its tokenizer."""

    def __init__(self, folder: Path) -> None:
        self.encoder = E5Encoder(folder, export(folder), 1)
        super().__init__(e5_in_torch(self.encoder.file))

    def forward(self, words: torch.Tensor, mask: torch.Tensor) -> Any:
        read = self.model(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return self.number(read, mask)

    def encode(self, questions: Sequence[str], sentences: Sequence[Placed]) -> Tensors:
        rows = [self.encoder.pair(*pair)[:LONGEST] for pair in zip(questions, map(str, sentences), strict=True)]
        ids, mask = self.encoder.padded(rows)
        return {"words": torch.from_numpy(self.encoder.file.look_up(ids)), "mask": torch.from_numpy(mask)}


def go_on(reader: Reader, path: Path) -> None:
    """Give a reader the weights of a model that was written from one: 8 bits each, times their scale.

    Word vectors are the base's, which are never tuned; a product's name tells where its weights belong.
    """
    import onnx

    graph = onnx.load(str(path)).graph
    values = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
    states = {name: values.get(name, kept) for name, kept in reader.state_dict().items()}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            _, name, _, zero = node.input
            scale = values[name.replace("_quantized", "_scale")]
            whole = values[name].astype(np.float32) - values[zero].astype(np.float32)
            place = PRODUCT.sub("", node.name).strip("/").replace("/", ".")
            states[f"{place}.weight"] = (whole * scale).T
    reader.load_state_dict({name: torch.tensor(np.array(value)) for name, value in states.items()})


def e5_in_torch(file: E5File) -> Any:
    """Return the file's model; its 4 bits unpacked, its 250,000 word vectors left where they are."""
    from transformers import BertConfig, BertModel

    sizes = file.sizes
    config = BertConfig(
        vocab_size=1, hidden_size=sizes.width, num_hidden_layers=sizes.layers, num_attention_heads=sizes.heads,
        intermediate_size=sizes.inner, max_position_embeddings=sizes.positions, type_vocab_size=sizes.types,
        layer_norm_eps=float(np.float32(file.epsilon)), pad_token_id=0,
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    states = {
        "embeddings.position_embeddings.weight": file.floats("emb.pos", sizes.positions, sizes.width),
        "embeddings.token_type_embeddings.weight": np.tile(file.floats("emb.type", sizes.width), (sizes.types, 1)),
        "embeddings.LayerNorm.weight": file.floats("emb.ln.w", sizes.width),
        "embeddings.LayerNorm.bias": file.floats("emb.ln.b", sizes.width),
    }
    for layer in range(sizes.layers):
        states |= layer_states(file, layer)
    model.load_state_dict({name: torch.tensor(np.array(value)) for name, value in states.items()}, strict=False)
    return model


def layer_states(file: E5File, layer: int) -> dict[str, Any]:
    sizes, states = file.sizes, {}
    for name, part in PRODUCTS.items():
        rows, columns = (getattr(sizes, side) for side in MATRICES[name])
        states[f"encoder.layer.{layer}.{part}.weight"] = unpacked(file.blocks(f"l{layer}.{name}.w", rows, columns))
        states[f"encoder.layer.{layer}.{part}.bias"] = file.floats(f"l{layer}.{name}.b", rows)
    for name, part in NORMS.items():
        states[f"encoder.layer.{layer}.{part}.weight"] = file.floats(f"l{layer}.{name}.w", sizes.width)
        states[f"encoder.layer.{layer}.{part}.bias"] = file.floats(f"l{layer}.{name}.b", sizes.width)
    return states
