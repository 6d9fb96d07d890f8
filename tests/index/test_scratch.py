"""Folders for a moment: whose process is killed leaves one behind, which the next one removes."""

import subprocess
import sys
import threading
from pathlib import Path
from tempfile import gettempdir

import pytest

from index.scratch import PREFIX, USED, scratch, wait_for_own

KILLED = "import os, signal\nfrom index.scratch import scratch\nwith scratch(): os.kill(os.getpid(), signal.SIGKILL)"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)


def held() -> list[Path]:
    return sorted(Path(gettempdir()).glob(f"{PREFIX}*"))


def test_what_a_killed_process_left_behind_is_removed_and_what_is_used_stays() -> None:
    subprocess.run([sys.executable, "-c", KILLED], cwd=Path(__file__).parents[2], check=False)
    [left] = held()
    assert (left / USED).exists()
    with scratch() as first:
        assert not left.exists()
        (first / "file").write_text("used")
        with scratch() as second:
            assert second != first
            assert (first / "file").read_text() == "used"
    assert not held()


def test_a_folder_of_that_name_that_is_no_copy_is_left_alone(tmp_path: Path) -> None:
    (mine := tmp_path / f"{PREFIX}of-mine").mkdir()
    with scratch():
        assert mine.exists()


def test_who_stops_waits_until_its_copies_are_gone_but_not_for_ever() -> None:
    used, go = threading.Event(), threading.Event()

    def use() -> None:
        with scratch():
            used.set()
            go.wait(10)

    (using := threading.Thread(target=use)).start()
    used.wait(10)
    wait_for_own(0.1)
    assert held()
    threading.Timer(0.1, go.set).start()
    wait_for_own(10)
    assert not held()
    using.join()
