import numpy as np
import pytest

from index.errors import IndexDamaged
from index.integrity import file_digest
from index.manifest import Manifest
from index.vectors.encoder import OnnxEncoder, Prompts, exported_digest, select_tokens, unit

TEXTS = [
    "How many trees?",
    "",
    "北京的公园",
    "a " * 400,
    "Trams.",
    "\u200b",
    "One\u00a0two, three!",
    "x" * 5000,
    "Parks?",
]


def test_vectors_and_tokens_have_unit_length(encoder, manifest):
    for encoding in encoder.encode(TEXTS):
        assert encoding.vector.shape == (manifest.dimensions,)
        assert np.linalg.norm(encoding.vector) == pytest.approx(1, abs=1e-5)
        assert np.linalg.norm(encoding.tokens, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_text_has_the_same_vector_alone_and_among_others(encoder):
    for text, among in zip(TEXTS, encoder.encode(TEXTS), strict=True):
        alone = encoder.encode([text])[0]
        assert np.abs(alone.vector - among.vector).max() < 1e-5
        assert np.abs(alone.tokens - among.tokens).max(initial=0) < 1e-4


def test_spans_are_of_the_text_as_it_is(encoder):
    text = "One\u00a0two, three!"
    assert [text[start:end] for start, end in encoder.encode([text])[0].spans] == ["One", "two", ",", "three", "!"]


def test_a_long_text_is_cut_where_the_model_ends(encoder, manifest):
    assert len(encoder.encode(["a " * 400])[0].tokens) == manifest.max_tokens - 2


def test_nothing_is_kept_of_a_large_batch(encoder):
    assert not encoder.session.get_session_options().enable_cpu_mem_arena


def test_no_texts(encoder):
    assert encoder.encode([]) == []


def test_like_meanings_are_near(encoder):
    lift, elevator, opera = (encoding.vector for encoding in encoder.encode(["lifts", "elevators", "an opera"]))
    assert lift @ elevator > lift @ opera + 0.2


def test_special_tokens_are_left_out():
    tokens = np.array([[3, 4], [0, 2], [9, 9]], np.float32)
    spans = np.array([[0, 0], [0, 4], [0, 0]], np.int32)
    encoding = select_tokens(np.array([0, 5], np.float32), tokens, spans, np.array([1, 0, 1]))
    assert encoding.vector.tolist() == [0, 1]
    assert encoding.tokens.tolist() == [[0, 1]]
    assert encoding.spans.tolist() == [[0, 4]]


def test_nothing_has_no_direction():
    assert unit(np.zeros(3, np.float32)).tolist() == [0, 0, 0]


@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json"])
@pytest.mark.parametrize("left", [None, 0, 900])
def test_a_spoiled_model_is_damage(tiny_index, name, left):
    manifest = Manifest.read(tiny_index)
    content = (tiny_index / name).read_bytes()
    (tiny_index / name).unlink() if left is None else (tiny_index / name).write_bytes(content[:left])
    with pytest.raises(IndexDamaged, match="build the index again"):
        OnnxEncoder(tiny_index, manifest.encoder_digest, manifest.max_tokens)


def test_a_prompt_goes_before_and_its_tokens_are_left_out(encoder, monkeypatch):
    (whole,), (told,) = encoder.encode(["ask: two lifts"]), encoder.encode(["read: a"])
    monkeypatch.setattr(encoder, "prompts", Prompts("ask: ", "read: "))
    (asked,) = encoder.encode(["two lifts"], is_question=True)
    assert (asked.vector == whole.vector).all()
    assert asked.spans.tolist() == [[0, 3], [4, 9]]
    assert (encoder.encode(["a"])[0].vector == told.vector).all()


def test_a_digest_covers_the_weights_that_lie_apart(tmp_path):
    assert exported_digest(tmp_path) == ""
    (tmp_path / "encoder.onnx").write_bytes(b"abc")
    assert exported_digest(tmp_path) == file_digest(tmp_path / "encoder.onnx")
    (tmp_path / "encoder.weights").write_bytes(b"a")
    before = exported_digest(tmp_path)
    (tmp_path / "encoder.weights").write_bytes(b"b")
    assert exported_digest(tmp_path) != before
