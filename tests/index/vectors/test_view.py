import numpy as np
import pytest

from assistant.engine import Engine
from index.vectors.store import Store
from index.vectors.view import only

CHOSEN = ("parks.txt", "report/2026/report.md")  # others stand between them


@pytest.fixture(scope="module")
def whole(shelf: Engine) -> Store:
    return shelf.store


def test_a_view_has_the_rows_of_its_documents_and_no_others(whole: Store) -> None:
    view = only(whole, CHOSEN)
    assert tuple(view.documents) == CHOSEN
    assert {passage.place.document_id for passage in view.passages} == set(CHOSEN)
    assert {sentence.passage_id for sentence in view.sentences} <= view.passage_numbers.keys()
    assert view.kept == [kept for kept in whole.kept if kept.sentence_id in view.sentence_numbers]


def test_every_row_keeps_its_vector_and_its_tokens(whole: Store) -> None:
    view = only(whole, CHOSEN)
    for own, space in zip(view.spaces, whole.spaces, strict=True):
        for number, sentence in enumerate(view.sentences):
            before = space.sentence(whole.sentence_numbers[sentence.id])
            after = own.sentence(number)
            assert np.array_equal(after.vector, before.vector)
            assert np.array_equal(after.tokens, before.tokens)
        assert len(own.token_vectors) == own.token_bounds[-1]
        assert len(own.kept) == len(own.kept_numbers)
    assert view.encodings(view.first).keys() == set(view.digests)


def test_a_view_may_be_empty(whole: Store) -> None:
    view = only(whole, [])
    assert not view.passages
    assert view.first.search_sentences(whole.first.sentences[0]).shape == (0,)
