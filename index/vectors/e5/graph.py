"""What onnxruntime and sentencepiece need of the model, written into a build: its layers and its pieces.

The layers become a graph of 14 MB whose products onnxruntime computes in 4 bits. The 250,000 word vectors stay in
the package's file, where they are looked up.
"""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.integrity import file_digest
from index.vectors.e5.file import BLOCK, PUBLISHED, E5File, open_published
from index.vectors.encoder import Floats

LAYERS_FILE, PIECES_FILE = "foreign.onnx", "foreign.pieces"
PREFIX = "query:"  # before questions and passages alike, so that their cosines are comparable
VERSION = 1  # raise it when the graph or the pieces are written otherwise
# A layer's matrices in the file, and the widths of their outputs and inputs.
MATRICES = {
    "q": ("width", "width"),
    "k": ("width", "width"),
    "v": ("width", "width"),
    "ao": ("width", "width"),
    "fi": ("inner", "width"),
    "fo": ("width", "inner"),
}


def model_digest() -> str:
    """Return what vectors depend on: the weights, the prefix, and how graph and pieces are written."""
    return hashlib.sha256(f"{PUBLISHED} {PREFIX} {VERSION}".encode()).hexdigest()


def export(folder: Path) -> str:
    """Write layers and pieces into ``folder``; return their digest. Raises ModelError as ``open_published``."""
    file = open_published()
    write_layers(file, folder / LAYERS_FILE)
    write_pieces(file, folder / PIECES_FILE)
    return written_digest(folder)


def written_digest(folder: Path) -> str:
    """Return the digest of what ``export`` wrote; "" where something is missing."""
    paths = [folder / LAYERS_FILE, folder / PIECES_FILE]
    if not all(path.is_file() for path in paths):
        return ""
    return hashlib.sha256("".join(map(file_digest, paths)).encode()).hexdigest()


def write_pieces(file: E5File, path: Path) -> None:
    """Write the model's tokenizer as sentencepiece reads it; its character map is sentencepiece's own ``nmt_nfkc``.

    In a twentieth of the memory and time that the tokenizers library takes for 250,000 pieces.
    """
    from sentencepiece import SentencePieceNormalizer, sentencepiece_model_pb2

    proto: Any = sentencepiece_model_pb2  # made at run time, without types

    model = proto.ModelProto()
    model.ParseFromString(SentencePieceNormalizer(rule_name="nmt_nfkc").serialized_model_proto())
    trainer, kinds = model.trainer_spec, proto.ModelProto.SentencePiece
    trainer.model_type, trainer.vocab_size = trainer.UNIGRAM, len(file.scores)
    trainer.unk_id, trainer.bos_id, trainer.eos_id, trainer.pad_id = file.unknown, file.bos, file.eos, file.pad
    special = {file.unknown: kinds.UNKNOWN, file.bos: kinds.CONTROL, file.eos: kinds.CONTROL, file.pad: kinds.CONTROL}
    for number, (piece, score) in enumerate(zip(file.pieces(), file.scores, strict=True)):
        model.pieces.add(piece=piece, score=float(score), type=special.get(number, kinds.NORMAL))
    path.write_bytes(model.SerializeToString())


class Graph:
    """Collects nodes and weights; each method returns the name of its output."""

    def __init__(self, file: E5File) -> None:
        self.file = file
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def weight(self, name: str, values: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, *inputs: str, domain: str = "com.microsoft", **attributes: Any) -> str:
        from onnx import helper

        output = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [output], domain=domain, **attributes))
        return output

    def product(self, name: str, inputs: str, rows: int, columns: int) -> str:
        """Multiply by the transpose of a matrix of 4 bits; onnxruntime wants neighbours in one byte."""
        blocks = self.file.blocks(name, rows, columns)
        halves = blocks[..., 2:]
        whole = np.concatenate([halves & 15, halves >> 4], axis=-1)
        packed = self.weight(f"{name}.b", whole[..., ::2] | whole[..., 1::2] << 4)
        scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32).reshape(-1)
        return self.node(
            "MatMulNBits", inputs, packed, self.weight(f"{name}.s", scales),
            K=columns, N=rows, bits=4, block_size=BLOCK, accuracy_level=4,
        )  # fmt: skip

    def layer(self, number: int, inputs: str, mask: str) -> str:
        sizes, name = self.file.sizes, f"l{number}"

        def product(matrix: str, value: str) -> str:
            rows, columns = (getattr(sizes, side) for side in MATRICES[matrix])
            return self.product(f"{name}.{matrix}.w", value, rows, columns)

        def floats(part: str, size: int = sizes.width) -> Floats:
            return self.file.floats(f"{name}.{part}", size)

        bias = self.weight(f"{name}.qkv.b", np.concatenate([floats(f"{part}.b") for part in "qkv"]))
        attended = self.node(
            "MultiHeadAttention", *(product(part, inputs) for part in "qkv"), bias, mask, num_heads=sizes.heads
        )
        within = self.joined(inputs, product("ao", attended), name, "aln", floats("ao.b"))
        bulge = self.node("BiasGelu", product("fi", within), self.weight(f"{name}.fi.b", floats("fi.b", sizes.inner)))
        return self.joined(within, product("fo", bulge), name, "oln", floats("fo.b"))

    def joined(self, before: str, change: str, layer: str, norm: str, bias: Floats) -> str:
        """Add a change to what was before and normalise."""
        width = self.file.sizes.width
        weights = [
            self.weight(f"{layer}.{norm}.{end}", self.file.floats(f"{layer}.{norm}.{end}", width)) for end in "wb"
        ]
        added = self.weight(f"{layer}.{norm}.add", bias)
        return self.node("SkipLayerNormalization", change, before, *weights, added, epsilon=self.file.epsilon)


def write_layers(file: E5File, path: Path) -> None:
    """Write the layers as a graph: (embedded, mask) to the last layer's vectors (texts, tokens, width)."""
    from onnx import TensorProto, helper, save

    width = file.sizes.width
    graph = Graph(file)
    gains = [graph.weight(f"emb.ln.{end}", file.floats(f"emb.ln.{end}", width)) for end in "wb"]
    value = graph.node("LayerNormalization", "embedded", *gains, domain="", epsilon=file.epsilon, axis=-1)
    for number in range(file.sizes.layers):
        value = graph.layer(number, value, "mask")
    graph.nodes[-1].output[0] = "tokens"
    made = helper.make_graph(
        graph.nodes, "e5",
        [
            helper.make_tensor_value_info("embedded", TensorProto.FLOAT, ["texts", "length", width]),
            helper.make_tensor_value_info("mask", TensorProto.INT32, ["texts", "length"]),
        ],
        [helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["texts", "length", width])],
        graph.weights,
    )  # fmt: skip
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    save(helper.make_model(made, opset_imports=opsets, ir_version=9), str(path))
