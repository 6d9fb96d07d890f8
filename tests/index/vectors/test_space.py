"""One encoder's view of the rows: searched exactly, tokens cut at their bounds."""

import numpy as np
import pytest

from index.vectors.encoder import Encoding
from index.vectors.space import read_tokens, similarities, write_tokens


def encoding(tokens):
    vector = np.eye(4, dtype=np.float32)[0]
    return Encoding(vector, np.tile(vector, (tokens, 1)), np.full((tokens, 2), tokens, np.int32))


def test_every_passage_is_found_by_its_own_vector(store):
    for space in store.spaces:
        for number, vector in enumerate(space.passages):
            scores = space.search_passages(vector)
            assert scores[number] == scores.max() == pytest.approx(1, abs=1e-4)


def test_tokens_are_the_sentences_words(store):
    for space in store.spaces:
        for number in range(0, len(store.sentences), 16):
            vectors, spans = space.tokens(number)
            assert len(vectors) == len(spans) > 0
            assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-2)
            text = store.sentences[number].text
            assert text[spans[0][0] : spans[-1][1]].strip() == text.strip()


def test_equal_rows_have_equal_scores():
    vector = np.array([0.6, 0.8], np.float32)
    scores = similarities(np.array([vector, vector * np.float32(1 + 1e-7)]), vector)
    assert scores[0] == scores[1]


def test_bounds_tell_where_each_sentences_tokens_begin(tmp_path):
    write_tokens(tmp_path, "x.", [encoding(2), encoding(0), encoding(3)])
    _, spans, bounds = read_tokens(tmp_path, "x.")
    assert bounds.tolist() == [0, 2, 2, 5]
    assert spans[2:].tolist() == [[3, 3]] * 3
    assert np.load(tmp_path / "x.token_vectors.npy").dtype == np.float16


def test_the_background_is_how_like_a_token_is_to_any_sentence(store):
    for space in store.spaces:
        vectors, _ = space.tokens(0)
        background = space.background(vectors)
        assert background.shape == (len(vectors),)
        assert (background < 1).all(), "no token is met in every sentence"
    assert space.background(vectors[:0]).shape == (0,)
