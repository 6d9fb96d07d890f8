"""How like a question is to the questions kept with each sentence."""

from index.retrieval.retriever import Retriever
from index.vectors.store import Store


def test_a_kept_question_finds_its_sentence(store: Store, retriever: Retriever) -> None:
    for number in store.first.kept_numbers[:: len(store.first.kept_numbers) // 20]:
        kept = store.kept[number]
        likeness = retriever.read(kept.text).likeness
        scores = likeness.asked if kept.answered else likeness.near
        assert scores[store.sentence_numbers[kept.sentence_id]] > 0.999


def test_a_sentence_without_kept_questions_is_like_none(store: Store, retriever: Retriever) -> None:
    owners = {kept.sentence_id for kept in store.kept}
    bare = next(number for number, sentence in enumerate(store.sentences) if sentence.id not in owners)
    likeness = retriever.read(store.sentences[bare].text).likeness
    assert (likeness.asked[bare], likeness.near[bare]) == (0, 0)


def test_most_sentences_of_the_report_have_some(retriever: Retriever) -> None:
    assert all(kept.are_usual for kept in retriever.kept)
