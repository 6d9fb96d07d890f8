import re

import pytest

from assistant.drafting.unanswerable import changes, is_nowhere, turned, twins, unstated
from assistant.language.loading import load_language
from assistant.offering.proposal import Corpus, Draft, read_corpus
from index.retrieval.lexicon import Lexicon
from index.vectors.store import Store

ENGLISH = load_language("en")


@pytest.fixture(scope="session")
def report(store: Store) -> Corpus:
    return read_corpus(store, Lexicon.of(store), ENGLISH)


def numeric(question: str) -> Draft:
    return Draft(question, "numeric", "a.txt", "the sentence", ("the sentence",), (("7",),))


def test_a_twin_asks_about_another_place_and_names_its_row(report: Corpus) -> None:
    item = numeric("How many shops will be moved out of Beijing?")
    [twin] = twins([item], report)
    assert "Beijing" not in twin.question
    assert twin.question.startswith("How many shops will be moved out of ")
    assert not twin.sentences
    assert twin.note.startswith(f"twin of {item.id}: Beijing became ")


def test_a_month_is_no_place(report: Corpus) -> None:
    assert not list(changes(numeric("How many lines will open in May?"), report))


def test_a_place_is_added_where_the_question_names_none(report: Corpus) -> None:
    [(question, _, way)] = changes(numeric("How many lifts will be installed?"), report)
    assert way == "place added"
    assert question.split(" in ")[1].rstrip("?").lower() not in report.lexicon.vocabulary


def test_a_question_whose_words_meet_in_a_sentence_is_not_used(report: Corpus) -> None:
    assert not is_nowhere("How many elevators will be installed in old buildings?", report)
    assert is_nowhere("How many elevators will be installed in old buildings in Oslo?", report)


def test_no_sentence_with_the_counted_thing_holds_a_figure(report: Corpus) -> None:
    made = [item for item in unstated(report) if item.way == "number"]
    assert made
    assert not any(re.search(r"\d(?![\d%])", item.source) for item in made)


def test_what_is_unstated_is_asked_in_several_ways(report: Corpus) -> None:
    assert len({item.way for item in unstated(report)}) >= 4


def test_another_key_turns_a_list_elsewhere() -> None:
    items = list("abcdefgh")
    assert sorted(turned(items, "x")) == items
    assert len({turned(items, key)[0] for key in "klmnop"}) > 1
    assert turned([], "x") == []
