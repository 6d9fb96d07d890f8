"""Whether the server runs, and how its API is used."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from served import client_for

from assistant.access.caller import Access
from assistant.config import Config
from assistant.engine import Engine
from index.errors import ReportError


def test_health_is_at_once_and_readiness_when_ready(client: TestClient) -> None:
    waiting = client_for(None)
    assert waiting.get("/healthz").status_code == 200
    assert waiting.get("/readyz").status_code == 503
    told = client.get("/readyz").json()
    assert (told["status"], told["weights"]) == ("ready", "the package's")


def test_whatever_has_failed_a_supervisor_is_told_that_it_is_not_ready() -> None:
    client = client_for(None)
    client.app.state.chat.ready.failure = ReportError("The assistant could not start.")  # type: ignore[attr-defined]
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json()["detail"]) == (503, "The assistant could not start.")


def test_documentation_of_the_api_is_served_from_here(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "/look/swagger/swagger-ui-bundle.js" in page
    assert re.search(r'<script nonce="[^"]+">\s*const ui = SwaggerUIBundle', page)
    assert client.get("/look/swagger/swagger-ui-bundle.js").status_code == 200
    assert "/api/ask" in client.get("/openapi.json").json()["paths"]


def test_a_part_that_failed_makes_the_whole_not_ready(engine: Engine) -> None:
    client = client_for(engine)
    assert client.get("/readyz").status_code == 200
    client.app.state.chat.failure = "The chat page could not be built."  # type: ignore[attr-defined]
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json()["detail"]) == (503, "The chat page could not be built.")
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("public", [True, False])
def test_the_document_says_how_to_sign_in(engine: Engine, tmp_path: Path, public: bool) -> None:
    access = Access(Config(data=tmp_path), public=public)
    key = {"x-api-key": access.keyring.new("reader", ["ask"])}
    document = client_for(engine, access=access).get("/openapi.json", headers=key).json()
    assert document["servers"] == [{"url": "http://testserver"}]
    assert {} in document["security"] if public else {} not in document["security"]
    named = {name for way in document["security"] for name in way}
    schemes = document["components"]["securitySchemes"]
    assert named == {"bearer", "header", "login"} <= schemes.keys()
    assert (schemes["bearer"]["scheme"], schemes["header"]["name"]) == ("bearer", "X-API-Key")
    assert document["paths"]["/healthz"]["get"]["security"] == []
    assert "security" not in document["paths"]["/api/ask"]["post"]


def test_both_ways_of_missing_a_document_are_documented(engine: Engine) -> None:
    client = client_for(engine)
    told = client.get("/openapi.json").json()["paths"]["/report/{document}"]["get"]["responses"]["404"]["content"]
    replies = [client.get(f"/report/{name}") for name in ("nothing", "a" * 300)]  # no file has so long a name
    assert {reply.headers["content-type"].partition(";")[0] for reply in replies} == told.keys()
