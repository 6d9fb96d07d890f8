"""Attacks on the files of a build: each damaged, also before its digests were taken, so that Chroma reads and trips."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.attack.disk import Disk, asking, joined, rebuilding, serving_from
from index.errors import IndexDamaged
from index.integrity import FILE, files_of, seal
from index.vectors.store import Store

DATABASE = Path("chroma", "chroma.sqlite3")
PAGE = 4096  # bytes of SQLite
OPENED, DAMAGED, PANIC = ENDS = ("opened", "named as damaged", "named as damaged after a panic")


def page(path: Path, number: int = -1) -> None:
    """Overwrite a page, by default the one in the middle, as a failing disk does."""
    with path.open("r+b") as file:
        file.seek(PAGE * (number if number >= 0 else path.stat().st_size // 2 // PAGE))
        file.write(b"\xff" * PAGE)


def first_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\xa5" * PAGE)


def bits(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    for at in range(0, len(raw), max(1, len(raw) // 40)):
        raw[at] ^= 1
    path.write_bytes(raw)


def half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def nothing(path: Path) -> None:
    path.unlink()


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILING = (page, first_page, bits, half, empty, nothing, folder_instead)
USES = (asking, serving_from, rebuilding)


def spoilt(build: Path, name: Path, spoil: Callable[[Path], None]) -> None:
    """Spoil one file of a build, and not what else is linked to it."""
    raw = (build / name).read_bytes()
    (build / name).unlink()
    (build / name).write_bytes(raw)
    spoil(build / name)


def damaged_files(disk: Disk) -> str:
    """Every file of a build, each damaged in another way; one of the three commands is to mend it."""
    names, faults = sorted(path.relative_to(disk.build) for path in files_of(disk.build)), list[str]()
    for number, name in enumerate(names):
        spoil, use = SPOILING[number % len(SPOILING)], USES[number % len(USES)]
        with disk.copied() as copy:
            spoilt(copy.build, name, spoil)
            fault = use(copy)
        print(f"    {use.__name__} after {spoil.__name__} of {name}: {fault or 'mended'}", flush=True)
        faults.append(fault)
    return joined(faults)


def pages_of_chroma(disk: Disk) -> str:
    """Every page of Chroma's database, damaged before the digests were taken: Chroma trips over it, or panics.

    Each is opened in a process of its own. The first that makes Chroma panic is put before the three commands.
    """
    faults, ends, last = list[str](), dict[int, str](), (disk.build / DATABASE).stat().st_size // PAGE
    for number in range(last):
        with page_sealed(disk, number) as copy:
            ends[number] = opening(copy.build)
    print(f"    {dict(Counter(ends.values()))}", flush=True)
    panics = [number for number, end in ends.items() if end == PANIC]
    for use in USES if panics else ():
        with page_sealed(disk, panics[0]) as copy:
            faults.append(use(copy))
    return joined([*faults, *(f"page {number}: {end}" for number, end in ends.items() if end not in ENDS)])


@contextmanager
def page_sealed(disk: Disk, number: int) -> Iterator[Disk]:
    """Give a copy in which a page of the database is damaged, and the digests are right."""
    with disk.copied() as copy:
        spoilt(copy.build, DATABASE, lambda path: page(path, number))
        (copy.build / FILE).unlink()
        seal(copy.build)
        yield copy


def opening(build: Path) -> str:
    """Return how opening a build has ended, in a process of its own."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 2)
        os.write(writing, opened_here(build).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    return said or f"crash, status {status}"


def opened_here(build: Path) -> str:
    try:
        Store(build)
    except IndexDamaged as error:
        return PANIC if type(error.__cause__).__name__ == "PanicException" else DAMAGED
    except BaseException as error:  # noqa: BLE001 - which is what is looked for
        return repr(error)[:200]
    return OPENED


ATTACKS = (damaged_files, pages_of_chroma)
