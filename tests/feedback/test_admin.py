"""Ratings and saved conversations over HTTP."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from assistant.access.quotas import OTHERS
from assistant.config import Config
from assistant.feedback.page import PER_PAGE
from assistant.feedback.ratings import Ratings
from assistant.serving.server import create_app
from assistant.web.readiness import Readiness

BODY: dict[str, Any] = {
    "answer_id": "a1", "question": "How many <b>lifts</b>?", "history": [{"role": "user", "content": "Hello"}],
    "standalone_question": "How many lifts?", "status": "answered", "verdict": "incomplete", "comment": "<i>More</i>",
    "citations": [["a.txt", "We add 8 lifts."]], "answer": "6\\. We add **8 lifts**. [1]", "index": "build",
}  # fmt: skip
KEY = ("anybody", "key")
RECORD = {
    "id": "a1", "question": "Lifts?", "standalone_question": "Lifts?", "status": "answered", "mode": "extractive",
    "answer": "8 [1]", "references": [], "index": "build",
}  # fmt: skip


def client_for(**settings: Any) -> TestClient:
    config = Config(**settings)
    return TestClient(create_app(config, Readiness(config)), raise_server_exceptions=False)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    return client_for(data=tmp_path, admin_key=SecretStr("key"))


def rate(client: TestClient, **changed: Any) -> Any:
    return client.post("/api/feedback", json=BODY | changed)


def test_rating_is_kept_and_can_be_withdrawn(client: TestClient, tmp_path: Path) -> None:
    reply = rate(client)
    assert reply.status_code == 201
    [kept] = Ratings.of(Config(data=tmp_path)).find()
    assert (kept.id, kept.verdict, kept.history[0].content) == (reply.json()["id"], "incomplete", "Hello")
    assert client.delete(f"/api/feedback/{kept.id}").json() == {"deleted": True}
    assert client.delete(f"/api/feedback/{kept.id}").json() == {"deleted": False}
    assert Ratings.of(Config(data=tmp_path)).find() == []


@pytest.mark.parametrize(
    "changed",
    [{"verdict": "great"}, {"status": "done"}, {"question": " "}, {"comment": "x" * 2001}, {"citations": [["a"]]}],
)
def test_what_is_no_rating_is_refused(client: TestClient, changed: dict[str, Any]) -> None:
    assert rate(client, **changed).status_code == 422


def test_half_a_surrogate_pair_is_refused(client: TestClient) -> None:
    text = json.dumps(BODY).replace("Hello", "\\ud800")
    reply = client.post("/api/feedback", content=text, headers={"content-type": "application/json"})
    assert reply.status_code == 422


def test_store_that_cannot_be_written_says_so() -> None:
    reply = rate(client_for(feedback_url=SecretStr("sqlite:////nowhere/at/all.db")))
    assert reply.status_code == 503
    assert "cannot be read or written" in reply.json()["detail"]


@pytest.mark.parametrize("path", ["/admin", "/admin/golden"])
def test_admin_needs_the_key(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 401
    assert client.get(path, auth=("anybody", "wrong")).status_code == 401
    assert client.get(path, auth=KEY).status_code == 200
    assert client_for().get(path, auth=("", "")).status_code == 404  # no key set: no such page


def test_admin_page_shows_and_filters_as_text(client: TestClient) -> None:
    rate(client)
    rate(client, verdict="good", question="Another?", comment="")
    page = client.get("/admin", auth=KEY).text
    assert "2 found" in page
    assert "How many &lt;b&gt;lifts&lt;/b&gt;?" in page
    assert "<i>More" not in page
    assert "6. We add 8 lifts." in page
    only = client.get("/admin?verdict=good&text=another", auth=KEY).text
    assert "1 found" in only
    assert "lifts&lt;" not in only
    assert "No rating fits." in client.get('/admin?text="><script>', auth=KEY).text


def test_one_rating_becomes_a_row_of_a_question_file(client: TestClient) -> None:
    identity = rate(client).json()["id"]
    rate(client, question="Another?")
    [row] = client.get(f"/admin/golden?id={identity}", auth=KEY).text.splitlines()
    assert json.loads(row)["question"] == BODY["question"]


def test_admin_deletes_from_its_own_page_only(client: TestClient) -> None:
    form = {"id": rate(client).json()["id"]}
    assert client.post("/admin/delete", data=form).status_code == 401
    foreign = client.post("/admin/delete", data=form, auth=KEY, headers={"origin": "http://evil.example"})
    assert foreign.status_code == 403
    assert client.post("/admin/delete", data=form, auth=KEY, follow_redirects=False).status_code == 303
    assert "0 found" in client.get("/admin", auth=KEY).text


@pytest.mark.parametrize(("form", "kind"), [("markdown", "text/markdown"), ("docx", "application/vnd.openxml")])
def test_conversation_is_saved(client: TestClient, form: str, kind: str) -> None:
    body = {"form": form, "title": "Lifts", "records": [RECORD]}
    reply = client.post("/api/export", json=body, headers={"accept-language": "zh-CN"})
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith(kind)
    assert "attachment" in reply.headers["content-disposition"]
    assert form == "docx" or "已回答" in reply.text


@pytest.mark.parametrize("changed", [{"form": "pdf"}, {"records": [{}]}])
def test_what_is_no_conversation_is_refused(client: TestClient, changed: dict[str, Any]) -> None:
    body = {"form": "markdown", "title": "Lifts", "records": [RECORD]} | changed
    assert client.post("/api/export", json=body).status_code == 422


def test_guessing_the_admin_key_is_limited_and_using_it_is_not(client: TestClient) -> None:
    assert {client.get("/admin", auth=KEY).status_code for _ in range(12)} == {200}
    assert {client.get("/admin").status_code for _ in range(12)} == {401}
    guesses = [client.get("/admin", auth=("anybody", f"guess {number}")) for number in range(11)]
    assert guesses[0].json()["detail"] == "That is not the admin key."  # and not what is told to whom gives none
    assert [guess.status_code for guess in guesses] == [401] * 10 + [429]
    assert int(guesses[-1].headers["retry-after"]) > 0
    assert client.get("/admin", auth=KEY).status_code == 429  # else the right guess would tell itself


def test_the_login_page_and_the_admin_page_lock_apart(client: TestClient) -> None:
    assert [client.post("/login", data={"key": "ra_guess"}).status_code for _ in range(11)][-1] == 429
    assert client.get("/admin", auth=KEY).status_code == 200


def test_what_an_admin_deletes_and_who_is_refused_is_logged(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    identity = rate(client).json()["id"]
    caplog.set_level("INFO")
    client.get("/admin?text=secret", auth=("anybody", "guess"))
    client.post("/admin/delete", data={"id": identity}, auth=KEY, follow_redirects=False)
    told = [record.getMessage() for record in caplog.records if record.name == "assistant.access.audit"]
    assert told == [
        'admin refused: address "testclient"',
        'admin let in: address "testclient"',
        f'rating deleted by admin: rating "{identity}", found true, address "testclient"',
    ]


def test_a_page_shows_some_ratings_and_leads_to_the_others(client: TestClient) -> None:
    for number in range(PER_PAGE + 1):
        rate(client, question=f"Question {number}")
    first, second = client.get("/admin", auth=KEY).text, client.get("/admin?page=1", auth=KEY).text
    assert (first.count("<article>"), second.count("<article>")) == (PER_PAGE, 1)
    assert "page=1" in first
    assert "page=0" in second


def test_when_no_more_ratings_are_kept_that_is_told(tmp_path: Path) -> None:
    client = client_for(data=tmp_path, feedback_most=1)
    assert rate(client).status_code == 201
    refused = rate(client)
    assert (refused.status_code, refused.json()["title"]) == (507, "Insufficient Storage")
    assert "No more ratings are kept" in refused.json()["detail"]


@pytest.mark.parametrize("changed", [{"question": "a" * 2001}, {"citations": [["a.txt", "a" * 4000]] * 20}])
def test_a_rating_is_no_book(client: TestClient, changed: dict[str, Any]) -> None:
    assert rate(client, **changed).status_code == 422


def test_of_a_long_conversation_the_newest_is_kept(client: TestClient) -> None:
    said = [{"role": "user", "content": f"{number} " + "a" * 1000} for number in range(100)]
    assert rate(client, history=said).status_code == 201
    [row] = client.get("/admin/golden", auth=KEY).text.splitlines()
    assert [turn["content"][:2] for turn in json.loads(row)["history"]] == [str(number) for number in range(61, 100)]


@pytest.mark.parametrize("answer", ["- a\n" * 3000, "**a** " * 3000])
def test_a_conversation_that_would_take_for_ever_to_write_is_refused(client: TestClient, answer: str) -> None:
    body = {"form": "docx", "title": "Lifts", "records": [RECORD | {"answer": answer}]}
    reply = client.post("/api/export", json=body)
    assert (reply.status_code, "too long for one file" in reply.json()["detail"]) == (422, True)


def test_files_are_counted_beside_questions(tmp_path: Path) -> None:
    client = client_for(data=tmp_path, quota="1/minute")
    body = {"form": "markdown", "title": "Lifts", "records": [RECORD]}
    sent = [client.post("/api/export", json=body).status_code for _ in range(OTHERS + 1)]
    assert sent == [200] * OTHERS + [429]
    assert client.get("/report/figures.xlsx").status_code == 429
    assert client.get("/healthz").status_code == 200
