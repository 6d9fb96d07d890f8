"""What is known of every file of the documents' folder: whether it is read, and why not; who asked for what it says."""

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
from index.documents.seeds import digest_of
from index.vectors.store import Store

State = Literal["read", "aside", "waiting", "leaving"]
HASHED = 4096  # files whose digests are remembered


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, as far as its reader may know of it."""

    name: str
    size: int  # bytes; 0 where it is gone from the folder
    changed_at: str  # UTC, ISO 8601
    state: State  # "waiting" for the next index, "leaving" with it
    reason: str  # why it is set aside
    passages: int
    collection: str | None
    url: str | None  # of its page


@dataclass(frozen=True, slots=True)
class Use:
    """A rated question whose answer cites a document."""

    question: str
    quote: str
    is_there: bool  # whether the document still says so


def entries(folder: Folder, engine: Engine, reader: Reader) -> list[Entry]:
    """Return the files that a caller may know of, by name; raises SeedsError where a collection cannot be read."""
    files, collections, manifest = folder.files(), folder.collections(), engine.manifest
    counts: dict[str, int] = {}
    for passage in engine.store.passages:
        counts[passage.place.document_id] = counts.get(passage.place.document_id, 0) + 1
    known = manifest.documents | manifest.unread

    def entry(name: str) -> Entry:
        path, reason = files.get(name), manifest.aside.get(name, "")
        is_known = path is not None and known.get(name) == digest_at(path)
        state: State = "leaving" if path is None else "waiting" if not is_known else "aside" if reason else "read"
        around = collections.around(name)
        url = document_url(name) if name in engine.store.documents else None
        return Entry(
            name, *measured(path), state, reason if state == "aside" else "", counts.get(name, 0),
            around[-1].name if around else None, url,
        )  # fmt: skip

    names = files.keys() | manifest.documents.keys()
    return [entry(name) for name in sorted(names) if may_know(name, collections, engine, reader)]


def may_know(name: str, collections: Collections, engine: Engine, reader: Reader) -> bool:
    """True where neither the folder's files nor the index in use keep a document from a caller."""
    return reader.reads_all or all(one.may_read(reader.names, name) for one in (collections, engine.collections))


def measured(path: Path | None) -> tuple[int, str]:
    if path is None:
        return 0, ""
    state = path.stat()
    return state.st_size, datetime.fromtimestamp(state.st_mtime, UTC).isoformat(timespec="seconds")


def digest_at(path: Path) -> str:
    state = path.stat()
    return digest_of_state(path, state.st_mtime_ns, state.st_size)


@lru_cache(HASHED)
def digest_of_state(path: Path, changed: int, size: int) -> str:
    return digest_of(path)


def uses(name: str, ratings: Ratings, store: Store) -> Iterator[Use]:
    """Yield the rated questions that cite a document, and whether the quote still stands in it."""
    text = " ".join(store.documents.get(name, "").split())
    for rating in ratings.find():
        for document, quote in rating.citations:
            if document == name:
                yield Use(rating.question, quote, " ".join(quote.split()) in text)
