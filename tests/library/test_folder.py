import os
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import LibraryClosed, LibraryError, NotFound
from assistant.library import folder as module
from assistant.library.folder import Folder, unfit

TEXT = b"Trees\n\n1. Planting\n\nWe will plant 700 trees."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A folder with one document, into which anything may be put that is not empty."""

    def check(path: Path, name: str) -> None:
        if not path.read_bytes().strip():
            raise LibraryError(f"{name} is empty.")

    monkeypatch.setattr(module, "require_readable", check)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "old.txt").write_bytes(TEXT)
    return Folder(tmp_path / "seeds", largest=1000, most=3000)


@pytest.mark.parametrize("name", ["a.txt", "报告/第一.pdf", "a b/c-d_e.docx", "noend"])
def test_a_plain_path_is_a_name(name: str, folder: Folder) -> None:
    assert folder.put(name, TEXT) is False
    assert folder.put(name, TEXT + b" More.") is True
    assert (folder.path / name).read_bytes() == TEXT + b" More."
    assert not list(folder.path.rglob(".*")), "nothing is left beside it"


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "../a.txt", "a/../../b.txt", "/etc/passwd", "a//b.txt", "a/", "a\\b.txt", ".hidden", "a/.b",
        "~a", "a\nb.txt", "a\x00b", " a.txt", "a.txt ", "collection.toml", "a/Collection.TOML", "a.txt.questions.jsonl",
        "a/b/c/d/e/f/g.txt", "x" * 201, "old.txt/a.txt",
    ],
)  # fmt: skip
def test_any_other_name_is_refused(name: str, folder: Folder) -> None:
    with pytest.raises(LibraryError):
        folder.put(name, TEXT)
    assert list(folder.files()) == ["old.txt"]


def test_nothing_is_written_through_a_link(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder.path / "way").symlink_to(tmp_path / "elsewhere")
    (folder.path / "name.txt").symlink_to(tmp_path / "elsewhere" / "target.txt")
    for name in ("way/a.txt", "name.txt"):
        with pytest.raises(LibraryError):
            folder.put(name, TEXT)
    assert not any((tmp_path / "elsewhere").iterdir())


def test_what_cannot_be_read_leaves_the_one_before(folder: Folder) -> None:
    with pytest.raises(LibraryError, match=r"old\.txt is empty"):
        folder.put("old.txt", b"  ")
    assert (folder.path / "old.txt").read_bytes() == TEXT


def test_sizes_are_kept_to(folder: Folder) -> None:
    with pytest.raises(LibraryError, match="larger"):
        folder.put("a.txt", b"a" * 1001)
    for name in ("a", "b"):
        folder.put(name, b"a" * 1000)
    with pytest.raises(LibraryError, match="full"):
        folder.put("c", b"a" * 1000)


def test_a_document_goes_with_its_questions_and_its_empty_folder(folder: Folder) -> None:
    folder.put("a/b/c.txt", TEXT)
    (folder.path / "a/b/c.txt.questions.jsonl").write_text("")
    folder.remove("a/b/c.txt")
    assert [path.name for path in folder.path.rglob("*")] == ["old.txt"]
    with pytest.raises(NotFound):
        folder.remove("a/b/c.txt")
    with pytest.raises(LibraryError, match="only document"):
        folder.remove("old.txt")


def test_a_read_only_folder_says_so(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    folder.path.joinpath("other.txt").write_bytes(TEXT)
    for act in (lambda: folder.put("a.txt", TEXT), lambda: folder.remove("old.txt")):
        with pytest.raises(LibraryClosed, match="read-only"):
            act()


def test_content_decides_whether_it_is_a_document(write: Callable[..., Path]) -> None:
    home = write(old__txt=TEXT)
    real = Folder(home, 10_000, 100_000)
    real.put("plan.pdf", TEXT)  # what it is called says nothing
    with pytest.raises(LibraryError, match=r"^picture\.txt cannot be read"):
        real.put("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    assert list(real.files()) == ["old.txt", "plan.pdf"]


def test_names_are_told_apart() -> None:
    assert unfit("a/b.txt") is None
    assert "on the disk" in str(unfit("a/collection.toml"))
