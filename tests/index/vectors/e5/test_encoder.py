"""Texts of any language into vectors."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexDamaged
from index.vectors.e5.encoder import E5Encoder, character_spans
from index.vectors.e5.graph import PIECES_FILE, export


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> E5Encoder:
    folder = tmp_path_factory.mktemp("e5")
    return E5Encoder(folder, export(folder), threads=1)


def test_a_translation_is_nearer_than_another_sentence(encoder: E5Encoder) -> None:
    texts = ["老旧小区将加装多少部电梯？", "How many elevators will be installed?", "Who wrote the play?"]
    chinese, english, other = (encoding.vector for encoding in encoder.encode(texts))
    assert chinese @ english > chinese @ other + 0.05


def test_tokens_stand_where_their_words_do(encoder: E5Encoder) -> None:
    text = "老旧小区　加装８００部\xa0电梯 and café"
    (encoding,) = encoder.encode([text])
    assert np.linalg.norm(encoding.tokens, axis=1) == pytest.approx(1, abs=1e-4)
    words = [text[start:end].strip() for start, end in encoding.spans]
    assert "８００" in words
    assert "电梯" in words
    assert "café" in words


def test_a_batch_gives_what_each_text_gives_alone(encoder: E5Encoder) -> None:
    texts = ["水", "How many elevators will be installed in old residential buildings this year?", ""]
    together = encoder.encode(texts)
    for text, encoding in zip(texts, together, strict=True):
        assert np.abs(encoder.encode([text])[0].vector - encoding.vector).max() < 0.02


def test_a_long_text_is_cut(encoder: E5Encoder) -> None:
    (encoding,) = encoder.encode(["电梯 " * 2000])
    assert len(encoding.tokens) <= 512


def test_a_changed_file_is_damage(tmp_path: Path) -> None:
    digest = export(tmp_path)
    (tmp_path / PIECES_FILE).write_bytes(b"")
    with pytest.raises(IndexDamaged, match="build the index again"):
        E5Encoder(tmp_path, digest)


def test_bytes_become_characters() -> None:
    class Piece:
        begin, end = 3, 6

    assert character_spans("水木x", [Piece()]).tolist() == [[1, 2]]
