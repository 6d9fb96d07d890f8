"""Reading what the assistant holds, over HTTP: documents, passages, and search without an answer.

Translates between HTTP and the store; ranks and judges nothing itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import PlainTextResponse

from assistant.answer.extract import placed
from assistant.errors import NotFound
from assistant.page.places import by_document, sections_of
from assistant.question.limits import checked
from assistant.schema import SectionRef
from assistant.text.links import document_url
from assistant.web.problem import documented
from assistant.web.root import site_of
from assistant.web.workers import Workers
from index.schema import Kind, Passage

if TYPE_CHECKING:
    from assistant.engine import Engine

DOCUMENT = "001_dde04a10043766fe.txt"
EXAMPLE_PASSAGE: dict[str, Any] = {
    "id": f"{DOCUMENT}:1091-1333",
    "document_id": DOCUMENT,
    "title": "Report on the Work of the Government 2026 (Part V)",
    "publisher": "The People's Government of Beijing Municipality",
    "date": "2026-02-15",
    "section": {"number": "6", "title": "Accelerating the transformation"},
    "topic": "Advance urban renewal",
    "paragraph": 2,
    "paragraph_label": None,
    "page": None,
    "kind": "paragraph",
    "text": "Advance urban renewal. We will …",
    "start": 1091,
    "end": 1333,
    "url": "https://report.example/report/001_dde04a10043766fe#c1091-1333",
    "score": 0.82,
}
EXAMPLE_DOCUMENT: dict[str, Any] = {
    "id": DOCUMENT,
    "title": "Report on the Work of the Government 2026 (Part V)",
    "publisher": "The People's Government of Beijing Municipality",
    "date": "2026-02-15",
    "characters": 25310,
    "passages": 66,
    "sections": [{"number": "6", "title": "Accelerating the transformation"}],
    "sha256": "dde04a10043766fe0000000000000000000000000000000000000000000000ff",
    "url": "https://report.example/report/001_dde04a10043766fe",
    "collection": None,
}
EXAMPLE_COLLECTION: dict[str, Any] = {
    "name": "reports/2026",
    "title": "Work report 2026",
    "language": "en",
    "edition_of": "Work report",
    "edition": "2026",
    "documents": ["reports/2026/part-iv.txt"],
}

EXAMPLE_ANSWER: dict[str, Any] = {
    "id": "0123456789abcdef",
    "question": "How many elevators will be installed in old residential buildings?",
    "standalone_question": "How many elevators will be installed in old residential buildings?",
    "status": "answered",
    "reason": None,
    "mode": "extractive",
    "answer": "We will … install **more than 800 elevators** in old residential buildings. [1]",
    "citations": [
        {name: value for name, value in EXAMPLE_PASSAGE.items() if name not in ("id", "kind", "text")}
        | {
            "number": 1,
            "quote": "We will … install more than 800 elevators in old residential buildings.",
            "reading": None,
            "above": [],
            "page_label": None,
            "certainty": None,
        }
    ],
    "passages": [
        {name: value for name, value in EXAMPLE_PASSAGE.items() if name not in ("id", "kind", "publisher", "date")}
    ],
    "suggestions": ["Which regulations will continue to be implemented for urban renewal?"],
    "confidence": 0.97,
    "index": "0123456789ab",
    "seconds": {"standalone": 0.0, "retrieve": 0.012, "answer": 0.001, "total": 0.013},
    "notices": [],
    "changed_sentences": 0,
    "model": None,
    "prompt": None,
    "table": None,
    "contact": None,
    "near_terms": [],
    "nearest": None,
}
EXAMPLE_EVENTS = """event: status
data: {"doing": "searching"}

event: delta
data: {"text": "We will …"}

event: answer
data: {"id": "0123456789abcdef", …}

