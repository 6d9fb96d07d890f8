"""Traces by OpenTelemetry: a span a request, within it one an answer, within that one a stage.

Which exporter, where to and how much is said by OpenTelemetry's own OTEL_* variables. What people
ask stays out of every span, unless the settings let it into the log.
"""

from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from opentelemetry.propagate import extract
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import SpanKind, Status, StatusCode, set_span_in_context
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import SettingsError
from assistant.laps import Laps
from assistant.schema import Answer
from assistant.web.routes import ASKING, is_costly

if TYPE_CHECKING:
    from assistant.engine import Engine

NAME = "report-assistant"
EXPORTERS = "opentelemetry_traces_exporter"  # the entry points at which packages offer theirs
PROTOCOLS = {"grpc": "otlp_proto_grpc", "http/protobuf": "otlp_proto_http"}


class Tracing:
    """Makes spans of answers and of the requests for them; ``questions`` lets the question into them."""

    def __init__(self, provider: TracerProvider, questions: bool) -> None:
        self.provider = provider
        self.tracer = provider.get_tracer(NAME)
        self.questions = questions

    def opened(self, engine: "Engine") -> None:
        """Trace each answer of the engine from now on."""
        engine.tracers.append(self.answered)

    def close(self) -> None:
        """Send what has not been sent yet."""
        self.provider.shutdown()

    def answered(self, answer: Answer, laps: Laps) -> None:
        told = dict(attributes(answer))
        if self.questions:
            told["report.question"] = answer.question
        span = self.tracer.start_span("ask", attributes=told, start_time=laps.begun)
        for lap in laps.taken:
            self.tracer.start_span(lap.stage, set_span_in_context(span), start_time=lap.begun).end(lap.ended)
        span.end(laps.now())

    def around(self, app: ASGIApp) -> ASGIApp:
        """Wrap an application: a request that asks is a span, within the caller's trace where it names one."""

        async def traced(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or not is_costly(scope):
                await app(scope, receive, send)
                return
            path = next(beginning for beginning in ASKING if scope["path"].startswith(beginning))
            caller = extract(dict(Headers(scope=scope)))
            name = f"{scope['method']} {path}"
            with self.tracer.start_as_current_span(name, caller, SpanKind.SERVER, record_exception=False) as span:

                async def noted(message: Message) -> None:
                    if message["type"] == "http.response.start":
                        span.set_attribute("http.response.status_code", message["status"])
                        span.set_status(Status(StatusCode.ERROR if message["status"] >= 500 else StatusCode.UNSET))
                    await send(message)

                await app(scope, receive, noted)

        return traced


def attributes(answer: Answer) -> Iterator[tuple[str, Any]]:
    yield "report.answer", answer.id
    yield "report.status", answer.status
    yield "report.mode", answer.mode
    yield "report.confidence", answer.confidence
    yield "report.citations", len(answer.citations)
    yield "report.index", answer.index
    for name in ("reason", "model"):
        if value := getattr(answer, name):
            yield f"report.{name}", value


def is_wanted(environment: Mapping[str, str]) -> bool:
    """Tell whether the usual variables ask for traces."""
    named = environment.get("OTEL_TRACES_EXPORTER", "")
    if named == "none" or environment.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return False
    addresses = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    return bool(named) or any(environment.get(name) for name in addresses)


def open_tracing(environment: Mapping[str, str], questions: bool) -> Tracing:
    """Return tracing as the variables want it; raises SettingsError where an exporter is not there."""
    named = Resource({"service.name": NAME}).merge(OTELResourceDetector().detect())
    provider = TracerProvider(resource=named)
    for name in (environment.get("OTEL_TRACES_EXPORTER") or "otlp").split(","):
        provider.add_span_processor(BatchSpanProcessor(exporter(name.strip(), environment)))
    return Tracing(provider, questions)


def exporter(name: str, environment: Mapping[str, str]) -> SpanExporter:
    if name == "otlp":
        wanted = environment.get("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") or environment.get("OTEL_EXPORTER_OTLP_PROTOCOL")
        name = PROTOCOLS.get(wanted or "grpc", wanted or "")
    found = list(entry_points(group=EXPORTERS, name=name))
    if not found:
        raise SettingsError(f"Traces cannot be sent by {name!r}: install the extra `telemetry`, or name another way.")
    made: SpanExporter = found[0].load()()
    return made
