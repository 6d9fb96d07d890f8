"""Folders for copies that are needed for a moment: gone when they are done with, at the latest at the next one's start.

A process that is killed leaves its folder behind. Each holds a file that its process has locked for as long as it
lives, so that the next process knows which of them nobody uses any more. The file gets its name when it is locked.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from filelock import FileLock, Timeout

PREFIX = "assistant-copy-"  # then the process, and what makes the name the only one
USED = "used"  # the file that is locked


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty folder; those that killed processes have left behind are removed first."""
    clear_left_behind()
    with TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as place:
        lock = FileLock(Path(place) / "new")
        with lock:
            os.rename(lock.lock_file, Path(place) / USED)
            (inside := Path(place) / "copy").mkdir()
            yield inside


def clear_left_behind() -> None:
    """Remove the folders of this user's processes that are no more."""
    for place in Path(gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError, Timeout):
            if is_ours(place) and (place / USED).exists():
                with FileLock(place / USED, blocking=False):
                    shutil.rmtree(place, ignore_errors=True)


def is_ours(place: Path) -> bool:
    return place.is_dir() and not place.is_symlink() and place.stat().st_uid == os.getuid()


def wait_for_own(seconds: float) -> None:
    """Wait until this process uses no such folder, at most so long: what is cut off in between leaves one behind."""
    until = time.monotonic() + seconds
    while any(Path(gettempdir()).glob(f"{PREFIX}{os.getpid()}-*")) and time.monotonic() < until:
        time.sleep(0.05)
