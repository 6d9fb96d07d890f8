"""The seeds folder: which files are documents, and their digests. Light, so that a start can look at it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from index.errors import SeedsError

SUFFIXES = (".txt", ".md")
SIDECAR = ".questions.jsonl"  # after a document's name: questions kept with its sentences
MADE_FOLDER = "questions"  # in the data folder: those that a language model wrote


def seed_files(folder: Path) -> list[Path]:
    """Return the documents' paths, sorted by name; hidden files and what is kept beside a document are left out.

    Raises SeedsError where the folder is missing or empty, or a file has no known format.
    """
    formats = " and ".join(SUFFIXES)
    if not folder.is_dir():
        raise SeedsError(f"There is no folder {folder}: create it and put the documents in, or set ASSISTANT_SEEDS.")
    every = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    files = [path for path in every if not path.name.endswith(SIDECAR)]
    for path in set(every) - set(files):
        if path.with_name(path.name.removesuffix(SIDECAR)) not in files:
            raise SeedsError(f"{path} belongs to no document here: rename it or move it away.")
    if not files:
        raise SeedsError(f"The folder {folder} is empty: put at least one document ({formats}) in it.")
    for path in files:
        if path.suffix.lower() not in SUFFIXES:
            raise SeedsError(f"{path} cannot be read: only {formats} can. Convert it or move it away.")
        if any(
            "\ud800" <= character <= "\udfff" for character in path.name
        ):  # how Python shows bytes that are not UTF-8
            raise SeedsError(f"{path.name!a} is not a name in UTF-8: rename the file.")
    return files


def seed_digests(folder: Path, data: Path) -> dict[str, str]:
    """Return the sha256 of every document by its name, and that of what is kept with it by that file's name.

    What lies in the ``data`` folder has its folder before the name. Raises SeedsError as ``seed_files`` does.
    """
    try:
        documents = seed_files(folder)
        sidecars = [f"{path.name}{SIDECAR}" for path in documents]
        paths = {path.name: path for path in documents} | {name: folder / name for name in sidecars}
        paths |= {f"{MADE_FOLDER}/{name}": data / MADE_FOLDER / name for name in sidecars}
        return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in paths.items() if path.is_file()}
    except OSError as error:
        raise SeedsError(f"{error.filename} cannot be read: {error.strerror}.") from error


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
        return {name: digest for name, digest in self.digests.items() if name.endswith(SIDECAR)}
