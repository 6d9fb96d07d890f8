"""Errors over HTTP as problem details."""

import json

from assistant.web.problem import documented, for_visitors, problem
from index.errors import IndexDamaged


def test_a_problem_has_the_fields_of_rfc_9457() -> None:
    reply = problem(422, "There is no question.", headers={"retry-after": "2"})
    assert reply.media_type == "application/problem+json"
    assert reply.headers["retry-after"] == "2"
    assert json.loads(bytes(reply.body)) == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "There is no question.",
    }


def test_clients_of_openai_find_their_error_too() -> None:
    body = json.loads(bytes(problem(503, "Getting ready.", "/v1/models").body))
    assert body["error"]["message"] == body["detail"] == "Getting ready."
    assert body["error"]["type"] == "server_error"


def test_unknown_status_has_a_title() -> None:
    assert json.loads(bytes(problem(599, "x").body))["title"] == "Error"


def test_documented_errors_have_an_example() -> None:
    described = documented(404)[404]["content"]["application/problem+json"]
    assert described["example"]["status"] == 404
    assert set(described["schema"]["required"]) <= described["example"].keys()


def test_visitors_are_not_told_where_files_lie() -> None:
    told = for_visitors(
        IndexDamaged("/srv/data/builds/ab12/chroma/chroma.sqlite3 is damaged: see /docs or http://a/b/c.")
    )
    assert told == "chroma.sqlite3 is damaged: see /docs or http://a/b/c."
