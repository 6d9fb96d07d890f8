"""Faults of a question file that can be read: what measures nothing, and what the documents do not have."""

from pathlib import Path

import pytest

from assistant.errors import QuestionFileError
from assistant.golden.cases import Case, Gold
from assistant.golden.checks import check_evidence, check_rows, require_none

PATH = Path("mine.jsonl")
DOCUMENTS = {"parks.txt": "We\u00a0will plant  “700” trees.", "lines.txt": "Two lines will open."}
GOLD = Gold('We will plant "700" trees.', "parks.txt")


def case(answerable: bool = True, **fields: object) -> Case:
    return Case("a", "How many?", answerable, line=3, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (case(), "evidence"),
        (case(answerable=False, evidence=(GOLD,)), "evidence"),
        (case(answerable=False, facts=(("7",),)), "facts"),
    ],
)
def test_a_row_that_measures_nothing_or_contradicts_itself_is_told(bad: Case, field: str) -> None:
    (fault,) = check_rows(PATH, [bad])
    assert (fault.file, fault.line, fault.field) == ("mine.jsonl", 3, field)


def test_rows_with_anything_to_measure_are_good() -> None:
    good = [case(evidence=(GOLD,)), case(facts=(("7",),)), case(status=("answered",)), case(answerable=False)]
    assert [*check_rows(PATH, good)] == []
    assert [*check_evidence(PATH, good, DOCUMENTS)] == []


@pytest.mark.parametrize(
    ("bad", "field", "message"),
    [
        (case(evidence=(Gold("We will plant", "park.txt"),)), "evidence.0.doc", "no document 'park.txt'"),
        (case(evidence=(GOLD, Gold("900 trees."))), "evidence.1.quote", "stands in no document"),
        (case(evidence=(Gold("Two lines", "parks.txt"),)), "evidence.0.quote", "stands in lines.txt, not in parks.txt"),
        (case(scope=("none.txt",)), "scope", "no document 'none.txt'"),
    ],
)
def test_what_the_documents_do_not_have_is_told(bad: Case, field: str, message: str) -> None:
    (fault,) = check_evidence(PATH, [bad], DOCUMENTS)
    assert (fault.line, fault.field) == (3, field)
    assert message in str(fault)


def test_names_in_rows_may_be_other_than_the_files() -> None:
    assert [*check_evidence(PATH, [case(evidence=(Gold("Two lines", "lines"),))], DOCUMENTS, "{}.txt".format)] == []


def test_the_first_fault_is_raised_and_the_others_counted() -> None:
    require_none([])
    with pytest.raises(QuestionFileError, match=r"mine\.jsonl:3: evidence: .* 1 more: assistant evaluate --check"):
        require_none(check_rows(PATH, [case(), case()]))
