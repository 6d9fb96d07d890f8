import pytest

from index.retrieval.keyword import KeywordIndex, stems_and_parts

TEXTS = ["Trees and 7 parks.", "Trams cost 3 yuan.", "北京的公园", "Trees, trees, trees."]


def found(question, top_k=9):
    return [number for number, _ in KeywordIndex.of(TEXTS).search(question, top_k)]


def test_best_match_first():
    assert found("planted trees") == [3, 0]


def test_top_k_is_the_most():
    assert found("trees", 1) == [3]


@pytest.mark.parametrize(("question", "text"), [("7", 0), ("yuan?", 1), ("公园", 2), ("TRAM", 1)])
def test_digits_characters_and_forms_are_found(question, text):
    assert found(question) == [text]


@pytest.mark.parametrize("question", ["", "zeppelin", "8", "?", "the"])
def test_no_shared_word_no_hit(question):
    assert found(question) == []


def test_scores_are_above_zero_and_fall():
    scores = [score for _, score in KeywordIndex.of(TEXTS).search("trees 7 yuan", 9)]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0


def test_ties_keep_the_order():
    assert [number for number, _ in KeywordIndex.of(["a tree", "a tree"]).search("tree", 2)] == [0, 1]


def test_texts_without_words_can_be_indexed():
    assert KeywordIndex.of(["***", "…"]).search("tree", 3) == []


def test_a_question_of_stop_words_keeps_them():
    assert stems_and_parts("Who are the trees?") == ["tree"]
    assert stems_and_parts("Who are we?") == ["who", "are", "we"]
