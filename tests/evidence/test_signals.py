from copy import copy
from dataclasses import replace

import pytest

from assistant.evidence.signals import (
    DEEPEST,
    asked_before,
    asks,
    read_candidates,
    read_on,
)
from assistant.language.loading import load_language
from assistant.question.reading import read_question
from index.retrieval.lexicon import Lexicon
from index.schema import Hit
from index.words import read_words

ENGLISH = load_language("en")


@pytest.fixture(scope="module")
def lexicon(store):
    return Lexicon.of(store)


def candidates(text, retriever, lexicon, top_k=8):
    query = retriever.read(text)
    return read_candidates(
        read_question(text, ENGLISH), query, retriever.retrieve(query, top_k), retriever.store, lexicon
    )


def best(text, name, retriever, lexicon):
    return max(candidates(text, retriever, lexicon), key=lambda candidate: candidate.signals[name])


@pytest.mark.parametrize("name", ["sentence", "words", "meaning", "explained"])
def test_a_sentence_asked_for_in_its_own_words_is_the_nearest(name, retriever, lexicon):
    text = "We will advance legislation on food safety and the private sector"
    assert "legislation" in best(text, name, retriever, lexicon).sentence.text


def test_the_figure_beside_the_asked_noun_comes_first(retriever, lexicon):
    for noun, figure in (("parking spaces", "35,000"), ("electric vehicle charging facilities", "30,000")):
        found = best(f"How many {noun} will be created?", "beside", retriever, lexicon)
        start, end = found.answers[0]
        assert found.sentence.text[start:end] == figure


def test_what_the_sentence_lacks_is_told(retriever, lexicon):
    made = candidates("Why did Atlantis close 77 greenways in 1999?", retriever, lexicon)
    assert all(candidate.signals["number_missing"] == 1 for candidate in made)
    assert all(candidate.signals["year_missing"] == 1 for candidate in made)
    assert all(candidate.signals["entity_missing"] == 1 for candidate in made)


def test_what_the_sentence_before_has_of_the_question_is_carried_on(retriever, lexicon):
    made = candidates("Will 800 elevators be installed in old residential buildings?", retriever, lexicon)
    behind = next(one for one in made if one.before and "800 elevators" in one.before.text)
    assert behind.signals["carried"] > 0
    first = [one for one in made if not one.before]
    assert first
    assert not any(one.signals["carried"] for one in first)


def test_the_year_of_the_report_is_known(retriever, lexicon):
    made = candidates("How many parking spaces are made in 2026?", retriever, lexicon)
    assert not any(candidate.signals["year_missing"] for candidate in made)


def test_headings_are_no_candidates(retriever, lexicon):
    texts = [candidate.sentence.text for candidate in candidates("Advance urban renewal", retriever, lexicon, 20)]
    assert texts
    assert not {"Advance urban renewal.", "Boost consumption."} & set(texts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("What is a kiln?", True), ("“**Why?**” ", True), ("为什么？", True), ("A kiln is hot.", False)],
)
def test_a_question_of_the_documents_states_nothing(text, expected, store):
    assert asks(replace(store.sentences[0], text=text)) is expected


@pytest.fixture
def faq(store):
    """Return the store with a question as its last sentence but two, which stands in its last passage but one."""
    made = copy(store)
    *before, one, two = store.passages
    asked = replace(one.sentences[-1], text="How hot is a kiln?")
    made.passages = [*before, replace(one, sentences=(*one.sentences[:-1], asked)), two]
    made.sentences = [asked if sentence.id == asked.id else sentence for sentence in store.sentences]
    return made


def test_what_follows_a_question_answers_it_and_is_read_with_it(faq, store):
    one, two = faq.passages[-2:]
    number = store.sentence_numbers[two.sentences[0].id]
    assert asked_before(number, store.spaces[0], faq) == number - 1
    assert asked_before(number, store.spaces[0], store) == number
    assert read_on([Hit(one, 1.0, 1.0)], faq) == {one: 1, two: 1}
    assert len(read_on([Hit(store.passages[-2], 1.0, 1.0)], store)) == 1


def test_no_more_sentences_are_read_than_the_limit(retriever, lexicon):
    assert len(candidates("housing", retriever, lexicon, top_k=50)) == DEEPEST


def test_no_hits_give_no_candidates(store, retriever, lexicon):
    assert read_candidates(read_question("housing", ENGLISH), retriever.read("housing"), [], store, lexicon) == []


def test_rare_words_weigh_more_and_unknown_ones_most(lexicon):
    common, rare, unknown = read_words("will greenways zyzzyva")
    assert lexicon.weight(common) < lexicon.weight(rare) <= lexicon.weight(unknown) == 1


def test_related_words_count_less_than_the_same(lexicon):
    (word,) = read_words("compensate")
    assert 0 < lexicon.forms(word).match(frozenset(["compens"])) <= 1
    assert lexicon.forms(word).match(frozenset(["tree"])) == 0


@pytest.mark.parametrize("text", ["???", "", "a", "1", "北京有多少个公园？", "word " * 400, "<b>x</b>"])
def test_any_text_can_be_read(text, retriever, lexicon):
    for candidate in candidates(text, retriever, lexicon):
        assert all(-1.001 <= value <= 1.001 for value in candidate.signals.values())
