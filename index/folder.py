"""The data folder: one folder per build, a pointer to the good one, one writer at a time.

    <data>/current              the id of the build in use
    <data>/builds/<id>/         a finished build; never written again
    <data>/builds/<id>.part/    a build under way; a crashed one is cleared by the next writer
    <data>/lock                 held by the writer

A killed writer can ruin a Chroma folder and two writers lose rows silently, so a build
is made apart, checked, and only then named by the pointer.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexBusy, IndexDamaged, IndexMissing


class DataFolder:
    """Paths and rules of one data folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def build(self, build_id: str) -> Path:
        return self.path / "builds" / build_id

    def current_id(self) -> str | None:
        """Return the id of the build in use, None where there is none."""
        try:
            return (self.path / "current").read_text("utf-8", errors="replace").strip() or None
        except FileNotFoundError:
            return None
        except OSError as error:
            message = f"{self.path} cannot be read ({error}): set ASSISTANT_DATA to a folder of yours."
            raise IndexDamaged(message) from error

    def current(self) -> Path:
        """Return the folder of the build in use; raises IndexMissing where there is none."""
        build_id = self.current_id()
        if build_id is None or not self.build(build_id).is_dir():
            raise IndexMissing(f"There is no index in {self.path} yet: run assistant index.")
        return self.build(build_id)

    def others(self) -> list[Path]:
        """Return the finished builds beside the one in use, the newest first."""
        try:
            found = [path for path in (self.path / "builds").iterdir() if path.suffix != ".part" and path.is_dir()]
        except OSError:
            return []
        named = [path for path in found if path.name != self.current_id()]
        return sorted(named, key=lambda path: path.stat().st_mtime, reverse=True)

    @contextmanager
    def writer(self, wait: float) -> Iterator[None]:
        """Hold the writer's lock; raises IndexBusy after ``wait`` seconds, IndexDamaged where it cannot be made."""
        lock = FileLock(self.path / "lock", timeout=wait, mode=0o600)
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            message = f"Another process is building in {self.path}: wait for it or set ASSISTANT_DATA."
            raise IndexBusy(message) from error
        except OSError as error:
            message = f"{self.path} cannot be written ({error}): set ASSISTANT_DATA to a folder of yours."
            raise IndexDamaged(message) from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def new_build(self, build_id: str) -> Iterator[Path]:
        """Give a fresh folder for a build; it becomes current when the block ends without an error."""
        part = self.build(build_id + ".part")
        shutil.rmtree(part, ignore_errors=True)
        (self.path / "builds").mkdir(mode=0o700, parents=True, exist_ok=True)
        part.mkdir(mode=0o700)
        try:
            yield part
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        if self.build(build_id).exists():  # damaged, or the one before the last; away in one step, not half deleted
            shutil.rmtree(self.build(f"{build_id}.old"), ignore_errors=True)
            self.build(build_id).rename(self.build(f"{build_id}.old"))
        part.rename(self.build(build_id))
        self.point_to(build_id)

    def point_to(self, build_id: str) -> None:
        """Make a build the one in use, in one step, and delete all but it and the one before."""
        previous = self.current_id()
        fresh = self.path / "current.new"
        fresh.write_text(build_id, "utf-8")
        fresh.chmod(0o600)
        os.replace(fresh, self.path / "current")
        self.clear_all_but({build_id, previous or build_id})

    def clear_all_but(self, kept: set[str]) -> None:
        """Delete other builds; the previous one stays, since a server may still read it."""
        for folder in (self.path / "builds").iterdir():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)
