from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.language.loading import load_language
from assistant.offering.proposal import Corpus, Draft, answered, as_gerund, keys, read_corpus, read_lines, spoken
from index.folder import DataFolder
from index.retrieval.lexicon import Lexicon
from index.schema import Passage, Place, Sentence
from index.vectors.store import Store

ENGLISH = load_language("en")
ONE = Sentence("s", "p", "1.2 The contract is divided into three lots.", 0, 44)
PASSAGE = Passage("p", ONE.text, 0, 44, "paragraph", Place("a.txt", "A"), (ONE,))


@pytest.fixture(scope="session")
def tiny_corpus(tiny_built: Path) -> Corpus:
    store = Store(DataFolder(tiny_built / "data").current())
    return read_corpus(store, Lexicon.of(store), ENGLISH)


@pytest.fixture(scope="session")
def report(store: Store) -> Corpus:
    return read_corpus(store, Lexicon.of(store), ENGLISH)


def by_question(corpus: Corpus) -> dict[str, Draft]:
    return {item.question: item for item in answered(corpus)}


def test_figures_and_headings_of_any_documents_are_asked_for(tiny_corpus: Corpus) -> None:
    drafts = by_question(tiny_corpus)
    assert drafts["How many trees will be planted along 5 streets?"].facts == (("700",),)
    assert drafts["How many tram lines will open in May?"].facts == (("Two", "2"),)
    assert drafts["What is planned to plant trees?"].sentences[0].startswith("We will plant 700 trees")
    assert drafts["What is said about fares?"].sentences == ("A ticket costs 3 yuan.",)
    assert drafts["Which section is about planting trees?"].facts == (("1.", "section 1", "Opening parks"),)


def test_a_paragraphs_own_number_is_no_word_of_a_question() -> None:
    store = SimpleNamespace(sentence_numbers={"s": 0})
    (line,) = read_lines(PASSAGE, store, SimpleNamespace(stems=(frozenset(),)))
    assert line.text == "The contract is divided into three lots."


def test_each_kind_is_found_in_a_report(report: Corpus) -> None:
    kinds = {item.type for item in answered(report)}
    assert kinds >= {"numeric", "factoid", "list", "topic", "section"}


def test_only_one_sentence_fits_a_question_that_has_one(report: Corpus) -> None:
    single = [item for item in answered(report) if item.type in ("numeric", "factoid", "date", "list")]
    assert len(single) > 30
    assert all(report.holders(item.question) <= 1 for item in single)


def test_every_fact_stands_in_the_evidence(report: Corpus) -> None:
    for item in answered(report):
        if item.type in ("numeric", "factoid", "date", "list"):
            assert all(fact[0].lower() in item.sentences[0].lower() for fact in item.facts), item


def test_words_that_only_ask_tell_nothing() -> None:
    assert keys("How many trees are planned? What examples are given?", ENGLISH) == {"tree"}


def test_a_title_is_spoken_without_its_capitals(report: Corpus) -> None:
    assert spoken("Opening Parks", report.usage) == "opening parks"
    assert spoken("Parks in Beijing", report.usage) == "parks in Beijing"
    assert as_gerund("further plan a park", report.usage) == "further planning a park"
