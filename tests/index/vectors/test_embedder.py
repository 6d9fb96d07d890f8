import numpy as np
import pytest
import torch

from index.errors import ModelError
from index.integrity import file_digest
from index.vectors import embedder as module
from index.vectors.embedder import DEFAULT_MODEL, KNOWN_DIGESTS, Embedder, TorchEncoder, find_model, packaged_folder
from index.vectors.encoder import Prompts, count_tokens

TEXTS = ["How many trees?", "北京的公园", "One\u00a0two, three!", "a " * 400]


@pytest.fixture(scope="module")
def embedder():
    return Embedder(find_model(DEFAULT_MODEL))


def test_the_default_model_is_the_published_one():
    files = find_model(DEFAULT_MODEL)
    assert file_digest(files.folder / "model.safetensors") == KNOWN_DIGESTS[DEFAULT_MODEL]
    assert files.folder == packaged_folder()
    assert files.languages == {"en"}


def test_another_tokenizer_makes_another_model(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    (tmp_path / "tokenizer.json").write_text("{}", "utf-8")
    before = find_model(str(tmp_path)).digest
    (tmp_path / "tokenizer.json").write_text('{"a": 1}', "utf-8")
    assert find_model(str(tmp_path)).digest != before


def test_prompts_are_the_model_s_own_and_part_of_its_digest(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    assert find_model(str(tmp_path)).prompts == Prompts()
    before = find_model(str(tmp_path)).digest
    told = tmp_path / "config_sentence_transformers.json"
    told.write_text('{"prompts": {"query": "ask: ", "document": "read: "}}', "utf-8")
    assert find_model(str(tmp_path)).prompts == Prompts("ask: ", "read: ")
    assert find_model(str(tmp_path)).digest != before
    told.write_text("[]", "utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        find_model(str(tmp_path))


def test_altered_weights_are_refused(tmp_path, monkeypatch):
    (tmp_path / "model.safetensors").write_bytes(b"altered")
    monkeypatch.setattr(module, "packaged_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match="is not the published file"):
        find_model(DEFAULT_MODEL)


def test_a_folder_of_ones_own_is_taken_as_it_is(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"own")
    assert find_model(str(tmp_path)).folder == tmp_path


def test_a_folder_without_weights_is_named(tmp_path):
    with pytest.raises(ModelError, match="no model weights"):
        find_model(str(tmp_path))


@pytest.mark.parametrize("name", ["/no/such/folder", "no/such-model", "no-such-model", "a b"])
def test_an_unknown_model_is_named(name):
    with pytest.raises(ModelError, match="set ASSISTANT_EMBED_MODEL"):
        find_model(name)


def test_a_folder_that_is_no_model_cannot_be_loaded(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"own")
    with pytest.raises(ModelError, match="cannot be loaded"):
        Embedder(find_model(str(tmp_path)))


def test_vectors_have_unit_length(embedder):
    vectors = embedder.encode(TEXTS)
    assert vectors.shape == (4, embedder.dimensions)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_tokens_are_counted_beyond_what_the_model_reads(embedder):
    assert count_tokens(embedder.tokenizer, "") == 0
    assert count_tokens(embedder.tokenizer, "a " * 400) == 400 > embedder.max_tokens


def test_the_exported_model_equals_the_original(embedder, encoder):
    exported = np.array([encoding.vector for encoding in encoder.encode(TEXTS)])
    assert np.abs(exported - embedder.encode(TEXTS)).max() < 1e-5


def test_torch_gives_the_same_tokens_as_the_exported_model(embedder, encoder):
    for ours, exported in zip(TorchEncoder(embedder).encode(TEXTS), encoder.encode(TEXTS), strict=True):
        assert np.abs(ours.vector - exported.vector).max() < 1e-5
        assert np.abs(ours.tokens - exported.tokens).max() < 1e-4
        assert (ours.spans == exported.spans).all()


def test_a_model_that_cannot_be_exported_gives_none(embedder, tmp_path, monkeypatch):
    def refuse(*arguments, **options):
        raise torch.onnx.errors.UnsupportedOperatorError("fancy", 17, None, None)

    monkeypatch.setattr(torch.onnx, "export", refuse)
    assert embedder.export(tmp_path) is None
