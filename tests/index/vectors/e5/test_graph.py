"""What is written of the model: layers and pieces that give its published vectors."""

import numpy as np
import onnxruntime
from sentencepiece import SentencePieceProcessor

from index.vectors.e5.file import open_published, unpacked
from index.vectors.e5.graph import LAYERS_FILE, PIECES_FILE, export, written_digest


def test_the_same_is_written_every_time_and_a_changed_file_shows(tmp_path):
    first = export(tmp_path)
    assert export(tmp_path) == first == written_digest(tmp_path)
    (tmp_path / PIECES_FILE).write_bytes(b"")
    assert written_digest(tmp_path) != first
    (tmp_path / LAYERS_FILE).unlink()
    assert written_digest(tmp_path) == ""


def test_pieces_are_cut_as_published(tmp_path):
    export(tmp_path)
    pieces = SentencePieceProcessor(model_file=str(tmp_path / PIECES_FILE))
    assert pieces.encode("老旧小区　８００部", out_type=str) == ["▁", "老", "旧", "小区", "▁800", "部"]


def test_a_product_in_four_bits_is_near_the_one_in_full(tmp_path):
    """The first layer's query matrix, alone, against numpy."""
    from onnx import TensorProto, helper, save

    from index.vectors.e5.graph import Graph

    file = open_published()
    graph = Graph(file)
    output = graph.product("l0.q.w", "x", 384, 384)
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", 384]) for name in ("x", output)]
    made = helper.make_graph(graph.nodes, "product", ends[:1], ends[1:], graph.weights)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    save(helper.make_model(made, opset_imports=opsets, ir_version=9), str(tmp_path / "product.onnx"))
    x = np.linspace(-1, 1, 2 * 384, dtype=np.float32).reshape(2, 384)
    session = onnxruntime.InferenceSession(tmp_path / "product.onnx", providers=["CPUExecutionProvider"])
    (got,) = session.run(None, {"x": x})
    full = x @ unpacked(file.blocks("l0.q.w", 384, 384)).T
    assert np.abs(got - full).max() < 0.02 * np.abs(full).max()
