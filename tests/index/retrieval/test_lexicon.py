"""How rare words are."""

from pathlib import Path

import pytest

from index.folder import DataFolder
from index.retrieval.lexicon import Lexicon
from index.vectors.store import Store
from index.words import read_words


@pytest.fixture(scope="module")
def lexicon(tiny_built: Path) -> Lexicon:
    return Lexicon.of(Store(DataFolder(tiny_built / "data").current()))


def weight(lexicon: Lexicon, word: str) -> float:
    return lexicon.weight(read_words(word)[0])


def test_rarer_words_weigh_more(lexicon: Lexicon) -> None:
    assert 0 < weight(lexicon, "will") < weight(lexicon, "fountains") == 1.0


def test_forms_of_a_word_weigh_the_same(lexicon: Lexicon) -> None:
    assert weight(lexicon, "fountain") == weight(lexicon, "fountains")


def test_unknown_word_weighs_most(lexicon: Lexicon) -> None:
    assert weight(lexicon, "zeppelin") == 1.0


def test_a_stem_stands_for_its_shortest_word(lexicon: Lexicon) -> None:
    assert lexicon.written["fountain"] == "fountains"


def test_vocabulary_has_words_as_written(lexicon: Lexicon) -> None:
    assert {"fountains", "trees"} <= lexicon.vocabulary
    assert "fountain" not in lexicon.vocabulary
