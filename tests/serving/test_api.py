"""Documents, passages and search over HTTP."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from served import client_for

from assistant.engine import Engine
from assistant.serving.api import EXAMPLE_ANSWER
from assistant.serving.server import create_app

DOCUMENT = "001_dde04a10043766fe.txt"


@pytest.fixture(scope="module")
def client(engine: Engine) -> TestClient:
    return client_for(engine)


def test_documents_are_listed_with_outline_and_digest(client: TestClient, engine: Engine) -> None:
    listed = client.get("/api/documents").json()
    assert [document["id"] for document in listed] == list(engine.manifest.documents)
    assert [section["number"] for section in listed[1]["sections"]][:2] == ["6", "7"] or listed[0]["sections"]
    assert all(document["sha256"] == engine.manifest.documents[document["id"]] for document in listed)


def test_text_is_what_offsets_refer_to(client: TestClient, engine: Engine) -> None:
    assert client.get(f"/api/documents/{DOCUMENT}/text").text == engine.store.documents[DOCUMENT]
    passage = engine.store.passages[3]
    where = {"start": passage.start, "end": passage.end}
    assert client.get(f"/api/documents/{passage.place.document_id}/text", params=where).text == passage.text


def test_a_document_in_a_folder_is_asked_for_by_its_path(client: TestClient) -> None:
    reply = client.get("/api/documents/annexes/law.txt/text")
    assert "'annexes/law.txt'" in reply.json()["detail"]


def test_search_gives_passages_that_can_be_fetched(client: TestClient) -> None:
    found = client.get("/api/search", params={"q": "elevators in old buildings", "limit": 3}).json()["passages"]
    assert len(found) == 3
    assert "800 elevators" in found[0]["text"]
    fetched = client.get(f"/api/passages/{found[0]['id']}").json()
    assert fetched == {**found[0], "score": None}


def test_search_can_be_limited_to_documents(client: TestClient) -> None:
    found = client.get("/api/search", params={"q": "elevators", "document": DOCUMENT}).json()["passages"]
    assert {passage["document_id"] for passage in found} == {DOCUMENT}


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/documents/none.txt/text", 404, "There is no document 'none.txt'"),
        ("/api/documents/..%2f..%2fpyproject.toml/text", 404, "There is no"),
        (f"/api/documents/{DOCUMENT}/text?start=-1", 422, "start"),
        ("/api/passages/none:0-1", 404, "There is no passage"),
        ("/api/search", 422, "q: field required"),
        ("/api/search?q=%20", 422, "There is no question"),
        ("/api/search?q=x&limit=51", 422, "limit"),
        ("/api/search?q=x&document=none", 404, "There is no document"),
    ],
)
def test_bad_requests_are_problems(client: TestClient, path: str, status: int, said: str) -> None:
    reply = client.get(path)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert said in reply.json()["detail"]


def test_example_answer_has_the_answers_fields(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": EXAMPLE_ANSWER["question"]}).json()
    assert answer.keys() == EXAMPLE_ANSWER.keys()
    assert answer["citations"][0].keys() == EXAMPLE_ANSWER["citations"][0].keys()
    assert answer["passages"][0].keys() == EXAMPLE_ANSWER["passages"][0].keys()


def test_every_operation_is_described_with_an_example(engine: Engine) -> None:
    app: FastAPI = create_app(engine.config)
    for path, operations in app.openapi()["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path
            answers = operation["responses"].get("200", {}).get("content", {})
            if path.startswith("/api/") and "application/json" in answers:
                assert "example" in answers["application/json"], path
