"""Late interaction, by hand on small vectors and on the real store."""

import numpy as np

from index.retrieval.interaction import interaction, weighted_pieces, weighted_words, word_vectors
from index.retrieval.lexicon import Lexicon
from index.vectors.encoder import Encoding, OnnxEncoder
from index.vectors.store import Store
from index.words import read_words


def encoding(tokens: list[list[float]], spans: list[tuple[int, int]]) -> Encoding:
    return Encoding(np.ones(2, np.float32), np.array(tokens, np.float32), np.array(spans, np.int32))


def test_word_of_two_tokens_is_their_mean() -> None:
    made = word_vectors(encoding([[1, 0], [0, 1]], [(0, 3), (3, 6)]), read_words("sewage"))
    assert np.allclose(made, [[0.70710678, 0.70710678]])


def test_word_cut_off_by_truncation_has_no_vector() -> None:
    assert not word_vectors(encoding([[1, 0]], [(0, 3)]), read_words("how sewage")[1:]).any()


def test_passage_with_the_thing_asked_for_beats_its_neighbour(store: Store, encoder: OnnxEncoder) -> None:
    question = "How many elevators will be installed?"
    numbers = list(range(len(store.passages)))
    weighted = weighted_words(question, encoder.encode([question])[0], Lexicon.of(store))
    scores = interaction(*weighted, numbers, store.first, store)
    best = store.passages[int(scores.argmax())]
    assert "800 elevators" in best.text


def test_score_is_the_weighted_mean_of_best_cosines(store: Store, encoder: OnnxEncoder) -> None:
    question, lexicon, number = "museums elevators", Lexicon.of(store), 40
    encoded, words = encoder.encode([question])[0], read_words(question)
    sentences = store.passages[number].sentences
    tokens, _ = store.first.tokens(store.sentence_numbers[sentences[0].id], len(sentences))
    best = (tokens @ word_vectors(encoded, words).T).max(axis=0)
    weights = [lexicon.weight(word) for word in words]
    expected = float(np.dot(best, weights) / sum(weights))
    weighted = weighted_words(question, encoded, lexicon)
    assert abs(interaction(*weighted, [number], store.first, store)[0] - expected) < 1e-5


def test_order_of_the_passages_does_not_matter(store: Store, encoder: OnnxEncoder) -> None:
    weighted = weighted_words("hospitals", encoder.encode(["hospitals"])[0], Lexicon.of(store))
    forward = interaction(*weighted, [3, 9, 20], store.first, store)
    assert np.allclose(forward[::-1], interaction(*weighted, [20, 9, 3], store.first, store), atol=1e-5)


def test_nothing_to_compare_scores_nothing(store: Store, encoder: OnnxEncoder) -> None:
    lexicon = Lexicon.of(store)
    hospitals, nothing = (weighted_words(text, encoder.encode([text])[0], lexicon) for text in ("hospitals", ""))
    assert interaction(*hospitals, [], store.first, store).shape == (0,)
    assert not interaction(*nothing, [1, 2], store.first, store).any()


def test_pieces_of_punctuation_tell_nothing() -> None:
    vectors, weights = weighted_pieces("水？", encoding([[1, 0], [0, 1]], [(0, 1), (1, 2)]))
    assert vectors.tolist() == [[1, 0]]
    assert weights.tolist() == [1]
