"""The documents' folder on the disk: what is put into it and taken out of it, one whole file at a time.

Names, sizes and content are checked before anything is changed; a file appears in one step, or not at all. What tells
of collections, and what is kept beside a document, is not changed from here: whoever puts documents in decides neither
who may read them nor what they are asked.
"""

import os
import secrets
import subprocess  # nosec B404 # only for what follows
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assistant.config import Config
from assistant.errors import LibraryClosed, LibraryError, NotFound
from index.documents.collections import Collections, is_collection
from index.documents.seeds import LARGEST, SIDECAR, collection_files, name_of, seen_files, unfit_name

LONGEST = 200  # bytes of a part of a name
DEEPEST = 6  # parts of a name
CHECK_SECONDS = 120  # for reading one file: a page of a PDF takes a tenth of a second
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder. ``largest`` is a file's size, ``most`` all files' together, in bytes."""

    path: Path
    largest: int
    most: int

    @classmethod
    def of(cls, config: Config) -> "Folder":
        return cls(config.seeds_folder, min(config.max_upload * MEGABYTE, LARGEST), config.max_library * MEGABYTE)

    @property
    def is_open(self) -> bool:
        """True where files may be put in."""
        return os.access(self.path, os.W_OK | os.X_OK)

    def files(self) -> dict[str, Path]:
        """Return the files that may be documents, by name."""
        files = {name_of(self.path, path): path for path in seen_files(self.path)}
        return {name: path for name, path in files.items() if is_document(name)}

    def collections(self) -> Collections:
        """Return the collections as their files tell them now; raises SeedsError."""
        return Collections.read(self.path, collection_files(self.path))

    def put(self, name: str, content: bytes) -> bool:
        """Write a document; True where it replaces one.

        Raises LibraryClosed where nothing may be changed, LibraryError, with the reason, where the file is refused.
        """
        path = self.place(name)
        if len(content) > self.largest:
            raise LibraryError(f"{name} is larger than {self.largest // MEGABYTE} MB: split it.")
        held = sum(file.stat().st_size for file in self.files().values())
        if held + len(content) > self.most:
            raise LibraryError("The folder is full: remove documents, or raise ASSISTANT_MAX_LIBRARY.")
        replaces = path.is_file()
        with self.changing(), beside(self.path / path.name) as made:
            made.write_bytes(content)
            require_readable(made, name)
            sync(made)
            path.parent.mkdir(parents=True, exist_ok=True)
            os.replace(made, path)
            sync(path.parent)
        return replaces

    def remove(self, name: str) -> None:
        """Remove a document, and the folder that it leaves empty; raises NotFound or LibraryClosed."""
        path = self.place(name)
        files = self.files()
        if name not in files:
            raise NotFound(f"There is no document {name[:100]!r}.")
        if len(files) == 1:
            raise LibraryError("It is the only document: put another in before it is removed.")
        with self.changing():
            path.unlink()
            path.with_name(f"{path.name}{SIDECAR}").unlink(missing_ok=True)  # questions kept with it are of no use now
            sync(path.parent)
            for folder in path.parents:
                if folder == self.path or any(folder.iterdir()):
                    break
                folder.rmdir()

    def place(self, name: str) -> Path:
        """Return where a name lies; raises LibraryError for one that is no plain path within the folder."""
        if reason := unfit(name):
            raise LibraryError(reason)
        path = self.path / name
        inside = path.parent.resolve().is_relative_to(self.path.resolve())
        if not inside or path.is_symlink() or path.is_dir() or any(part.is_file() for part in path.parents):
            raise LibraryError(f"{name!a} cannot be written here: choose another name.")
        return path

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Raise LibraryClosed where the disk does not let us."""
        if not self.is_open:
            raise LibraryClosed(CLOSED)
        try:
            yield
        except PermissionError as error:
            raise LibraryClosed(CLOSED) from error
        except OSError as error:
            raise LibraryError(f"The disk refused it: {error.strerror}.") from error


CLOSED = "The documents' folder is read-only here: documents are put in where the assistant is kept."


def is_document(name: str) -> bool:
    """True for the name of a file that may be a document: not of what is told of documents."""
    return not name.lower().endswith(SIDECAR) and not is_collection(name)


def unfit(name: str) -> str | None:
    """Return why a file cannot be called this; None where it can."""
    parts = PurePosixPath(name).parts
    if fault := unfit_name(name):
        return fault
    if not parts or "\\" in name or "/".join(parts) != name or any(part in ("..", "/") for part in parts):
        return f"{name!a} is no name of a file: use letters, digits, dashes and, for folders, slashes."
    if any(part.startswith((".", "~")) or part != part.strip() for part in parts):
        return f"{name!a} begins or ends with a dot, a tilde or a blank: rename the file."
    if len(parts) > DEEPEST or any(len(part.encode()) > LONGEST for part in parts):
        return f"{name!a} is too long or lies in too many folders: shorten it."
    return None if is_document(name) else f"{name!a} tells of documents and is none: it is changed on the disk only."


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a hidden file beside another, with its suffix, which is gone afterwards unless it has taken its place."""
    made = path.with_name(f".{secrets.token_hex(8)}{path.suffix}")
    try:
        yield made
    finally:
        made.unlink(missing_ok=True)


def require_readable(path: Path, name: str) -> None:
    """Raise LibraryError where no text can be read from a file, in a process of its own: it may be made to do harm."""
    command = [sys.executable, "-m", "index.documents.check", str(path), name]
    try:
        done = subprocess.run(  # nosec B603 # this program, no shell
            command, capture_output=True, text=True, check=False, timeout=CHECK_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise LibraryError(f"{name} takes too long to read: split it.") from error
    if done.returncode != 0:
        said = (done.stdout.strip().splitlines() or [f"{name} cannot be read."])[-1]
        raise LibraryError(said)


def sync(path: Path) -> None:
    """Bring a file, or what a folder lists, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
