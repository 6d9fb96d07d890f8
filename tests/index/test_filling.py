import logging

from index import filling as module
from index.build import build
from index.folder import DataFolder
from index.manifest import Manifest
from index.vectors.embedder import DEFAULT_MODEL, Embedder, TorchEncoder, find_model
from index.vectors.store import Store


def test_a_model_that_cannot_be_exported_stays_with_torch(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(Embedder, "export", lambda embedder, folder: None)
    build(tiny / "seeds", tmp_path / "torch")
    folder = DataFolder(tmp_path / "torch").current()
    assert Manifest.read(folder).encoder_digest is None
    usual, torch = (
        store.encodings(store.first) for store in (Store(DataFolder(tiny / "data").current()), Store(folder))
    )
    assert usual.keys() == torch.keys()
    assert max(abs(usual[digest].vector - torch[digest].vector).max() for digest in usual) < 1e-5
    assert not build(tiny / "seeds", tmp_path / "torch").changed


def test_an_export_that_differs_is_not_used(tiny_index, monkeypatch, caplog):
    embedder = Embedder(find_model(DEFAULT_MODEL))
    monkeypatch.setattr(Embedder, "export", lambda self, folder: Manifest.read(folder).encoder_digest)
    monkeypatch.setattr(Embedder, "encode", lambda self, texts: 0.9 * self.model.encode(list(texts)))
    with caplog.at_level(logging.WARNING):
        encoder = module.write_encoder(embedder, tiny_index, ["one", "two"])
    assert "differs" in caplog.text
    assert isinstance(encoder, TorchEncoder)
    assert not list(tiny_index.glob("encoder.*"))
