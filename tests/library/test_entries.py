import shutil
from pathlib import Path

import pytest

from assistant.config import Config
from assistant.engine import Engine
from assistant.library.entries import entries
from assistant.library.folder import Folder
from assistant.web.readiness import Reader


@pytest.fixture
def folder(shelf_built: Path, tmp_path: Path) -> Folder:
    seeds = Path(shutil.copytree(shelf_built / "seeds", tmp_path / "seeds"))
    return Folder.of(Config(seeds=seeds))


def states(folder: Folder, engine: Engine, reader: Reader) -> dict[str, str]:
    return {entry.name: entry.state for entry in entries(folder, engine, reader)}


def test_each_file_has_its_state(folder: Folder, shelf: Engine) -> None:
    (folder.path / "parks.txt").write_text("Other words.")
    (folder.path / "new.md").write_text("New words.")
    (folder.path / "report/2025/report.md").unlink()
    assert states(folder, shelf, Reader(reads_all=True)) == {
        "board/minutes.md": "read",
        "new.md": "waiting",
        "parks.txt": "waiting",
        "report/2025/report.md": "leaving",
        "report/2026/report.md": "read",
    }


def test_what_is_closed_now_or_was_is_not_told(folder: Folder, shelf: Engine) -> None:
    assert "board/minutes.md" not in states(folder, shelf, Reader())
    assert "board/minutes.md" in states(folder, shelf, Reader(frozenset({"key board"})))
    (folder.path / "board/collection.toml").unlink()
    assert "board/minutes.md" not in states(folder, shelf, Reader()), "the index in use keeps it closed"
    (folder.path / "report/collection.toml").write_text("readers = []")
    assert list(states(folder, shelf, Reader())) == ["parks.txt"]


def test_passages_and_collection_are_told(folder: Folder, shelf: Engine) -> None:
    entry = next(one for one in entries(folder, shelf, Reader()) if one.name == "report/2026/report.md")
    assert (entry.collection, entry.reason) == ("report/2026", "")
    assert entry.passages > 2
    assert entry.size == (folder.path / entry.name).stat().st_size


def test_without_an_index_all_files_are_waiting(folder: Folder) -> None:
    found = entries(folder, None, Reader())
    assert {entry.state for entry in found} == {"waiting"}
    assert "board/minutes.md" not in [entry.name for entry in found]
