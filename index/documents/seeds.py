"""The seeds folder: which files may be documents, and their digests. Light, so that a start can look at it."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from index.documents.collections import Collections, is_collection
from index.errors import SeedsError
from index.integrity import file_digest

SIDECAR = ".questions.jsonl"  # after a document's name: questions kept with its sentences
MADE_FOLDER = "questions"  # in the data folder: those that a language model wrote
LARGEST = 64 * 1024 * 1024  # bytes of a file
PART = 1024 * 1024


def seed_files(folder: Path) -> list[Path]:
    """Return the files in the folder and those below it, sorted by name, that may be documents.

    Hidden files and what is kept beside a document are left out. What a file holds is told when it is read.
    Raises SeedsError where the folder is missing or empty.
    """
    if not folder.is_dir():
        raise SeedsError(f"There is no folder {folder}: create it and put the documents in, or set ASSISTANT_SEEDS.")
    every = [path for path in seen_files(folder) if not is_collection(path.name)]
    files = [path for path in every if not path.name.endswith(SIDECAR)]
    for path in set(every) - set(files):
        if path.with_name(path.name.removesuffix(SIDECAR)) not in files:
            raise SeedsError(f"{path} belongs to no document here: rename it or move it away.")
    if not files:
        raise SeedsError(f"The folder {folder} is empty: put at least one document in it, such as a .txt or .pdf.")
    return files


def seen_files(folder: Path) -> list[Path]:
    """Return every file in the folder and below that is not hidden, and links to folders, sorted by name."""
    every = (path for path in folder.rglob("*") if is_seen(path.relative_to(folder)))
    return sorted(path for path in every if is_told(path))


def collection_files(folder: Path) -> list[str]:
    """Return the names of the files that tell of collections."""
    return [name_of(folder, path) for path in seen_files(folder) if is_collection(path.name)]


def is_seen(path: Path) -> bool:
    return not any(part.startswith(".") for part in path.parts)


def name_of(folder: Path, path: Path) -> str:
    """Return a document's name: its path below the seeds folder."""
    return path.relative_to(folder).as_posix()


def leads_out(folder: Path, path: Path) -> bool:
    """True for a link to what lies outside the folder or to a folder, which is not read: nobody put that in."""
    return path.is_symlink() and (path.is_dir() or not path.resolve().is_relative_to(folder.resolve()))


def links_folder(path: Path) -> bool:
    """True for a link to a folder, whose files are not read."""
    return path.is_symlink() and path.is_dir()


def unfit_name(name: str) -> str | None:
    """Return what is wrong with a document's name; None where it can stand in addresses and records."""
    if any("\ud800" <= character <= "\udfff" for character in name):  # how Python shows bytes that are not UTF-8
        return f"{name!a} is not a name in UTF-8: rename the file."
    if not name.isprintable():
        return f"{name!a} has a line break or a control character in its name: rename the file."
    return None


def seed_digests(folder: Path, data: Path) -> dict[str, str]:
    """Return the sha256 of every file by its name, and those of what is told of it and kept with it by their names.

    What lies in the ``data`` folder has its folder before the name. Raises SeedsError as ``seed_files`` does.
    """
    try:
        documents = {name_of(folder, path): path for path in seed_files(folder)}
        sidecars = [f"{name}{SIDECAR}" for name in documents]
        paths = documents | {name: folder / name for name in [*sidecars, *collection_files(folder)]}
        paths |= {f"{MADE_FOLDER}/{name}": data / MADE_FOLDER / name for name in sidecars}
        return {printed(name): digest_in(folder, path) for name, path in paths.items() if is_told(path)}
    except OSError as error:
        raise SeedsError(f"{error.filename} cannot be read: {error.strerror}.") from error


def is_told(path: Path) -> bool:
    return path.is_file() or links_folder(path)


def printed(name: str) -> str:
    """Return a name as it can be written in a record, whatever bytes it has."""
    return name if unfit_name(name) is None else ascii(name)


def digest_in(folder: Path, path: Path) -> str:
    """Return the sha256 of a file in the folder; of a link that leads out of it that of where it leads."""
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest() if leads_out(folder, path) else digest_of(path)


def digest_of(path: Path) -> str:
    """Return the sha256 of a file; of one too large to be read as a document, that of its beginning and size."""
    size = path.stat().st_size
    if size <= LARGEST:
        return file_digest(path)
    with path.open("rb") as file:
        return hashlib.sha256(f"{size}:".encode() + file.read(PART)).hexdigest()


@dataclass(frozen=True, slots=True)
class Sources:
    """What an index is made from: the documents, and the questions kept with them beside them or in the data folder."""

    seeds: Path
    made: Path
    digests: dict[str, str]

    @classmethod
    def of(cls, seeds: Path, data: Path) -> "Sources":
        """Raises SeedsError where the documents cannot be read."""
        return cls(seeds, data / MADE_FOLDER, seed_digests(seeds, data))

    @property
    def sidecars(self) -> dict[str, str]:
        """The digests of what is no document: kept questions, and what tells of collections."""
        return {name: digest for name, digest in self.digests.items() if name.endswith(SIDECAR) or is_collection(name)}

    def collections(self) -> Collections:
        """Raises SeedsError where what tells of one cannot be read."""
        return Collections.read(self.seeds, self.digests)
