"""What could be asked of each passage."""

from pathlib import Path

from assistant.language.loading import load_language
from assistant.offering.inventory import LONGEST, Inventory
from index.retrieval.lexicon import Lexicon
from index.vectors.store import Store

ENGLISH, CHINESE = load_language("en"), load_language("zh")


def offered(inventory: Inventory) -> list[str]:
    return [one.question for passage in inventory.store.passages for one in inventory.of(passage)]


def test_the_first_kept_question_of_a_sentence_is_offered(store: Store) -> None:
    inventory = Inventory(store, Lexicon.of(store), ENGLISH, ENGLISH)
    questions = offered(inventory)
    assert "What share of nursery slots will be affordable?" in questions
    assert all(len(question) <= LONGEST and question.endswith("?") for question in questions)
    chinese = offered(Inventory(store, Lexicon.of(store), CHINESE, ENGLISH))
    assert chinese
    assert all(question.endswith("？") for question in chinese)


def test_where_none_are_kept_they_are_made_of_figures_and_names(tiny_index: Path) -> None:
    store = Store(tiny_index)
    assert offered(Inventory(store, Lexicon.of(store), ENGLISH, ENGLISH)) == [
        "How many trees will be planted along 5 streets?",
        "How many fountains will be mended before the summer comes?",
        "How many tram lines will open in May?",
    ]
    assert offered(Inventory(store, Lexicon.of(store), CHINESE, ENGLISH)) == []
