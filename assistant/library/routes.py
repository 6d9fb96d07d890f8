"""The documents' folder over HTTP: for programs with the scope ``documents``, and as a page behind the admin key.

Translates between HTTP and the folder; every change is noted in the log, and has the index renewed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Path, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.access import audit
from assistant.access.caller import Access
from assistant.config import Config
from assistant.errors import LibraryError, NotFound
from assistant.feedback.ratings import Ratings
from assistant.library.changes import Change
from assistant.library.entries import Entry, Use, entries, may_know, uses
from assistant.library.folder import MEGABYTE, Folder
from assistant.library.page import about_page, documents_page
from assistant.library.renewal import Renewal
from assistant.locale import preferred
from assistant.web.problem import documented
from assistant.web.readiness import READER, Reader, Readiness
from assistant.web.workers import Workers
from index.errors import ReportError

if TYPE_CHECKING:
    from assistant.engine import Engine

PATH, PAGE = "/api/library", "/admin/documents"
ALL = Reader(reads_all=True)
Name = Annotated[str, Path(description="The document's path below the folder.", examples=["reports/2026/part-iv.txt"])]
Upload = Annotated[list[UploadFile], File()]


DOCUMENT: dict[str, Any] = {
    "name": "reports/2026/part-iv.txt",
    "size": 30120,
    "changed_at": "2026-03-01T09:30:00+00:00",
    "state": "read",
    "reason": "",
    "passages": 66,
    "collection": "reports/2026",
    "url": "/report/reports~2026~part-iv.txt",
}
EXAMPLE: dict[str, Any] = {
    "is_open": True,
    "largest": 33554432,
    "is_building": False,
    "doing": "",
    "failure": "",
    "documents": [DOCUMENT],
    "changes": [],
}
ABOUT: dict[str, Any] = {
    "document": DOCUMENT,
    "cited_by": [{"question": "How many elevators?", "quote": "… more than 800 elevators …", "is_there": True}],
    "changes": [],
}


def example(value: Any) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {"application/json": {"example": value}}}}


@dataclass(frozen=True, slots=True)
class LibraryOut:
    """The folder and how far its index is."""

    is_open: bool  # whether documents may be put in
    largest: int  # bytes of a document
    is_building: bool
    doing: str
    failure: str  # why the last index was not built; the one before answers
    documents: list[Entry]
    changes: list[Change]  # of the last renewal


@dataclass(frozen=True, slots=True)
class DocumentStateOut:
    """A file with the questions that cite it."""

    document: Entry
    cited_by: list[Use]
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Library:
    """The parts behind the routes."""

    config: Config
    ready: Readiness
    renewal: Renewal
    ratings: Ratings
    access: Access

    @property
    def folder(self) -> Folder:
        return Folder.of(self.config)

    def engine(self) -> "Engine | None":
        """Return what answers; None where there is no index yet, since the folder is empty or nothing in it is read.

        Raises NotReady while that is not known.
        """
        return None if self.ready.failure else self.ready.whole()

    def told(self, reader: Reader) -> LibraryOut:
        folder, state = self.folder, self.renewal
        known = entries(folder, self.engine(), reader)
        closed = not reader.reads_all and not folder.collections().are_open
        return LibraryOut(
            folder.is_open,
            folder.largest,
            state.is_running,
            "" if closed else state.doing,  # which may name a file
            "The index was not built." if closed and state.failure else state.failure,
            known,
            self.changes(reader),
        )

    def changes(self, reader: Reader, name: str = "") -> list[Change]:
        collections, engine = self.folder.collections(), self.engine()
        return [
            one
            for one in self.renewal.changes
            if name in ("", one.document) and may_know(one.document, collections, engine, reader)
        ]

    def about(self, name: str, reader: Reader) -> DocumentStateOut:
        engine = self.engine()
        entry = next((one for one in entries(self.folder, engine, reader) if one.name == name), None)
        if entry is None:
            raise NotFound(f"There is no document {name[:100]!r}.")
        text = engine.store.documents.get(name, "") if engine else ""
        return DocumentStateOut(entry, list(uses(name, self.ratings, text)), self.changes(reader, name))

    def put(self, name: str, content: bytes, request: Request, reader: Reader) -> str:
        """Write a document and have the index renewed; return what was done."""
        self.require_known(name, reader)
        done = "replaced" if self.folder.put(name, content) else "added"
        self.note(f"document {done}", name, request, size=len(content))
        self.renewal.ask()
        return done

    def remove(self, name: str, request: Request, reader: Reader) -> None:
        self.require_known(name, reader)
        self.folder.remove(name)
        self.note("document removed", name, request)
        self.renewal.ask()

    def require_known(self, name: str, reader: Reader) -> None:
        if not may_know(name, self.folder.collections(), self.engine(), reader):
            raise LibraryError(f"{name!a} cannot be written here: choose another name.")

    def note(self, event: str, name: str, request: Request, **about: int) -> None:
        caller = request.scope.get("caller")
        who = caller.name if caller else f"admin at {self.access.address(request)}"
        audit.note(event, document=name, by=who, **about)


def library_api(library: Library, workers: Workers) -> APIRouter:
    """Return the routes for programs; the gate has checked their scope."""
    made = APIRouter(prefix=PATH, tags=["documents"], responses=documented(401, 403, 404, 413, 422, 503))

    @made.get("", summary="The documents' folder: what is read, set aside, waiting", responses=example(EXAMPLE))
    @workers.at_desk
    def folder() -> LibraryOut:
        return library.told(READER.get())

    @made.get("/{name:path}", summary="A document's state and the questions that cite it", responses=example(ABOUT))
    @workers.at_desk
    def about(name: Name) -> DocumentStateOut:
        return library.about(name, READER.get())

    @made.put("/{name:path}", status_code=202, summary="Put a document in, or another in its place")
    async def put(name: Name, request: Request) -> dict[str, str]:
        content, reader = await request.body(), READER.get()
        return {"done": await workers.run(lambda: library.put(name, content, request, reader))}

    @made.delete("/{name:path}", status_code=202, summary="Remove a document")
    @workers.at_desk
    def remove(name: Name, request: Request) -> dict[str, str]:
        library.remove(name, request, READER.get())
        return {"done": "removed"}

    return made


def library_pages(library: Library, check: Callable[..., None], workers: Workers) -> APIRouter:
    """Return the page for whoever has the admin key."""
    made = APIRouter(dependencies=[Depends(check)], include_in_schema=False)

    @made.get(PAGE)
    @workers.at_desk
    def page(request: Request) -> Response:
        return shown(library, request)

    @made.get(f"{PAGE}/about")
    @workers.at_desk
    def about(request: Request, name: str) -> Response:
        return HTMLResponse(about_page(library.about(name, ALL), preferred(request), PAGE))

    @made.post(f"{PAGE}/renew")
    def renew(request: Request) -> Response:
        audit.note("index renewed by admin", address=library.access.address(request))
        library.renewal.ask()
        return RedirectResponse(PAGE, 303)

    add_changes(made, library, workers)
    return made


def add_changes(made: APIRouter, library: Library, workers: Workers) -> None:
    """Add what changes the folder: uploads and removals."""

    @made.post(PAGE)
    async def upload(request: Request, files: Upload, folder: Annotated[str, Form(max_length=400)] = "") -> Response:
        most = library.folder.largest
        put = [(name_in(folder, file.filename or ""), await file.read(most + 1)) for file in files]

        def done() -> Response:
            refused = [said for name, content in put if (said := tried(library, name, content, request))]
            return shown(library, request, " ".join(refused), 422) if refused else RedirectResponse(PAGE, 303)

        return await workers.run(done)

    @made.post(f"{PAGE}/remove")
    @workers.at_desk
    def remove(request: Request, name: Annotated[str, Form(max_length=2000)]) -> Response:
        try:
            library.remove(name, request, ALL)
        except ReportError as error:
            return shown(library, request, str(error), 422)
        return RedirectResponse(PAGE, 303)


def shown(library: Library, request: Request, said: str = "", status: int = 200) -> Response:
    return HTMLResponse(documents_page(library.told(ALL), said, preferred(request), PAGE), status)


def tried(library: Library, name: str, content: bytes, request: Request) -> str:
    """Put a document in; return why it is refused, empty where it is not."""
    try:
        library.put(name, content, request, ALL)
    except ReportError as error:
        return str(error)
    return ""


def name_in(folder: str, filename: str) -> str:
    """Return the name of a file that a browser sends, in a folder; of a path that it tells only the last part."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{folder.strip().strip('/')}/{last}" if folder.strip().strip("/") else last


def larger(config: Config) -> dict[str, int]:
    """Return the addresses that take larger bodies than others, in bytes; a form has some of its own."""
    return dict.fromkeys((PATH, PAGE), config.max_upload * MEGABYTE + MEGABYTE)
