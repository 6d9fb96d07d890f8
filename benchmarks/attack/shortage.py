"""Attacks by what runs out or goes away: room, the right to write, descriptors, files that a server uses.

Full and read-only disks are file systems of their own, which only root may mount.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.attack.damage import bits, empty, first_page, folder_instead, half, nothing
from benchmarks.attack.disk import (
    FIGURE,
    TRAMS,
    Disk,
    NotAllowed,
    asking,
    joined,
    noise,
    rebuilding,
    served,
    serving_from,
)
from benchmarks.attack.target import command

FILES = (16, 20, 24, 28, 32, 40, 64)  # that a server may have open; about thirty are enough


@contextmanager
def mounted(place: Path, megabytes: int) -> Iterator[None]:
    """Put a file system of that size at a place; raises NotAllowed where one may not."""
    run = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if subprocess.run(run, capture_output=True, check=False).returncode:
        raise NotAllowed("only root may mount a file system")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=False)


@contextmanager
def moved_to(disk: Disk, place: Path, spare: int) -> Iterator[Disk]:
    """Give a copy on a file system of its own, with so many megabytes to spare."""
    size = sum(path.stat().st_size for path in disk.data.rglob("*") if path.is_file())
    with mounted(place, size // 1024 // 1024 + 2 + spare):
        shutil.copytree(disk.seeds, place / "seeds")
        shutil.copytree(disk.data, place / "data")
        yield Disk(place / "seeds", place / "data")


def full_disk(disk: Disk) -> str:
    """A document has changed, and there is no room for another build; then there is."""
    with tempfile.TemporaryDirectory(prefix="attack-full-") as place, moved_to(disk, Path(place), spare=3) as full:
        (full.seeds / "trams.md").write_text(TRAMS.replace("3 yuan", "4 yuan"), "utf-8")
        done = command(full.environment, "index")
        faults = [noise(done.stderr), serving_from(full), asking(full)]
        faults += ["" if done.returncode == 2 and "No space left" in done.stderr else f"index: {done.stderr[-200:]}"]
        faults += [f"left behind: {path}" for path in (full.data / "builds").glob("*.part")]
        subprocess.run(["mount", "-o", "remount,size=2g", place], check=False)
        faults.append(rebuilding(full))
    return joined(faults)


def read_only(disk: Disk) -> str:
    """A data folder that nobody may write to."""
    with tempfile.TemporaryDirectory(prefix="attack-read-") as place, moved_to(disk, Path(place), spare=3) as fixed:
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        faults = [serving_from(fixed), asking(fixed)]
        with served(fixed) as server:
            faults.append(server.fault())
            faults += ["" if server.rate() == 503 else "a rating that cannot be kept is not refused"]
            faults += ["" if server.status("/login/list") < 500 else "logins fail"]
    return joined(faults)


def lost_while_serving(disk: Disk) -> str:
    """Ratings and the index itself go, or are spoilt, while a server uses them; it goes on without a restart."""
    faults = list[str]()
    with disk.copied() as copy, served(copy) as server:
        faults.append(server.fault())
        for spoil in (nothing, first_page, bits, half, empty, folder_instead):
            faults += ["" if server.rate() == 201 else f"no rating before {spoil.__name__}"]
            spoil(copy.data / "ratings.sqlite")
            statuses = [server.rate() for _ in range(3)]
            print(f"    ratings after {spoil.__name__}: {statuses}", flush=True)
            faults += ["" if statuses[-1] in good_after(spoil) else f"ratings after {spoil.__name__}: {statuses}"]
            faults += ["" if FIGURE in server.ask() else f"no answer after {spoil.__name__} of the ratings"]
            for path in copy.data.glob("ratings.sqlite*"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.rmtree(copy.build)
        faults += ["" if FIGURE in server.ask() else "no answer after the build was deleted", noise(server.said())]
    return joined(faults)


def good_after(spoil: Callable[[Path], None]) -> tuple[int, ...]:
    """Return how ratings may end: only a folder in their place cannot be put aside."""
    return (503,) if spoil is folder_instead else (201,)


def few_descriptors(disk: Disk) -> str:
    """So few files may be open that loading fails somewhere: ready is what answers, page and tools too."""
    faults = list[str]()
    for number in FILES:
        with disk.copied() as copy, served(copy, descriptors=number) as server:
            server.wait(server.is_settled)
            server.wait(lambda: server.status("/") == 200 or server.status("/readyz") != 200)  # the page comes later
            ended, ready = server.process.poll(), server.status("/readyz")
            parts = {path: server.status(path) for path in ("/", "/theme.css", "/report/")}
            print(f"    {number} files: exit status {ended}, ready {ready}, {parts}", flush=True)
            if ready == 200 and (set(parts.values()) != {200} or FIGURE not in server.ask()):
                faults.append(f"{number} files: ready, but {parts}")
    return joined(faults)


ATTACKS = (full_disk, read_only, lost_while_serving, few_descriptors)
