from collections.abc import Callable
from pathlib import Path

import pytest

from index.documents.collections import Collection, Collections
from index.documents.seeds import seed_digests, seed_files
from index.errors import SeedsError

OUTER = Collection("board", "Board", readers=("key board", "key clerk"))
INNER = Collection("board/pay", "Pay", readers=("key board", "key payroll"))
ROOM = Collection("board/open", "Open")
SHELVES = Collections({one.name: one for one in (OUTER, INNER, ROOM)})


def of(folder: Path) -> Collections:
    return Collections.read(folder, seed_digests(folder, folder / "none"))


def put(folder: Path, name: str, text: str) -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder


def test_a_folder_tells_what_it_is(tmp_path: Path) -> None:
    put(tmp_path, "a/plan.txt", "A plan.")
    put(tmp_path, "a/collection.toml", 'title = "Plans"\nlanguage = "en"\nreaders = ["key x"]')
    assert of(tmp_path).by_name == {"a": Collection("a", "Plans", "en", readers=("key x",))}
    assert [path.name for path in seed_files(tmp_path)] == ["plan.txt"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("readers = 'key x'", "readers"),
        ("readers = [1]", "readers"),
        ("reader = ['key x']", "reader: there is no such field"),
        ("edition = '2025'", "belong together"),
        ("title = 3", "title"),
        ("title =", "cannot be read"),
    ],
)
def test_a_fault_is_never_guessed_at(text: str, said: str, tmp_path: Path) -> None:
    put(tmp_path, "a/plan.txt", "A plan.")
    with pytest.raises(SeedsError, match=said):
        of(put(tmp_path, "a/collection.toml", text))


def test_every_collection_around_a_document_has_to_let_read() -> None:
    def may(name: str, document: str) -> bool:
        return SHELVES.may_read({name}, document)

    assert may("key clerk", "board/minutes.md")
    assert not may("key clerk", "board/pay/list.csv")
    assert not may("key payroll", "board/pay/list.csv")
    assert may("key board", "board/pay/list.csv")
    assert not may("key payroll", "board/open/a.md"), "what is in a closed folder does not open itself"
    assert may("nobody", "boardroom.txt")


def test_a_collection_without_readers_is_closed_to_all() -> None:
    assert not Collections({"a": Collection("a", "A", readers=())}).may_read({"key x", ""}, "a/b.txt")


def test_the_seeds_folder_can_be_a_collection() -> None:
    root = Collections({".": Collection(".", "", readers=("key x",))})
    assert root.readable({"key x"}, ["a.txt", "b/c.txt"]) == {"a.txt", "b/c.txt"}
    assert root.readable({"key y"}, ["a.txt", "b/c.txt"]) == frozenset()


def test_who_reads_some_documents_hears_of_their_collections_only() -> None:
    assert list(SHELVES.of_documents(["board/open/a.md"]).by_name) == ["board", "board/open"]
    assert Collections.of_record(SHELVES.record()) == SHELVES


def test_the_innermost_edition_is_the_documents_own(write: Callable[..., Path]) -> None:
    inner = Collection("r/2025", "2025", edition_of="R", edition="2025")
    both = Collections({"r": Collection("r", "R"), "r/2025": inner})
    assert both.edition_of("r/2025/a.txt") == inner
    assert both.edition_of("r/a.txt") is None
