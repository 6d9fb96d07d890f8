"""What the doctor says of kept questions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.enriching.coverage import advice, by_document, coverage
from index.schema import Kept
from index.vectors.store import Store


@pytest.fixture
def having(tiny_index: Path) -> Callable[..., Store]:
    """Return the tiny index with kept questions: language, whether answered and words of the sentence."""

    def with_kept(*rows: tuple[str, bool, str]) -> Store:
        store = Store(tiny_index)
        owner = {sentence.text: sentence.id for sentence in store.sentences}
        store.kept = [
            Kept("How?", code, answered, next(id_ for text, id_ in owner.items() if words in text))
            for code, answered, words in rows
        ]
        return store

    return with_kept


def test_sentences_languages_and_near_misses_are_counted_and_a_bare_document_named(having: Any) -> None:
    told = coverage(having(("en", True, "700 trees"), ("zh", True, "700 trees"), ("en", False, "12 fountains")))
    assert told == (
        "for 2 of 5 sentences (English 1, Chinese 1; near misses 1): trams.md 0 of 2, parks.txt 2 of 3. "
        "trams.md has none: write trams.md.questions.jsonl beside the document, or run assistant index --enrich"
    )


def test_without_any_the_way_out_is_told(having: Any) -> None:
    assert coverage(having()).startswith("for 0 of 5 sentences. 2 documents have none: write parks.txt.questions.jsonl")


def test_with_some_for_every_document_nothing_is_advised(having: Any) -> None:
    assert "none" not in coverage(having(("en", True, "700 trees"), ("en", True, "tram lines")))


def test_many_documents_are_not_all_named() -> None:
    told = by_document({f"{number}.txt": (number, 10) for number in range(9)})
    assert told.startswith("0.txt 0 of 10, 1.txt 1 of 10")
    assert told.endswith("4 more")
    assert "3 documents have none" in advice(["a", "b", "c"])
