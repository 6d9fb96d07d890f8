"""Traces by OpenTelemetry."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import ConsoleSpanExporter, SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from assistant.access.caller import Access
from assistant.config import Config
from assistant.engine import Engine
from assistant.errors import SettingsError
from assistant.serving.server import create_app
from assistant.web.readiness import Readiness
from assistant.web.tracing import Tracing, exporter, is_wanted

QUESTION = "How many elevators will be installed in old residential buildings?"
TRACE = "0af7651916cd43dd8448eb211c80319c"
STAGES = ["rewrite", "retrieve", "evidence", "judge", "write", "verify"]
Ask = Callable[..., list[ReadableSpan]]


@pytest.fixture
def ask(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask over HTTP and return the spans of it."""
    monkeypatch.setattr(engine, "watchers", [])
    monkeypatch.setattr(engine, "tracers", [])

    def traced(question: str = QUESTION, questions: bool = False, **headers: str) -> list[ReadableSpan]:
        kept, provider = InMemorySpanExporter(), TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(kept))
        ready = Readiness(Config(), lambda config, say: engine)
        app = create_app(Config(), ready, Access(Config(), public=True), Tracing(provider, questions))
        ready.open()
        TestClient(app).post("/api/ask", json={"question": question, "stream": True}, headers=headers)
        return list(kept.get_finished_spans())

    return traced


def test_each_stage_is_a_span_of_its_answer_and_that_of_its_request(ask: Ask) -> None:
    *stages, answer, request = ask()
    assert [span.name for span in stages] == STAGES
    assert (answer.name, request.name) == ("ask", "POST /api/ask")
    assert all(span.parent == answer.context for span in stages)
    assert answer.parent == request.context
    assert request.attributes == {"http.response.status_code": 200}
    assert answer.attributes is not None
    assert answer.attributes["report.status"] == "answered"
    times = [
        answer.start_time,
        *(time for span in stages for time in (span.start_time, span.end_time)),
        answer.end_time,
    ]
    assert times == sorted(times)  # type: ignore[type-var]


def test_request_joins_the_trace_of_its_caller(ask: Ask) -> None:
    request = ask(traceparent=f"00-{TRACE}-b7ad6b7169203331-01")[-1]
    assert request.context is not None
    assert f"{request.context.trace_id:032x}" == TRACE


def test_refused_request_is_a_span_without_an_answer(ask: Ask) -> None:
    [request] = ask("?")
    assert request.attributes == {"http.response.status_code": 422}


@pytest.mark.parametrize("questions", [False, True])
def test_question_is_told_only_where_it_may_be(ask: Ask, questions: bool) -> None:
    told = " ".join(span.to_json() for span in ask(questions=questions))
    assert ("elevators" in told) == questions


@pytest.mark.parametrize(
    ("variables", "wanted"),
    [
        ({}, False),
        ({"OTEL_SERVICE_NAME": "x"}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4317"}, True),
        ({"OTEL_TRACES_EXPORTER": "console"}, True),
        ({"OTEL_TRACES_EXPORTER": "none", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4317"}, False),
        ({"OTEL_TRACES_EXPORTER": "console", "OTEL_SDK_DISABLED": "true"}, False),
    ],
)
def test_the_usual_variables_ask_for_it(variables: dict[str, str], wanted: bool) -> None:
    assert is_wanted(variables) == wanted


def test_exporters_are_named_as_everywhere() -> None:
    assert isinstance(exporter("console", {}), ConsoleSpanExporter)
    with pytest.raises(SettingsError, match="telemetry"):
        exporter("nothing", {})
    with pytest.raises(SettingsError, match="telemetry"):
        exporter("otlp", {"OTEL_EXPORTER_OTLP_PROTOCOL": "pigeon"})
