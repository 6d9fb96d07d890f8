"""A draft grows by sentences that keep the promises, and tells what each adds."""

import pytest

from assistant.engine import Engine
from assistant.evidence.finding import Finding
from assistant.writing.manuscript import Draft
from index.schema import Passage, Sentence

QUESTION = "How many elevators will be installed in old residential buildings?"
TEXT = "More than 800 elevators will be installed."


@pytest.fixture
def finding(engine: Engine) -> Finding:
    return engine.finder.find(QUESTION)


@pytest.fixture
def draft(finding: Finding, engine: Engine) -> Draft:
    return Draft(finding.evidence, [hit.passage for hit in finding.hits], engine.finder.texts)


@pytest.fixture
def spot(finding: Finding) -> tuple[Passage, Sentence]:
    return finding.evidence[0].passage, finding.evidence[0].sentence


def test_what_is_added_is_the_text(draft: Draft, spot: tuple[Passage, Sentence]) -> None:
    added = draft.add(TEXT, [spot], 0.9) + draft.add("Elevators are for old buildings.", [spot], 0.9)
    assert draft.text == added == f"{TEXT} [1] Elevators are for old buildings. [1]"
    assert [citation.number for citation in draft.citations] == [1]


@pytest.mark.parametrize(
    "text", ["There are 900 elevators.", "There are nine elevators.", "We pay Atlantis Tower for 800."]
)
def test_a_figure_or_name_that_is_not_cited_is_refused(text: str, draft: Draft, spot: tuple[Passage, Sentence]) -> None:
    assert draft.add(text, [spot], 0.9) == draft.text == ""
    assert draft.citations == []


def test_a_sentence_that_cites_nothing_is_refused(draft: Draft) -> None:
    assert draft.add(TEXT, [], 0.9) == ""


def test_markup_in_a_sentence_is_escaped(draft: Draft, spot: tuple[Passage, Sentence]) -> None:
    assert draft.add("Elevators *and* <b>more</b>.", [spot], 0.9) == r"Elevators \*and\* \<b\>more\</b\>. [1]"


def test_items_make_a_list(draft: Draft, spot: tuple[Passage, Sentence]) -> None:
    for is_item in (False, True, True, False):
        draft.add("Elevators come.", [spot], 0.9, is_item)
    one = "Elevators come. [1]"
    assert draft.text == f"{one}\n\n- {one}\n- {one}\n\n{one}"


def test_the_reports_sentence_is_quoted_once(draft: Draft, spot: tuple[Passage, Sentence]) -> None:
    assert draft.quote(spot, 0.5).endswith("buildings. [1]")
    assert draft.quote(spot, 0.5) == ""


def test_evidence_that_nothing_tells_is_added(draft: Draft, spot: tuple[Passage, Sentence]) -> None:
    draft.add("Elevators are for old buildings.", [spot], 0.9)
    assert "**more than 800 elevators**" in "".join(draft.complete())
    assert draft.notices == ["evidence_added"]
    assert list(draft.complete()) == []
