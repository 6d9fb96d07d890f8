"""A table's row is the same row as its file has it, as it is read, and as the document's text does."""

from pathlib import Path

import pytest

from assistant.golden.cases import Case, Gold
from assistant.golden.checks import check_evidence
from assistant.golden.rows import as_documents_have_them, cells_of

TABLE = {
    "harvest.csv": """| district | crop | tonnes |
|---|---|---|
| Sandry | Peas, dried | 64,050 |
| Holm \\| Lane | Oats | |""",
    "notes.txt": "Sandry, Peas and Oats are grown here.",
}
ROW = "| Sandry | Peas, dried | 64,050 |"


def read(quote: str) -> Case:
    [case] = as_documents_have_them([Case("a", "How much?", True, evidence=(Gold(quote, "harvest.csv"),))], TABLE)
    return case


@pytest.mark.parametrize(
    ("quote", "row"),
    [
        ('Sandry,"Peas, dried","64,050"', ROW),
        ("sandry;Peas, dried;64,050", ROW),
        ("district: Sandry · crop: Peas, dried · tonnes: 64,050", ROW),
        ("| Sandry |  Peas, dried|64,050 |", ROW),
        ("Holm | Lane,Oats,", "| Holm \\| Lane | Oats | |"),
        ("| Sandry | Peas, dried", "| Sandry | Peas, dried"),  # stands there to the letter
    ],
)
def test_a_quote_that_is_a_row_is_told_as_the_document_has_it(quote: str, row: str) -> None:
    case = read(quote)
    assert case.evidence[0].quote == row
    assert [*check_evidence(Path("q.jsonl"), [case], TABLE)] == []


@pytest.mark.parametrize("quote", ["Sandry,Peas,1", "Sandry", "64,050", "Sandry, Peas and Wheat", ""])
def test_what_is_no_row_stays_as_it_is_and_is_still_told(quote: str) -> None:
    assert read(quote).evidence[0].quote == quote


def test_an_open_quotation_mark_breaks_nothing() -> None:
    assert cells_of('"Sandry, 5', ",") == ("sandry, 5",)
    assert cells_of("", ",") == ()
