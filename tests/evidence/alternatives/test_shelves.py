"""Which shelf is asked, and what is told of which."""

from collections.abc import Collection
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.evidence.alternatives import shelves
from assistant.evidence.alternatives.shelves import ELSEWHERE, Shelves, find_by_shelf, speaks_elsewhere
from assistant.evidence.answerability import Judgement
from assistant.evidence.finding import Finding
from assistant.language.loading import load_language
from assistant.text.tongue import Spoken

ENGLISH, CHINESE = load_language("en"), load_language("zh")
WRITTEN = {"a.txt": ENGLISH, "b.txt": None, "c.txt": CHINESE}
SHELVES = Shelves.of(SimpleNamespace(written=WRITTEN, texts=ENGLISH))  # type: ignore[arg-type]
ASKED = Spoken("热线电话是多少？", CHINESE, None)


def finding(status: Any, confidence: float) -> Finding:
    return Finding(Judgement(status, None, confidence))


def test_a_document_in_no_language_that_is_read_stands_with_most() -> None:
    assert SHELVES.split(CHINESE) == (("c.txt",), ("a.txt", "b.txt"))
    assert SHELVES.split(ENGLISH) == (("a.txt", "b.txt"), ("c.txt",))


@pytest.mark.parametrize(
    ("own", "other", "is_there_alone", "told"),
    [
        (("answered", 0.5), ("answered", 0.9), False, "own"),
        (("not_in_report", 0.2), ("answered", ELSEWHERE), False, "other"),
        (("not_in_report", 0.2), ("answered", ELSEWHERE - 0.1), False, "own"),
        (("not_in_report", 0.2), ("answered", ELSEWHERE - 0.1), True, "other"),
        (("not_in_report", 0.2), ("not_in_report", 0.1), True, "own"),
    ],
)
def test_the_own_shelf_is_asked_first_and_the_other_has_to_be_sure(
    monkeypatch: pytest.MonkeyPatch, own: tuple[str, float], other: tuple[str, float], is_there_alone: bool, told: str
) -> None:
    found = {"own": finding(*own), "other": finding(*other)}
    monkeypatch.setattr(shelves, "is_of_all", lambda *_: False)
    monkeypatch.setattr(shelves, "speaks_elsewhere", lambda *_: is_there_alone)
    monkeypatch.setattr(shelves, "find_or_offer", lambda finder, *_: found[finder.name])

    def over(names: Collection[str]) -> Any:
        name = "own" if names == ("c.txt",) else "other"
        return SimpleNamespace(name=name, find=lambda *_: found[name])

    chosen = find_by_shelf(SimpleNamespace(), SHELVES, over, ASKED.text, None, ASKED)  # type: ignore[arg-type]
    assert chosen.judgement is found[told].judgement


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ({"fee"}, {"chef", "canteen"}, True),
        ({"fee"}, {"canteen"}, False),  # no document has a chef
        ({"chef", "canteen"}, {"chef", "canteen"}, False),
    ],
)
def test_a_question_with_words_that_the_other_shelf_alone_has_is_about_it(
    here: set[str], there: set[str], expected: bool
) -> None:
    def knowing(words: set[str]) -> Any:
        lexicon = SimpleNamespace(knows=lambda word, *_: word.text in words)
        return SimpleNamespace(linguist=SimpleNamespace(texts=CHINESE), lexicon=lexicon)

    asked = Spoken("Who is the chef of the canteen?", ENGLISH, None)
    assert speaks_elsewhere(asked.text, knowing(here), knowing(there), asked) is expected


def test_what_is_asked_of_all_documents_is_asked_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "is_of_all", lambda *_: True)
    monkeypatch.setattr(shelves, "find_or_offer", lambda finder, *_: finder)
    everything: Any = SimpleNamespace()
    assert find_by_shelf(everything, SHELVES, lambda _: pytest.fail("split"), ASKED.text, None, ASKED) is everything  # type: ignore[comparison-overlap]
