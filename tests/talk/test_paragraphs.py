"""Paragraphs and their neighbours, over the seeds."""

from assistant.talk.paragraphs import neighbour, paragraph_of
from index.vectors.store import Store


def test_the_paragraph_after_and_back_again(store: Store) -> None:
    passage = next(one for one in store.passages if one.kind == "paragraph")
    after = neighbour(passage, store.passages, 1)
    assert after is not None
    assert neighbour(after[0], store.passages, -1) == paragraph_of(passage, store.passages)


def test_before_the_first_paragraph_there_is_none(store: Store) -> None:
    first = next(one for one in store.passages if one.kind == "paragraph")
    assert neighbour(first, store.passages, -1) is None
