"""Collections: a folder with a ``collection.toml``, which tells what is in it, of what it is an edition, who may read.

    title = "Work reports 2025"      # what it is called; else the folder's name
    language = "en"                  # of its documents
    edition_of = "Work report"       # the same in every edition of one work
    edition = "2025"                 # which one; the greatest is the newest
    readers = ["key finance", "user li.wei", "site intranet"]    # who may read; everybody where it is missing

A collection holds what is in its folder and below. A document may be read by whoever may read every collection that it
is in, so that a folder within a closed one is never open by what it says itself.
"""

import tomllib
from collections.abc import Collection as Several
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from index.errors import SeedsError

FILE = "collection.toml"
TEXTS = ("title", "language", "edition_of", "edition")
FIELDS = {*TEXTS, "readers"}
ROOT = "."  # the name of the collection that the seeds folder itself is


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder's own account. ``readers`` are names of callers; None lets everybody read."""

    name: str  # the folder's path below the seeds folder
    title: str
    language: str | None = None
    edition_of: str | None = None
    edition: str | None = None
    readers: tuple[str, ...] | None = None

    def holds(self, document_id: str) -> bool:
        return self.name == ROOT or document_id.startswith(f"{self.name}/")


@dataclass(frozen=True, slots=True)
class Collections:
    """All collections of an index, by name."""

    by_name: Mapping[str, Collection] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, names: Iterable[str]) -> "Collections":
        """Read the files of those ``names`` that are a collection's; raises SeedsError, naming file and field."""
        files = sorted(name for name in names if is_collection(name))
        found = [read_collection(folder / name, folder_of(name)) for name in files]
        return cls({one.name: one for one in found})

    @classmethod
    def of_record(cls, record: Mapping[str, Mapping[str, Any]]) -> "Collections":
        """Return what ``record`` wrote."""
        rows = (
            {**row, "readers": None if row["readers"] is None else tuple(row["readers"])} for row in record.values()
        )
        return cls({row["name"]: Collection(**row) for row in rows})

    def record(self) -> dict[str, dict[str, Any]]:
        return {name: asdict(one) for name, one in self.by_name.items()}

    @property
    def are_open(self) -> bool:
        """True where everybody may read everything."""
        return all(one.readers is None for one in self.by_name.values())

    @property
    def named(self) -> frozenset[str]:
        """The callers that any collection names."""
        return frozenset(reader for one in self.by_name.values() for reader in one.readers or ())

    def around(self, document_id: str) -> list[Collection]:
        """Return the collections that a document is in, the innermost last."""
        return sorted((one for one in self.by_name.values() if one.holds(document_id)), key=depth)

    def may_read(self, names: Several[str], document_id: str) -> bool:
        """True for a caller of one of these ``names``, where every collection around the document lets it read."""
        closed = (one.readers for one in self.around(document_id) if one.readers is not None)
        return all(not set(names).isdisjoint(readers) for readers in closed)

    def readable(self, names: Several[str], documents: Iterable[str]) -> frozenset[str]:
        """Return which of the documents a caller may read."""
        return frozenset(document for document in documents if self.may_read(names, document))

    def of_documents(self, documents: Several[str]) -> "Collections":
        """Return the collections that hold one of the documents: those that a reader of just these may know of."""
        return Collections({n: one for n, one in self.by_name.items() if any(map(one.holds, documents))})

    def edition_of(self, document_id: str) -> Collection | None:
        """Return the innermost collection around a document that is an edition of something."""
        editions = [one for one in self.around(document_id) if one.edition_of and one.edition]
        return editions[-1] if editions else None


def depth(collection: Collection) -> int:
    return 0 if collection.name == ROOT else len(PurePosixPath(collection.name).parts)


def is_collection(name: str) -> bool:
    """True for the name of a file that tells of a collection."""
    return PurePosixPath(name).name.lower() == FILE  # disks that know no case would mistake one for the other


def folder_of(name: str) -> str:
    return PurePosixPath(name).parent.as_posix()


def read_collection(path: Path, name: str) -> Collection:
    """Read one file. A fault is an error: to guess who may read would let out what is to be kept in."""
    try:
        row = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SeedsError(f"{path} cannot be read: {error}.") from error
    if unknown := row.keys() - FIELDS:
        raise SeedsError(f"{path}: {min(unknown)}: there is no such field; there are {', '.join(sorted(FIELDS))}.")
    for key in TEXTS:
        if key in row and not is_line(row[key]):
            raise SeedsError(f'{path}: {key}: one line in quotes is needed, such as {key} = "2025".')
    readers = row.get("readers")
    if "readers" in row and not (isinstance(readers, list) and all(map(is_line, readers))):
        raise SeedsError(f'{path}: readers: a list of callers is needed, such as readers = ["key finance"].')
    if ("edition" in row) != ("edition_of" in row):
        raise SeedsError(f"{path}: edition and edition_of belong together: tell both or neither.")
    title = row.get("title") or (path.parent.name if name != ROOT else "")
    kept = {key: row.get(key) for key in TEXTS if key != "title"}
    return Collection(name, title, **kept, readers=None if readers is None else tuple(readers))


def is_line(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()
