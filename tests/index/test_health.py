import json
import subprocess
import sys

import numpy as np
import pytest

from index.errors import IndexDamaged
from index.health import verify
from index.integrity import seal


def test_a_good_index_passes(tiny_index):
    verify(tiny_index)


def test_a_changed_document_is_found(tiny_index):
    path = tiny_index / "documents" / "parks.txt"
    path.write_text(path.read_text("utf-8").replace("700 trees", "800 trees"), "utf-8")
    seal(tiny_index)
    with pytest.raises(IndexDamaged, match="does not stand at its offsets"):
        verify(tiny_index)


def test_missing_rows_are_found(tiny_index):
    path = tiny_index / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"sentences": 99}), "utf-8")
    seal(tiny_index)
    with pytest.raises(IndexDamaged, match="does not hold the rows"):
        verify(tiny_index)


def test_as_a_program_it_fails_in_a_sentence(tmp_path):
    done = subprocess.run([sys.executable, "-m", "index.health", tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "manifest.json cannot be read" in done.stderr.splitlines()[-1]


def test_swapped_vectors_are_found(tiny_index, monkeypatch):
    monkeypatch.setattr("index.vectors.space.Space.search_sentences", lambda space, vector: -np.arange(9.0))
    with pytest.raises(IndexDamaged, match="not found by its own vector"):
        verify(tiny_index)
