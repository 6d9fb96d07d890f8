"""Which shelf is asked, and what is told of which."""

from collections.abc import Collection
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.evidence.alternatives import shelves
from assistant.evidence.alternatives.shelves import (
    ELSEWHERE,
    Shelves,
    find_by_shelf,
    has_more,
    names_somebody,
    speaks_elsewhere,
)
from assistant.evidence.answerability import Judgement
from assistant.evidence.finding import Finding
from assistant.language.loading import load_language
from assistant.question.reading import read_question
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
        read = lambda *_: (None, SimpleNamespace(kind="other"))  # noqa: E731
        return SimpleNamespace(name=name, find=lambda *_: found[name], read=read)

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


def having(share: float | None, text: str = "") -> Any:
    candidate = None if share is None else SimpleNamespace(signals={"placed": share})
    return SimpleNamespace(evidence=[SimpleNamespace(candidate=candidate, sentence=SimpleNamespace(text=text))])


@pytest.mark.parametrize(
    ("other", "own", "expected"),
    [
        (0.5, 0.4, True),
        (0.4, 0.5, False),
        (0.5, 0.5, False),  # the question's own language goes before
        (0.0, 0.0, True),  # likeness alone
        (0.0, None, True),
    ],
)
def test_a_sentence_in_another_language_has_to_have_more_of_the_words(
    other: float, own: float | None, expected: bool
) -> None:
    assert has_more(having(other), having(own)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Two canoes were damaged.", False), ("On 2 June Ravi Bose damaged a canoe.", True)],
)
def test_who_is_answered_in_another_language_by_a_name(text: str, expected: bool) -> None:
    asked = read_question("谁弄坏了独木舟？", CHINESE, ENGLISH)
    assert names_somebody(asked, having(1.0, text)) is expected
