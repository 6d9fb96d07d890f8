"""The engine in this process as the assistant that questions are put to.

Knows nothing of what a right answer is. One question that fails is a result, not the end of a run.
"""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from assistant.evaluation.results import Quote, Read, Reply
from assistant.evaluation.target import without_secrets
from assistant.evidence.weights import origin
from assistant.golden.cases import Case
from assistant.schema import Answer
from index.errors import ReportError

if TYPE_CHECKING:
    from assistant.engine import Engine

log = logging.getLogger(__name__)


class EngineSubject:
    """The engine in this process. ``name_of`` turns a name in a case's scope into the document's in the index."""

    def __init__(self, engine: "Engine", name_of: Callable[[str], str] = str) -> None:
        self.engine = engine
        self.name_of = name_of
        self.mode: str | None = None  # of the first answer

    def ask(self, case: Case) -> Reply:
        documents = None if case.scope is None else [self.name_of(name) for name in case.scope]
        begun = perf_counter()
        try:
            answer = self.engine.within(case.collection).answer(case.question, case.history, documents)
        except Exception as error:  # whatever one question brings down, the run goes on
            log.debug("%s failed", case.key, exc_info=True)
            return Reply(error=in_words(error), seconds=perf_counter() - begun)
        self.mode = self.mode or answer.mode
        return reply_of(answer, perf_counter() - begun)

    def describe(self) -> dict[str, Any]:
        manifest, weights = self.engine.manifest, self.engine.finder.weights
        return {
            "kind": "engine",
            "mode": self.mode,
            "index": manifest.build_id,
            "model": without_secrets(manifest.model),
            "model_digest": manifest.model_digest,
            "cutoff": weights.cutoff,
            **(self.engine.pen.describe() if self.engine.pen else {}),
            "settings": public(self.engine.config.model_dump()),
            "weights": weights.provenance,
            "made_for": origin(weights.provenance, manifest.documents, manifest.build_id),
        }


def in_words(error: Exception) -> str:
    """Return an error as one line: a sentence for people as it is, any other with its class."""
    text = str(error) if isinstance(error, ReportError) else f"{type(error).__name__}: {error}"
    return " ".join(text.split())


def public(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings without keys, and without the folders of this machine."""
    kept = {name: value for name, value in settings.items() if not isinstance(value, SecretStr | Path)}
    return {name: without_secrets(value) if isinstance(value, str) else value for name, value in kept.items()}


def reply_of(answer: Answer, seconds: float) -> Reply:
    return Reply(
        status=answer.status,
        answer=answer.answer,
        reason=answer.reason,
        mode=answer.mode,
        standalone_question=answer.standalone_question,
        quotes=tuple(
            Quote(item.quote, item.document_id, item.start, item.end, item.number, item.place, item.url)
            for item in answer.citations
        ),
        passages=tuple(
            Read(item.text, item.document_id, item.start, item.end, item.score, item.url) for item in answer.passages
        ),
        confidence=answer.confidence,
        notices=tuple(notice.code for notice in answer.notices),
        changed_sentences=answer.changed_sentences,
        seconds=seconds,
    )
