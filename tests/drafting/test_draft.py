from copy import copy
from dataclasses import replace
from operator import itemgetter

import pytest

from assistant.drafting.draft import draft, missing_twins
from assistant.language.loading import load_language
from assistant.offering.proposal import Draft
from index.retrieval.lexicon import Lexicon
from index.vectors.store import Store

ENGLISH = load_language("en")

ITEM = Draft(
    "How many lifts will be installed in the 5 towers of Oslo?", "numeric", "a.txt", "s", ("s",), (("800", "eighty"),)
)


@pytest.fixture(scope="session")
def lexicon(store: Store) -> Lexicon:
    return Lexicon.of(store)


def test_a_third_of_the_rows_has_no_answer(store: Store, lexicon: Lexicon) -> None:
    rows = draft(store, lexicon, ENGLISH, limit=60)
    assert len(rows) == 60
    assert sum(not row["answerable"] for row in rows) == 20
    assert all(row["review"] == "draft" and row["drafted_by"] == "rules" for row in rows)


def test_answers_have_evidence_of_the_documents_and_the_others_none(store: Store, lexicon: Lexicon) -> None:
    documents = {name: " ".join(text.split()) for name, text in store.documents.items()}
    for row in draft(store, lexicon, ENGLISH, limit=500):
        assert bool(row["evidence"]) == row["answerable"]
        assert row["answerable"] or (row["facts"] == [] and row["note"])
        assert all(gold["quote"] in documents[gold["doc"]] for gold in row["evidence"])


def test_rows_are_the_same_for_a_seed_and_ids_for_a_question(store: Store, lexicon: Lexicon) -> None:
    first, second, other = (draft(store, lexicon, ENGLISH, limit=30, seed=seed) for seed in (1, 1, 2))
    assert first == second
    assert first != other
    ids = {row["question"]: row["id"] for row in first}
    assert all(ids.get(row["question"], row["id"]) == row["id"] for row in other)


def test_no_question_comes_twice_and_types_share_evenly(store: Store, lexicon: Lexicon) -> None:
    rows = draft(store, lexicon, ENGLISH, limit=30)
    assert len({row["id"] for row in rows}) == len({row["question"].lower() for row in rows}) == 30
    counts = [sum(row["type"] == kind for row in rows) for kind in {row["type"] for row in rows} - {"unanswerable"}]
    assert max(counts) - min(counts) <= 1


def test_a_twin_is_of_a_row_that_is_there(store: Store, lexicon: Lexicon) -> None:
    rows = draft(store, lexicon, ENGLISH, limit=60)
    twins = [row["note"].split()[2].rstrip(":") for row in rows if row["note"].startswith("twin of")]
    assert twins
    assert set(twins) <= {row["id"] for row in rows}


def test_it_says_when_too_few_questions_without_an_answer_could_be_made(store: Store, lexicon: Lexicon) -> None:
    rows = draft(store, lexicon, ENGLISH, limit=30)
    assert missing_twins(rows) == ""
    assert "Only 1 of 21 questions have no answer" in missing_twins([*filter(itemgetter("answerable"), rows), rows[-1]])
    assert "by hand" in missing_twins([])


@pytest.mark.parametrize("limit", [0, 1, 2, 7])
def test_never_more_rows_than_asked_for(store: Store, lexicon: Lexicon, limit: int) -> None:
    assert len(draft(store, lexicon, ENGLISH, limit)) == limit


def test_documents_that_give_nothing_give_no_rows(store: Store, lexicon: Lexicon) -> None:
    bare = copy(store)
    bare.passages = [passage for passage in store.passages if passage.kind == "header"]
    assert draft(bare, lexicon, ENGLISH, limit=10) == []


def test_an_id_hangs_on_the_question_alone() -> None:
    assert replace(ITEM, note="x").id == ITEM.id
    assert replace(ITEM, question="How many?").id != ITEM.id
