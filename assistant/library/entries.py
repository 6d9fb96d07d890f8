"""What is known of every file of the documents' folder: whether it is read, and why not; who asked for what it says."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

from assistant.engine import Engine
from assistant.feedback.ratings import Ratings
from assistant.library.folder import Folder
from assistant.text.links import document_url
from assistant.web.readiness import Reader
from index.documents.collections import Collections
from index.documents.seeds import digest_in

State = Literal["read", "aside", "waiting", "leaving"]
HASHED = 4096  # files whose digests are remembered


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, as far as its reader may know of it."""

    name: str
    size: int  # bytes; 0 where it is gone from the folder
    changed_at: str  # UTC, ISO 8601
    state: State  # "waiting" for the next index, "leaving" with it
    reason: str  # why it is set aside, or which of its pages could not be read
    passages: int
    collection: str | None
    url: str | None  # of its page


@dataclass(frozen=True, slots=True)
class Use:
    """A rated question whose answer cites a document."""

    question: str
    quote: str
    is_there: bool  # whether the document still says so


def entries(folder: Folder, engine: Engine | None, reader: Reader) -> list[Entry]:
    """Return the files that a caller may know of, by name; without an index all are waiting for it.

    Raises SeedsError where a collection cannot be read.
    """
    files, collections = folder.files(), folder.collections()
    counts = Counter(passage.place.document_id for passage in (engine.store.passages if engine else ()))
    documents, unread, aside, gaps = told(engine)
    known = documents | unread

    def entry(name: str) -> Entry:
        path, reason = files.get(name), aside.get(name, "")
        is_known = path is not None and known.get(name) == digest_at(folder.path, path)
        state: State = "leaving" if path is None else "waiting" if not is_known else "aside" if reason else "read"
        around = collections.around(name)
        url = document_url(name) if name in documents else None
        return Entry(
            name, *measured(path), state, {"aside": reason, "read": gaps.get(name, "")}.get(state, ""), counts[name],
            around[-1].name if around else None, url,
        )  # fmt: skip

    names = files.keys() | documents.keys()
    return [entry(name) for name in sorted(names) if may_know(name, collections, engine, reader)]


def told(engine: Engine | None) -> tuple[dict[str, str], ...]:
    """Return what an index tells by name: digests of documents and of files set aside, why those are, unread pages."""
    manifest = engine.manifest if engine else None
    return (manifest.documents, manifest.unread, manifest.aside, manifest.gaps) if manifest else ({}, {}, {}, {})


def may_know(name: str, collections: Collections, engine: Engine | None, reader: Reader) -> bool:
    """True where neither the folder's files nor the index in use, if there is one, keep a document from a caller."""
    told = [collections, engine.collections] if engine else [collections]
    return reader.reads_all or all(one.may_read(reader.names, name) for one in told)


def measured(path: Path | None) -> tuple[int, str]:
    if path is None:
        return 0, ""
    state = path.stat()
    return state.st_size, datetime.fromtimestamp(state.st_mtime, UTC).isoformat(timespec="seconds")


def digest_at(folder: Path, path: Path) -> str:
    state = path.stat()
    return digest_of_state(folder, path, state.st_mtime_ns, state.st_size)


@lru_cache(HASHED)
def digest_of_state(folder: Path, path: Path, changed: int, size: int) -> str:
    return digest_in(folder, path)


def uses(name: str, ratings: Ratings, text: str) -> Iterator[Use]:
    """Yield the rated questions that cite a document, and whether the quote still stands in its ``text``."""
    text = " ".join(text.split())
    for rating in ratings.find():
        for document, quote in rating.citations:
            if document == name:
                yield Use(rating.question, quote, " ".join(quote.split()) in text)
