"""Whether a build is as it was written: the digest of every file, taken once it is finished.

Chroma's reading of a damaged file may end in a panic of its Rust part, which is no ``Exception``, or in a crash of the
process. So nothing of a build is opened before its digests are right, Chroma gets a copy (it writes while it reads,
also into what nobody may write to), and no panic leaves this module.
"""

import hashlib
import json
import os
import shutil
import subprocess  # nosec B404 # only for what follows
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import IndexDamaged
from index.scratch import scratch

FILE = "digests.json"  # of all other files of the build, by their path in it
AGAIN = "build the index again (assistant index)"
FOREIGN_ERRORS = ("chromadb", "pyo3_runtime")  # modules of what Chroma raises: its errors, and its panics


def seal(folder: Path) -> None:
    """Write the digests of a finished build, bring all of it to the disk, and let nobody but its owner read it."""
    digests = {path.relative_to(folder).as_posix(): file_digest(path) for path in files_of(folder)}
    (folder / FILE).write_text(json.dumps(digests, indent=1) + "\n", "utf-8")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def require_sealed(folder: Path, unread: Collection[str] = ()) -> None:
    """Raise IndexDamaged, naming the file, where a build is not as it was sealed; ``unread`` is checked elsewhere."""
    try:
        digests = json.loads((folder / FILE).read_text("utf-8"))
        for name in digests.keys() - unread:
            if file_digest(folder / name) != digests[name]:
                raise IndexDamaged(f"{folder / name} is damaged: {AGAIN}.")
    except (OSError, ValueError, AttributeError) as error:
        name = getattr(error, "filename", None) or folder / FILE
        raise IndexDamaged(f"{name} cannot be read: {AGAIN}.") from error


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """Give a copy of a folder to whoever writes while reading."""
    with scratch() as place:
        yield Path(shutil.copytree(folder, place / folder.name, copy_function=shutil.copyfile))


@contextmanager
def mishaps_as(said: str) -> Iterator[None]:
    """Raise IndexDamaged with the words and the cause in brackets for what disk and Chroma do, panics too."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, OSError) or type(error).__module__.partition(".")[0] in FOREIGN_ERRORS:
            cause = " ".join(str(getattr(error, "strerror", None) or error).split())[:200]
            raise IndexDamaged(said.format(cause=cause or type(error).__name__)) from error
        raise


def verify_apart(folder: Path) -> None:
    """Check a build in a process of its own: a ruined Chroma folder can kill the process that opens it."""
    command = [sys.executable, "-m", "index.health", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # nosec B603 # this program, no shell
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
        raise IndexDamaged(f"The new index failed its check ({last}): the one before stays in use; try again.")


def files_of(folder: Path) -> list[Path]:
    """Return the files of a build in order, but for the digests."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != FILE)


def file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
