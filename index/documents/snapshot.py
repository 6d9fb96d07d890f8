"""The documents as they are at one moment, so that what is indexed and what it is called come from the same bytes."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from index.documents.seeds import MADE_FOLDER, SIDECAR, seed_files
from index.errors import SeedsError


@contextmanager
def snapshot(seeds: Path, data: Path) -> Iterator[tuple[Path, Path]]:
    """Give copies of the documents' folder and of the data folder's questions; errors name the folders copied.

    Raises SeedsError where the documents cannot be read.
    """
    with TemporaryDirectory(prefix="assistant-") as place:
        folders = Path(place) / "seeds", Path(place) / "data"
        try:
            for path in seed_files(seeds):
                copy(path, folders[0])
                copy(path.with_name(path.name + SIDECAR), folders[0])
                copy(data / MADE_FOLDER / (path.name + SIDECAR), folders[1] / MADE_FOLDER)
            yield folders
        except SeedsError as error:
            said = str(error).replace(str(folders[0]), str(seeds)).replace(str(folders[1]), str(data))
            raise SeedsError(said) from error


def copy(path: Path, folder: Path) -> None:
    """Copy a file into a folder, where there is such a file; raises SeedsError where it cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        if path.is_file():
            shutil.copyfile(path, folder / path.name)
    except OSError as error:
        raise SeedsError(f"{path} cannot be read: {error.strerror}.") from error
