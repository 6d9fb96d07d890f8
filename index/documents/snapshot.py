"""The documents as they are at one moment, so that what is indexed and what it is called come from the same bytes."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.documents.seeds import (
    LARGEST,
    MADE_FOLDER,
    PART,
    SIDECAR,
    collection_files,
    leads_out,
    name_of,
    seed_files,
)
from index.errors import SeedsError
from index.scratch import scratch


@contextmanager
def snapshot(seeds: Path, data: Path) -> Iterator[tuple[Path, Path]]:
    """Give copies of the documents' folder and of the data folder's questions; errors name the folders copied.

    Raises SeedsError where the documents cannot be read.
    """
    with scratch() as place:
        folders = place / "seeds", place / "data"
        try:
            for path in seed_files(seeds):
                name = name_of(seeds, path)
                if leads_out(seeds, path):  # not read, but told of
                    (folders[0] / name).parent.mkdir(parents=True, exist_ok=True)
                    (folders[0] / name).symlink_to(path.resolve())
                    continue
                copy(path, folders[0] / name)
                copy(seeds / f"{name}{SIDECAR}", folders[0] / f"{name}{SIDECAR}")
                copy(data / MADE_FOLDER / f"{name}{SIDECAR}", folders[1] / MADE_FOLDER / f"{name}{SIDECAR}")
            for name in collection_files(seeds):
                copy(seeds / name, folders[0] / name)
            yield folders
        except SeedsError as error:
            said = str(error).replace(str(folders[0]), str(seeds)).replace(str(folders[1]), str(data))
            raise SeedsError(said) from error


def copy(path: Path, target: Path) -> None:
    """Copy a file, where there is one; of one too large to be read its beginning, and a hole of its size.

    Raises SeedsError where it cannot be read.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        if not path.is_file():
            return
        size = path.stat().st_size
        if size <= LARGEST:
            shutil.copyfile(path, target)
            return
        with path.open("rb") as file:
            target.write_bytes(file.read(PART))
        os.truncate(target, size)
    except OSError as error:
        raise SeedsError(f"{path} cannot be read: {error.strerror}.") from error
