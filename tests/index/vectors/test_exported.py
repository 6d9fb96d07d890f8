import pytest

from index import filling
from index.build import build
from index.errors import IndexDamaged
from index.folder import DataFolder
from index.manifest import Manifest
from index.vectors.embedder import DEFAULT_MODEL, Embedder, find_model
from index.vectors.encoder import count_tokens
from index.vectors.exported import Exported
from index.vectors.store import Store


def test_a_changed_document_is_indexed_without_loading_the_model(tiny, monkeypatch):
    before = Manifest.read(DataFolder(tiny / "data").current())
    path = tiny / "seeds" / "parks.txt"
    path.write_text(path.read_text("utf-8").replace("700", "900"), "utf-8")
    monkeypatch.setattr(filling, "Embedder", None)
    assert build(tiny / "seeds", tiny / "data").embedded == 2  # the sentence and its paragraph
    folder = DataFolder(tiny / "data").current()
    after = Manifest.read(folder)
    assert (after.encoder_digest, after.max_tokens) == (before.encoder_digest, before.max_tokens)
    assert any("900" in passage.text for passage in Store(folder).passages)


def test_it_counts_as_the_model_does(tiny_built):
    folder = DataFolder(tiny_built / "data").current()
    exported, model = Exported(folder, Manifest.read(folder)), Embedder(find_model(DEFAULT_MODEL))
    assert (exported.max_tokens, exported.dimensions) == (model.max_tokens, model.dimensions)
    for text in ("", "Plant 700 trees along 5 streets.", "word " * 600):
        assert count_tokens(exported.tokenizer, text) == count_tokens(model.tokenizer, text)


def test_one_that_is_damaged_is_not_taken_over(tiny):
    folder = DataFolder(tiny / "data").current()
    manifest = Manifest.read(folder)
    (folder / "encoder.weights").write_bytes(b"{")
    with pytest.raises(IndexDamaged):
        Exported(folder, manifest)
    build(tiny / "seeds", tiny / "data", rebuild=True)
    assert Exported(DataFolder(tiny / "data").current(), manifest).digest == manifest.encoder_digest
