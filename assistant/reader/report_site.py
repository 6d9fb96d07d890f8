"""What is served under /report/: the documents, the figures, their downloads.

Translates between HTTP and the pages; knows no page's inside.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from assistant.config import shipped
from assistant.errors import NotFound, meaning
from assistant.evidence.whole.inventory import all_figures
from assistant.language.schema import Language
from assistant.locale import COOKIE, LANGUAGES, TAGS, preferred
from assistant.page.frame import Words, load_words
from assistant.prompt import Sayings
from assistant.reader.contents import contents_page
from assistant.reader.document import document_page, find_document, find_place
from assistant.reader.figure_table import figures_page
from assistant.reader.originals import Originals, marked
from assistant.reader.page_view import BESIDE
from assistant.reader.sheets import FORMATS, Format, sheet_of
from assistant.schema import FigureRow
from assistant.web.problem import described, documented
from assistant.web.readiness import Readiness
from assistant.web.root import site_of
from assistant.web.workers import Workers
from index.documents.layout import Layout
from index.vectors.store import Store

YEAR = 365 * 24 * 60 * 60  # seconds
KEPT = 4  # pages and tables that are drawn once; each also keeps the index that it is of
UNKNOWN = meaning(NotFound("")).http_status
Responses = dict[int | str, dict[str, Any]]

PAGE: Responses = documented(422, 503)
MISSING: Responses = {
    404: {
        "description": "There is nothing of that name: the page tells what there is",
        "content": {"text/html": {}, **described(404)},  # a name that no file can have is no page's matter
    }
}
GONE: Responses = documented(404, 422, 503)
PICTURE: dict[str, Any] = {"responses": {**GONE, 200: {"content": {"image/png": {}}}}, "response_class": Response}
Width = Annotated[int, Query(ge=1, le=4000, description="Pixels; the nearest of a few widths is drawn.")]
LED: Responses = {307: {"description": "The sentence's link"}}


def add_report(app: FastAPI, ready: Readiness, workers: Workers) -> None:
    sayings = load_words(shipped("prompts"))
    add_pages(app, ready, sayings, workers)
    add_figures(app, ready, sayings, workers)
    add_originals(app, ready, workers)
    add_documents(app, ready, sayings, workers)
    add_sentences(app, ready, sayings, workers)


def add_pages(app: FastAPI, ready: Readiness, sayings: Mapping[str, Sayings], workers: Workers) -> None:
    @app.get("/report", include_in_schema=False)
    async def report() -> RedirectResponse:
        return RedirectResponse("/report/")

    @app.get("/report/", response_class=HTMLResponse, summary="The documents, their areas and topics", responses=PAGE)
    @workers.at_desk
    def contents(request: Request) -> Any:
        words = words_for(request, sayings)
        return page(contents_page(ready.engine().store, words), words)


def add_figures(app: FastAPI, ready: Readiness, sayings: Mapping[str, Sayings], workers: Workers) -> None:
    @lru_cache(KEPT)  # of the readers who may read different documents
    def found(store: Store, language: Language) -> tuple[FigureRow, ...]:
        return all_figures(store.passages, language)

    def figures_now() -> Sequence[FigureRow]:
        engine = ready.engine()
        return found(engine.store, engine.finder.texts)

    @app.get("/report/figures", response_class=HTMLResponse, summary="The figures of the documents", responses=PAGE)
    @workers.at_desk
    def figures(request: Request) -> Any:
        words = words_for(request, sayings)
        return page(figures_page(figures_now(), words), words)

    for kind, form in FORMATS.items():
        add_download(app, f"/report/figures.{kind}", form, figures_now, sayings, workers)


def add_download(
    app: FastAPI,
    path: str,
    form: Format,
    found: Callable[[], Sequence[FigureRow]],
    sayings: Mapping[str, Sayings],
    workers: Workers,
) -> None:
    """Serve the figures as one kind of file; any other name under /report/ may be a document's."""

    content: Responses = {200: {"content": {form.media_type.partition(";")[0]: {}}}}

    @app.get(path, summary="The figures as a file", response_class=Response, responses={**PAGE, **content})
    @workers.at_desk
    def download(request: Request) -> Response:
        sheet = sheet_of(found(), words_for(request, sayings), site_of(request))
        headers = {"content-disposition": f'attachment; filename="{path.rsplit("/", 1)[1]}"'}
        return Response(form.write(sheet), media_type=form.media_type, headers=headers)


