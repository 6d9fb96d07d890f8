"""A finding in the documents' own words, or a refusal in ours."""

import pytest

from assistant.answer import composer
from assistant.answer.composer import pieces
from assistant.answer.extract import Extract
from assistant.engine import Engine
from assistant.errors import InvariantError

QUESTION = "How many elevators will be installed in old residential buildings?"


def test_a_finding_is_worded_with_what_was_read_for_it(engine: Engine) -> None:
    finding = engine.finder.find(QUESTION)
    answer = engine.composer.compose("id7", "And lifts?", QUESTION, finding)
    assert (answer.id, answer.question, answer.standalone_question) == ("id7", "And lifts?", QUESTION)
    assert (answer.status, answer.mode, answer.index) == ("answered", "extractive", engine.manifest.build_id)
    assert [citation.quote for citation in answer.citations] == [item.sentence.text for item in finding.evidence]
    assert [passage.text for passage in answer.passages] == [hit.passage.text for hit in finding.hits]


def test_withheld_where_a_promise_is_broken(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engine.store.documents, "001_dde04a10043766fe.txt", "Other words.")
    with pytest.raises(InvariantError, match="not the text"):
        engine.answer(QUESTION)


def test_an_answer_from_some_documents_has_an_id_of_its_own(engine: Engine) -> None:
    every = list(engine.store.documents)
    ids = [engine.answer(QUESTION, (), documents).id for documents in (None, every, every[::-1], every[:1])]
    assert ids[0] != ids[1] == ids[2] != ids[3]


def test_pieces_end_with_markers_and_lines() -> None:
    assert [piece.text for piece in pieces("Lead:\n\n- One. [1]\nrest")] == ["Lead:\n\n", "- One. [1]", "\n", "rest"]


def test_withheld_where_markers_and_citations_do_not_go_together(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composer, "extract", lambda *_: Extract("Beds. [2]", ()))
    with pytest.raises(InvariantError, match="not in order from 1"):
        engine.answer(QUESTION)
