"""Numbers about the running server for Prometheus, at ``/metrics``. Holds no question and no caller."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.schema import Answer
from assistant.web.routes import is_costly
from assistant.web.workers import Workers

if TYPE_CHECKING:
    from assistant.engine import Engine

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)  # seconds


class Metrics:
    """Counts answers and times their stages; one object a server, so that tests do not share any."""

    def __init__(self, workers: Workers) -> None:
        self.registry = CollectorRegistry()
        labels = ("status", "reason", "mode")
        self.questions = Counter(
            "assistant_questions", "Questions by what became of them", labels, registry=self.registry
        )
        self.notices = Counter(
            "assistant_notices", "What befell written answers, by code", ("code",), registry=self.registry
        )
        self.changed = Counter(
            "assistant_changed_sentences", "Written sentences mended, replaced or left out", registry=self.registry
        )
        self.seconds = Histogram(
            "assistant_stage_seconds", "How long each stage took", ("stage",), buckets=BUCKETS, registry=self.registry
        )
        self.responses = Counter("assistant_responses", "Responses by status", ("status",), registry=self.registry)
        self.running = Gauge("assistant_running", "Questions that are being answered", registry=self.registry)
        waiting = Gauge("assistant_waiting", "Questions that wait for their turn", registry=self.registry)
        waiting.set_function(lambda: workers.waiting)
        self.built = Gauge("assistant_index_built", "When the index was built, Unix time", registry=self.registry)
        self.passages = Gauge("assistant_index_passages", "Passages of the index", registry=self.registry)

    def opened(self, engine: "Engine") -> None:
        """Take up an opened engine: its index now, and each of its answers from now on."""
        self.built.set(datetime.fromisoformat(engine.manifest.built_at).timestamp())
        self.passages.set(engine.manifest.passages)
        engine.watchers.append(self.answered)

    def answered(self, answer: Answer) -> None:
        self.questions.labels(answer.status, answer.reason or "", answer.mode).inc()
        self.changed.inc(answer.changed_sentences)
        for notice in answer.notices:
            self.notices.labels(notice.code).inc()
        for stage, seconds in asdict(answer.seconds).items():
            self.seconds.labels(stage).observe(seconds)


class Counting:
    """Wraps the application: counts responses, and the questions that are being answered."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.metrics.responses.labels(str(message["status"])).inc()
            await send(message)

        if scope["type"] == "http" and is_costly(scope):
            with self.metrics.running.track_inprogress():
                await self.app(scope, receive, counted)
        else:
            await self.app(scope, receive, counted)


TEXT: dict[int | str, dict[str, Any]] = {200: {"content": {CONTENT_TYPE_LATEST.partition(";")[0]: {}}}}


def metrics_api(metrics: Metrics) -> APIRouter:
    router = APIRouter(tags=["operations"])

    @router.get("/metrics", summary="Numbers for Prometheus", response_class=Response, responses=TEXT)
    def show() -> Response:
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return router