def add_originals(app: FastAPI, ready: Readiness, workers: Workers) -> None:
    """Serve the documents' files and pictures of their pages; before the addresses of sentences, which look alike."""
    files = Files(ready, Originals(ready.config.seeds))
    if ready.config.originals:

        @app.get("/report/{document}/original", summary="A document's file", responses=GONE, response_class=Response)
        @workers.at_desk
        def original(document: str) -> Response:
            name, _, path = files.find(document)
            file = name.rsplit("/", 1)[-1]
            return FileResponse(path, media_type="application/octet-stream", filename=file)

    add_pictures(app, files, workers)


def add_pictures(app: FastAPI, files: "Files", workers: Workers) -> None:
    @app.get("/report/{document}/pages/{number}.png", summary="A page as a picture", **PICTURE)
    @workers.at_desk
    def one_page(document: str, number: int, width: Width = BESIDE) -> Response:
        name, digest, path = files.find(document)
        if not 1 <= number <= len(files.layout(name).labels):
            raise NotFound("There is no such page in this document.")
        return picture_of(files.originals.page(path, digest, number, width))

    summary = "The page of a quote, by its offsets, with the quote marked"

    @app.get("/report/{document}/quotes/{start}-{end}.png", summary=summary, **PICTURE)
    @workers.at_desk
    def quoted_page(document: str, start: int, end: int, width: Width = BESIDE) -> Response:
        name, digest, path = files.find(document)
        number, marks = marked(files.layout(name), start, end)
        return picture_of(files.originals.page(path, digest, number, width, marks), number)


@dataclass(frozen=True, slots=True)
class Files:
    """The files and layouts of the documents that the caller of a request may read."""

    ready: Readiness
    originals: Originals

    def find(self, document: str) -> tuple[str, str, Path]:
        """Return a document's name, the digest of what was read and where that is; raises NotFound."""
        engine = self.ready.engine()
        name = find_document(engine.store, document)
        digest = engine.manifest.documents[name]
        return name, digest, self.originals.find(name, digest)

    def layout(self, name: str) -> Layout:
        """Raises NotFound for a document without pages."""
        if (layout := self.ready.engine().store.layouts.get(name)) is None:
            raise NotFound("This document has no pages.")
        return layout


def picture_of(png: bytes, number: int | None = None) -> Response:
    """Return a picture, which a browser may keep; of a quote with the number of its page."""
    headers = {"cache-control": "private, max-age=3600", **({"x-page": str(number)} if number else {})}
    return Response(png, media_type="image/png", headers=headers)


def add_documents(app: FastAPI, ready: Readiness, sayings: Mapping[str, Sayings], workers: Workers) -> None:
    @lru_cache(KEPT)
    def drawn(store: Store, name: str, language: str) -> str:
        """Draw a document that is read from its beginning."""
        return document_page(store, name, Words(language, sayings[language]), "", ready.config.originals)

    @app.get(
        "/report/{document}",
        response_class=HTMLResponse,
        summary="One document, to be read",
        responses={**PAGE, **MISSING},
    )
    @workers.at_desk
    def document(document: str, request: Request, t: str = "") -> Any:
        words, store = words_for(request, sayings), ready.engine().store
        try:
            name = find_document(store, document)
            if words.query:
                return page(document_page(store, name, words, t, ready.config.originals), words)
            return page(drawn(store, name, words.language), words)
        except NotFound:
            return page(contents_page(store, words, "no_document"), words, UNKNOWN)


def add_sentences(app: FastAPI, ready: Readiness, sayings: Mapping[str, Sayings], workers: Workers) -> None:
    @app.get(
        "/report/{document}/{span}",
        status_code=307,
        response_class=RedirectResponse,
        summary="A sentence by its offsets, c<start>-<end>: leads to its link",
        responses={**PAGE, **MISSING, **LED},
    )
    @workers.at_desk
    def sentence(document: str, span: str, request: Request) -> Any:
        words, store = words_for(request, sayings), ready.engine().store
        try:
            name = find_document(store, document)
        except NotFound:
            return page(contents_page(store, words, "no_document"), words, UNKNOWN)
        try:
            return RedirectResponse(find_place(store, name, span))
        except NotFound:
            return page(contents_page(store, words, "no_place_page", only=name), words, UNKNOWN)


def words_for(request: Request, sayings: Mapping[str, Sayings]) -> Words:
    """Return the words in the language that the request asks for, with what else stands in its query."""
    language = preferred(request)
    query = {key: value for key, value in request.query_params.items() if key == "t"}
    return Words(language, sayings[language], query, is_asked=request.query_params.get("lang") in LANGUAGES)


def page(html: str, words: Words, status: int = 200) -> HTMLResponse:
    headers = {"content-language": TAGS[words.language], "vary": "accept-language, cookie"}
    response = HTMLResponse(html, status, headers)
    if words.is_asked:
        response.set_cookie(COOKIE, words.language, max_age=YEAR, samesite="lax")
    return response
