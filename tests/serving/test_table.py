"""The table of an answer as a file."""

import io

from fastapi.testclient import TestClient
from openpyxl import load_workbook

QUESTION = "list all figures about transport"


def test_figures_come_as_numbers(client: TestClient) -> None:
    reply = client.get("/api/table.xlsx", params={"question": QUESTION})
    assert reply.headers["content-disposition"] == 'attachment; filename="table.xlsx"'
    heads, first, *_ = load_workbook(io.BytesIO(reply.content)).worksheets[0].iter_rows(values_only=True)
    assert heads[:3] == ("Number", "Bound", "Unit")
    assert first[:4] == (40, "at least", "kilometers", "over 40")


def test_heads_are_in_the_readers_language(client: TestClient) -> None:
    reply = client.get(
        "/api/table.csv", params={"question": "Which forums are named?"}, headers={"accept-language": "zh"}
    )
    assert reply.text.startswith('\ufeff"名称","类别"')


def test_what_has_no_table_is_told_so(client: TestClient) -> None:
    assert client.get("/api/table.csv", params={"question": "How many elevators will be installed?"}).status_code == 404
    assert client.get("/api/table.csv", params={"question": " "}).status_code == 422
