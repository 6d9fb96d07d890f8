"""Numbers for Prometheus."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from assistant.access.caller import Access
from assistant.config import Config
from assistant.engine import Engine
from assistant.schema import Notice
from assistant.serving.server import create_app
from assistant.web.readiness import Readiness

LABELS = ("status", "stage", "code")


@pytest.fixture
def client(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr("assistant.access.caller.is_here", lambda request: True)
    monkeypatch.setattr(engine, "watchers", [])
    ready = Readiness(Config(), lambda config, say: engine)
    app = create_app(Config(), ready, Access(Config(), local=True))
    ready.open()
    return TestClient(app)


def values(client: TestClient) -> dict[tuple[str, str], float]:
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        (sample.name, next((sample.labels[name] for name in LABELS if name in sample.labels), "")): sample.value
        for family in families
        for sample in family.samples
    }


def test_answers_are_counted_by_what_became_of_them_and_timed(client: TestClient, engine: Engine) -> None:
    for question in ("How many urban jobs will be created?", "How do I bake sourdough bread?"):
        client.post("/api/ask", json={"question": question})
    client.post("/api/ask", json={"question": ""})
    found = values(client)
    assert found["assistant_questions_total", "answered"] == 1
    assert found["assistant_questions_total", "not_in_report"] == 1
    assert found["assistant_stage_seconds_count", "total"] == 2
    assert found["assistant_responses_total", "200"] >= 2
    assert found["assistant_responses_total", "422"] == 1
    assert found["assistant_running", ""] == 0
    assert found["assistant_index_passages", ""] == engine.manifest.passages


def test_nothing_that_was_asked_is_told(client: TestClient) -> None:
    client.post("/api/ask", json={"question": "How many urban jobs will be created?"})
    assert "jobs" not in client.get("/metrics").text


def test_what_befell_written_answers_is_counted(client: TestClient, engine: Engine) -> None:
    answer = engine.answer("How many urban jobs will be created?")
    notices = (Notice("sentences_changed", "x"), Notice("evidence_added", "y"))
    for watch in engine.watchers:
        watch(replace(answer, notices=notices, changed_sentences=2))
    found = values(client)
    assert found["assistant_notices_total", "sentences_changed"] == 1
    assert found["assistant_notices_total", "evidence_added"] == 1
    assert found["assistant_changed_sentences_total", ""] == 2
