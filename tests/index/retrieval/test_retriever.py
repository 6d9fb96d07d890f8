import numpy as np
import pytest

from index.retrieval.retriever import Retriever, best, reciprocal_rank_fusion, searchable
from index.vectors.view import only

QUESTIONS = {
    "How many lifts will be added to old residential buildings?": "800 elevators",
    "How many general manufacturing enterprises will be upgraded or moved out?": "80 general manufacturing",
    "What is planned for Subway Line 22?": "Line 22",
    "How many secondary school places will be added?": "10,000 secondary school places",
}


def ask(retriever, question, top_k=8):
    return retriever.retrieve(retriever.read(question), top_k)


@pytest.mark.parametrize("question", QUESTIONS)
def test_obvious_things_are_found(retriever, question):
    assert any(QUESTIONS[question] in " ".join(hit.passage.text.split()) for hit in ask(retriever, question, 3))


def test_the_same_question_gives_the_same_hits(retriever, store, encoder):
    first = ask(retriever, "What about childcare?")
    assert ask(retriever, "What about childcare?") == first
    assert ask(Retriever(store, encoder), "What about childcare?") == first


def test_a_question_that_is_read_again_is_encoded_once(store, encoder, monkeypatch):
    encoded, encode = [], encoder.encode
    monkeypatch.setattr(
        encoder, "encode", lambda texts, is_question: encoded.extend(texts) or encode(texts, is_question)
    )
    retriever = Retriever(store, encoder)
    for view in (retriever, retriever, retriever.over(store.documents)):
        view.read("What about childcare?")
    assert encoded == ["What about childcare?"]


def test_hits_are_ranked_and_no_more_than_asked_for(retriever):
    hits = ask(retriever, "housing", 5)
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(-1 <= hit.similarity <= 1 for hit in hits)


@pytest.mark.parametrize("question", ["Zyzzyva qwrtp?", "", "???", "北京有多少个公园？", "\ud800", "x" * 9000, "\0"])
def test_a_question_without_any_known_word_is_answered(retriever, question):
    assert len(ask(retriever, question)) == 8


def test_no_hits_where_none_are_asked_for(retriever):
    assert ask(retriever, "housing", 0) == []


@pytest.mark.parametrize("question", [*QUESTIONS, "Zyzzyva qwrtp?"])
def test_only_the_documents_that_are_named_are_ranked(retriever, store, question):
    query = retriever.read(question)
    for name in store.documents:
        hits = retriever.retrieve(query, 8, {name})
        assert {hit.passage.place.document_id for hit in hits} == {name}
        assert len(hits) == 8, "the others are left out before the rankings are cut"


def test_all_documents_named_are_as_none_named(retriever, store):
    query = retriever.read("What about childcare?")
    assert retriever.retrieve(query, 8, list(store.documents)) == retriever.retrieve(query, 8)


@pytest.mark.parametrize("documents", [(), ("none.txt",)])
def test_no_hits_in_documents_that_are_not_there(retriever, documents):
    assert retriever.retrieve(retriever.read("housing"), 8, documents) == []


def test_a_word_of_the_section_finds_its_passages(retriever, store):
    passage = next(passage for passage in store.passages if passage.place.topic)
    assert passage.place.section.title in searchable(passage)
    assert passage.place.topic in searchable(passage)


def test_every_passages_best_sentence_is_one_of_its_own(retriever, store):
    vector = store.first.sentences[40]
    scores = retriever.best_sentence(store.first.search_sentences(vector))
    assert store.passages[int(scores.argmax())].id == store.sentences[40].passage_id


def test_rank_fusion_by_hand():
    fused = reciprocal_rank_fusion([[7, 8], [8], []])
    assert fused == {7: pytest.approx(1 / 61), 8: pytest.approx(1 / 62 + 1 / 61)}


def test_the_best_come_first_and_ties_in_order():
    assert best(np.array([0.1, 0.9, 0.1, 0.9] * 20, np.float32), 41)[-2:] == [79, 0]


def test_headings_come_last(retriever):
    kinds = [hit.passage.kind == "paragraph" for hit in retriever.retrieve(retriever.read("urban renewal"), 50)]
    assert not all(kinds)
    assert kinds == sorted(kinds, reverse=True)


@pytest.mark.parametrize(
    "question", ["How many benches were put up?", "Which trees are planted?", "new schools", "园林"]
)
def test_a_part_is_ranked_as_its_own_index_would(shelf, question):
    whole, chosen = shelf.finder.retriever, ["parks.txt", "report/2026/report.md"]
    part = whole.over(chosen)
    alone = Retriever(only(whole.store, chosen), whole.encoder, None, whole.foreign)
    assert ask(part, question, 50) == ask(alone, question, 50)
    assert {hit.passage.place.document_id for hit in ask(part, question, 50)} == set(chosen)
    for name in ("stems", "places", "idf", "related", "vocabulary", "kept"):
        assert getattr(part.lexicon, name) == getattr(alone.lexicon, name)


def test_a_part_of_a_part_is_no_more_than_that(shelf):
    part = shelf.finder.retriever.over(["parks.txt", "report/2026/report.md"])
    assert set(part.over(["parks.txt", "board/minutes.md"]).store.documents) == {"parks.txt"}


def test_kept_questions_that_are_left_out_are_not_known(retriever):
    number = next(n for n, kept in enumerate(retriever.store.kept) if kept.answered and kept.language == "en")
    asked = retriever.store.kept[number]
    owner = retriever.store.sentence_numbers[asked.sentence_id]
    without = retriever.without_kept([number])
    assert retriever.read(asked.text).likeness.asked[owner] > 0.99 > without.read(asked.text).likeness.asked[owner]
    assert len(without.store.kept) == len(retriever.store.kept) - 1
    assert len(retriever.read(asked.text).likeness.asked) == len(without.store.sentences)
