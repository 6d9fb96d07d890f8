"""Near misses by rule: one thing exchanged, or something else asked of the same sentence."""

import pytest

from assistant.drafting.exchanged import EXCHANGES, Stock, asked_further, exchanged
from assistant.drafting.unanswerable import is_nowhere
from assistant.language.loading import load_language
from assistant.offering.proposal import Corpus, Draft, read_corpus
from index.retrieval.lexicon import Lexicon
from index.vectors.store import Store

ENGLISH = load_language("en")
STOCK = Stock(("how many benches", "how many euros"), ("mended", "planted"), ("2019",), ENGLISH)


@pytest.fixture(scope="module")
def report(store: Store) -> Corpus:
    return read_corpus(store, Lexicon.of(store), ENGLISH)


@pytest.mark.parametrize(
    ("way", "question", "expected"),
    [
        ("noun", "How many benches were planted?", "How many euros were planted?"),
        ("verb", "How many benches were planted?", "How many benches were mended?"),
        ("year", "What was planted in 2024?", "What was planted in 2019?"),
        ("year", "What was planted?", "What was planted in 2019?"),
        ("opposite", "How many new benches may be planted?", "How many old benches may be planted?"),
    ],
)
def test_one_thing_is_exchanged(way: str, question: str, expected: str) -> None:
    assert next(EXCHANGES[way](question, "x", STOCK)) == expected


@pytest.mark.parametrize("way", ["noun", "verb", "opposite"])
def test_where_there_is_nothing_to_exchange_nothing_is_made(way: str) -> None:
    assert [*EXCHANGES[way]("Who may speak?", "x", STOCK)] == []


def test_no_sentence_answers_what_was_exchanged(report: Corpus) -> None:
    item = Draft("How many elevators will be installed first?", "numeric", "a.txt", "s", ("s",))
    made = [*exchanged([item], report)]
    assert {one.way for one in made} >= {"year", "opposite"}
    assert all(is_nowhere(one.question, report) and not one.sentences for one in made)
    assert {one.note.split(":")[0] for one in made} == {f"twin of {item.id}"}


def test_what_a_sentence_does_not_say_is_asked_of_it(report: Corpus) -> None:
    made = [*asked_further(report)]
    why = ENGLISH.slots.stated["reason"]
    assert {one.way for one in made if not one.sentences} >= {"unstated reason", "unstated actor"}
    assert not any(why.search(one.source) for one in made if one.way == "unstated reason")
    assert all(why.search(one.source) for one in made if one.sentences)