"""


@dataclass(frozen=True, slots=True)
class DocumentOut:
    """A document of the index."""

    id: str
    title: str
    publisher: str | None
    date: str | None
    characters: int
    passages: int
    sections: list[SectionRef]
    sha256: str  # of the file's bytes
    url: str
    collection: str | None  # the innermost that it is in


@dataclass(frozen=True, slots=True)
class CollectionOut:
    """A folder of documents that belong together."""

    name: str
    title: str
    language: str | None
    edition_of: str | None
    edition: str | None
    documents: list[str]


@dataclass(frozen=True, slots=True)
class PassageOut:
    """A passage with its place; ``score`` (cosine) only where it was searched for."""

    id: str
    document_id: str
    title: str
    publisher: str | None
    date: str | None
    section: SectionRef | None
    topic: str | None
    paragraph: int | None
    paragraph_label: str | None
    page: int | None
    kind: Kind
    text: str
    start: int
    end: int
    url: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class SearchOut:
    """What was found for a question, best first."""

    query: str
    index: str
    passages: list[PassageOut]


MOST_CHOSEN = 500  # documents that a question may name
OF_THESE = "Answer from these documents only, by their ids."
OF_COLLECTION = "Answer from this collection only, by its name."
Ready = Callable[[], "Engine"]
Chosen = Annotated[list[str] | None, Query(description=OF_THESE, max_length=MOST_CHOSEN)]
Folder = Annotated[str | None, Query(description=OF_COLLECTION)]
Words = Annotated[str, Query(description="The question.", examples=["elevators in old buildings"])]
Limit = Annotated[int, Query(ge=1, le=50, description="Most passages to return.")]
Document = Annotated[str, Path(description="The document's file name.", examples=[DOCUMENT])]
PassageId = Annotated[str, Path(description="As search gives it.", examples=[EXAMPLE_PASSAGE["id"]])]


def reading_api(ready: Ready, workers: Workers, pages: Workers) -> APIRouter:
    """Return the routes; ``ready`` gives the engine or raises NotReady. ``pages`` do what no question waits for."""
    router = APIRouter(prefix="/api", tags=["read"], responses=documented(422, 503))

    @router.get("/documents", summary="The documents", responses=example([EXAMPLE_DOCUMENT]))
    @pages.at_desk
    def documents(request: Request) -> list[DocumentOut]:
        site = site_of(request)
        return [replace(found, url=site + found.url) for found in described(ready())]

    @router.get("/collections", summary="The collections", responses=example([EXAMPLE_COLLECTION]))
    @pages.at_desk
    def collections() -> list[CollectionOut]:
        return list(gathered(ready()))

    @router.get(
        "/documents/{document:path}/text",
        summary="A document's text, to which all offsets refer",
        response_class=PlainTextResponse,
        responses=documented(404),
    )
    @pages.at_desk
    def text(document: Document, start: Annotated[int, Query(ge=0)] = 0, end: int | None = None) -> PlainTextResponse:
        engine = ready()
        engine.finder.require([document])
        return PlainTextResponse(engine.store.documents[document][start:end])

    add_passages(router, ready, workers)
    return router


def add_passages(router: APIRouter, ready: Ready, workers: Workers) -> None:
    """Add the routes to single passages, by their names and by words."""

    @router.get(
        "/passages/{passage:path}", summary="One passage", responses={**documented(404), **example(EXAMPLE_PASSAGE)}
    )
    def one_passage(passage: PassageId, request: Request) -> PassageOut:
        return passage_of(ready(), passage, site_of(request))

    found = {"query": "elevators", "index": "0123456789ab", "passages": [EXAMPLE_PASSAGE]}

    @router.get(
        "/search", summary="Passages for a question, unread", responses={**documented(404, 429, 504), **example(found)}
    )
    async def search(
        request: Request,
        q: Words,
        limit: Limit = 8,
        document: Chosen = None,
        collection: Folder = None,
    ) -> SearchOut:
        return await workers.run(
            lambda: search_passages(ready().within(collection), q, limit, document, site_of(request))
        )


def example(value: Any) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {"application/json": {"example": value}}}}


def described(engine: "Engine") -> Iterator[DocumentOut]:
    """Yield every document with its place, outline and digest."""
    for passages in by_document(engine.store.passages):
        place = passages[0].place
        document_id = place.document_id
        yield DocumentOut(
            id=document_id,
            title=place.title,
            publisher=place.publisher,
            date=place.date,
            characters=len(engine.store.documents[document_id]),
            passages=len(passages),
            sections=[SectionRef(section.number, section.title) for section in sections_of(passages)],
            sha256=engine.manifest.documents[document_id],
            url=document_url(document_id),
            collection=next((one.name for one in reversed(engine.collections.around(document_id))), None),
        )


def gathered(engine: "Engine") -> Iterator[CollectionOut]:
    """Yield every collection with its documents."""
    for one in engine.collections.by_name.values():
        held = list(filter(one.holds, engine.store.documents))
        yield CollectionOut(one.name, one.title, one.language, one.edition_of, one.edition, held)


def passage_of(engine: "Engine", passage_id: str, site: str = "") -> PassageOut:
    """Return the passage with that id, its address beginning with ``site``; raises NotFound."""
    number = engine.store.passage_numbers.get(passage_id)
    if number is None:
        raise NotFound(f"There is no passage {passage_id[:100]!r}: search gives the ids, and a new index has new ones.")
    return passage_out(engine.store.passages[number], site)


def search_passages(
    engine: "Engine", words: str, limit: int, documents: list[str] | None = None, site: str = ""
) -> SearchOut:
    """Return the passages that retrieval ranks first; raises QuestionError or NotFound."""
    words = checked(words, (), engine.config, engine.composer.sayings)
    hits = engine.finder.search(words, limit, documents)
    return SearchOut(words, engine.manifest.build_id, [passage_out(hit.passage, site, hit.similarity) for hit in hits])


def passage_out(passage: Passage, site: str, score: float | None = None) -> PassageOut:
    place, whole = passage.place, placed(passage, passage.place)
    return PassageOut(
        id=passage.id,
        publisher=place.publisher,
        date=place.date,
        kind=passage.kind,
        text=passage.text,
        score=None if score is None else round(score, 4),
        **{**whole, "url": site + whole["url"]},
    )
