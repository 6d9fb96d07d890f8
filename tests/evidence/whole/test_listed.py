"""A list of which some was chosen is told whole where the whole is asked for."""

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.evidence.choice import Evidence
from assistant.evidence.whole.listed import MOST, listed
from assistant.language.loading import load_language
from assistant.question.reading import read_question
from index.schema import Passage, Place, Reading, Section, Sentence

CLOSED = "The museum will be closed on the following days"
DAYS = ("1 January", "Good Friday", "the second Monday in September")
PLACE = Place("a.md", "Guide", section=Section("2", "Closed days"))


def items(texts: Sequence[str], lead: str = CLOSED) -> Passage:
    made = [
        Sentence(str(n), "p", f"{lead} — {text}", 100 + n, 101 + n, text, Reading(text, ((0, 50),), len(lead) + 3))
        for n, text in enumerate(texts)
    ]
    return Passage("p", "", 0, 200, "paragraph", PLACE, tuple(made))


def stored(*passages: Passage) -> Any:
    """Return a store with passages of another document on both sides."""
    other = replace(items(DAYS), id="other", place=Place("b.md", "Guide", section=PLACE.section))
    every = [other, *passages, other]
    return SimpleNamespace(passages=every, passage_numbers={one.id: at for at, one in enumerate(every)})


def told(question: str, passage: Passage, *chosen: int, language: str = "en") -> list[str]:
    evidence = [Evidence(passage.sentences[number], passage, 0.9) for number in chosen]
    found = listed(read_question(question, load_language(language)), evidence, stored(passage))
    return [item.sentence.id for item in found.evidence]


@pytest.mark.parametrize(
    ("question", "chosen", "whole"),
    [
        ("On which days is the museum closed?", [2], True),
        ("List all days on which the museum is closed.", [1], True),
        ("When is the museum closed?", [2, 0], True),
        ("When is the museum closed?", [2], False),
        ("On which days in September is the museum closed?", [2], False),
        ("How many days is the museum closed?", [0, 1], False),
    ],
)
def test_the_items_of_a_lead_in_where_nothing_tells_one_from_the_others(
    question: str, chosen: list[int], whole: bool
) -> None:
    assert told(question, items(DAYS), *chosen) == (["0", "1", "2"] if whole else [str(n) for n in chosen])


def test_no_other_document_is_looked_through() -> None:
    every, looked = items(DAYS), list[int]()
    first, second = replace(every, sentences=every.sentences[:2]), replace(every, sentences=every.sentences[2:])

    class Watched(list[Passage]):
        def __getitem__(self, at: Any) -> Any:
            looked.extend([at] if isinstance(at, int) else range(at.start, at.stop))
            return super().__getitem__(at)

        def __iter__(self) -> Any:
            pytest.fail("all passages")

    other = replace(every, id="other", place=Place("b.md", "Guide"))
    store: Any = SimpleNamespace(
        passages=Watched([*[other] * 5, first, second, *[other] * 5]), passage_numbers={"p": 5}
    )
    question = read_question("On which days is the museum closed?", load_language("en"))
    found = listed(question, [Evidence(first.sentences[0], first, 0.9)], store)
    assert [item.sentence.id for item in found.evidence] == ["0", "1", "2"]
    assert set(looked) == {4, 5, 6, 7}


def test_in_chinese() -> None:
    passage = items(("身份证原件及复印件；", "租房合同；", "近期免冠照片两张。"), "办理居住证需提交以下材料")
    assert told("办理居住证需要哪些材料？", passage, 0, language="zh") == ["0", "1", "2"]


def test_all_that_stands_under_the_heading_that_is_asked_for() -> None:
    rules = ("Photographs may be taken without flash.", "Dogs are not admitted.", "Children must be accompanied.")
    sentences = tuple(Sentence(str(n), "p", text, n, n + 1) for n, text in enumerate(rules))
    place = Place("a.md", "Guide", section=Section("3", "Rules for visitors"))
    passage = Passage("p", "", 0, 9, "paragraph", place, sentences)
    assert told("What are the rules for visitors?", passage, 1) == ["0", "1", "2"]
    assert told("What are the rules for dogs?", passage, 1) == ["1"]


def test_what_is_cut_or_may_not_be_all_is_said_to_be() -> None:
    english, many = load_language("en"), items([f"day {'x' * number}" for number in range(MOST + 2)])
    every = read_question("List all days on which the museum is closed.", english)
    cut = listed(every, [Evidence(many.sentences[0], many, 0.9)], stored(many))
    assert (len(cut.evidence), cut.lead) == (MOST, "list_begins")
    alone = Passage("q", "", 0, 9, "paragraph", PLACE, (Sentence("s", "q", "It closes on Sunday.", 0, 9),))
    assert listed(every, [Evidence(alone.sentences[0], alone, 0.9)], stored(alone)).lead == "may_be_more"
