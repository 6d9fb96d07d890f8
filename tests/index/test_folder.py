from threading import Thread

import pytest

from index.errors import IndexBusy, IndexDamaged, IndexMissing
from index.folder import DataFolder


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


def make(folder, build_id, content="good"):
    with folder.new_build(build_id) as part:
        (part / "file").write_text(content)


def test_no_index_yet(folder):
    assert folder.current_id() is None
    with pytest.raises(IndexMissing, match="run assistant index"):
        folder.current()


def test_a_finished_build_is_current(folder):
    make(folder, "one")
    assert folder.current_id() == "one"
    assert (folder.current() / "file").read_text() == "good"


def test_a_failed_build_leaves_the_one_before(folder):
    make(folder, "one")
    with pytest.raises(RuntimeError), folder.new_build("two") as part:
        raise RuntimeError
    assert folder.current_id() == "one"
    assert not part.exists()


@pytest.mark.parametrize("crashed", ["one.part", "other.part"])
def test_what_a_crash_left_is_cleared(folder, crashed):
    left = folder.build(crashed)
    left.mkdir(parents=True)
    (left / "half").touch()
    make(folder, "one")
    assert [path.name for path in folder.current().iterdir()] == ["file"]
    assert not left.exists()


def test_the_build_before_stays_and_older_ones_go(folder):
    for build_id in ("one", "two", "three"):
        make(folder, build_id)
    assert {path.name for path in (folder.path / "builds").iterdir()} == {"two", "three"}


def test_a_build_with_the_same_id_replaces_a_damaged_one(folder):
    make(folder, "one", "damaged")
    make(folder, "one", "good")
    assert (folder.current() / "file").read_text() == "good"


@pytest.mark.parametrize("pointer", [b"", b"gone", b"\xff\xfe\0"])
def test_a_pointer_to_nothing_is_mended_by_the_next_build(folder, pointer):
    make(folder, "one")
    (folder.path / "current").write_bytes(pointer)
    with pytest.raises(IndexMissing):
        folder.current()
    make(folder, "two")
    assert folder.current_id() == "two"


def test_a_second_writer_is_told_that_it_is_busy(folder):
    with folder.writer(0), pytest.raises(IndexBusy, match="Another process"), DataFolder(folder.path).writer(0.1):
        pass


def test_a_second_writer_waits_for_the_first(folder):
    entered = []

    def second():
        with DataFolder(folder.path).writer(30):
            entered.append("second")

    with folder.writer(0):
        thread = Thread(target=second)
        thread.start()
        thread.join(0.3)
        entered.append("first")
    thread.join()
    assert entered == ["first", "second"]


def test_the_lock_is_free_after_an_error(folder):
    with pytest.raises(RuntimeError), folder.writer(0):
        raise RuntimeError
    with folder.writer(0):
        pass


def test_a_file_in_the_folders_place_is_named(folder):
    folder.path.write_text("x")
    with pytest.raises(IndexDamaged, match="set ASSISTANT_DATA"):
        folder.current()
    with pytest.raises(IndexDamaged, match="set ASSISTANT_DATA"), folder.writer(0):
        pass
