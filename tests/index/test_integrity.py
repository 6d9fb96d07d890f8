"""A build that is not as it was written is not opened, whatever is wrong with it."""

import os
import shutil
from hashlib import sha256

import pytest

from index.errors import IndexDamaged
from index.integrity import FILE, file_digest, mishaps_as, require_sealed, seal
from index.vectors.store import Store


def test_file_digest(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert file_digest(tmp_path / "a") == sha256(b"abc").hexdigest()


def overwrite(path, at, raw=b"\xff" * 64):
    with path.open("r+b") as file:
        file.seek(at)
        file.write(raw)


def spoil_page(path):
    overwrite(path, 4096 * 3, b"\xff" * 4096)


def flip(path):
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def shorten(path):
    os.truncate(path, path.stat().st_size // 2)


SPOIL = [spoil_page, flip, shorten, os.remove]
FILES = ["chroma/chroma.sqlite3", "token_vectors.npy", "token_bounds.npy", "manifest.json", "documents/parks.txt", FILE]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("spoil", SPOIL, ids=lambda spoil: spoil.__name__)
def test_a_damaged_file_is_named_and_not_opened(tiny_index, name, spoil):
    spoil(tiny_index / name)
    with pytest.raises(IndexDamaged, match=r"build the index again") as caught:
        Store(tiny_index)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value) or name == FILE


def test_reading_changes_nothing_and_needs_no_right_to_write(tiny_index):
    def state():
        return {path: path.read_bytes() for path in tiny_index.rglob("*") if path.is_file()}

    before = state()
    for path in [tiny_index, *tiny_index.rglob("*")]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    Store(tiny_index)
    assert state() == before
    for path in [tiny_index, *tiny_index.rglob("*")]:
        path.chmod(0o700)


def test_a_build_is_its_owners_alone(tiny_index):
    shutil.rmtree(tiny_index / "chroma")
    (tiny_index / "documents" / "parks.txt").chmod(0o666)
    seal(tiny_index)
    modes = {path.stat().st_mode & 0o777 for path in tiny_index.rglob("*") if path.is_file()}
    assert modes == {0o600}
    require_sealed(tiny_index)


class PanicException(BaseException):
    __module__ = "pyo3_runtime"


@pytest.mark.parametrize("error", [PanicException("range end index"), OSError(28, "No space left on device")])
def test_what_disk_and_chroma_do_is_one_line(error):
    with (
        pytest.raises(IndexDamaged, match=r"^it broke \((range end index|No space left on device)\)$"),
        mishaps_as("it broke ({cause})"),
    ):
        raise error


def test_what_nobody_expected_stays_what_it_is():
    with pytest.raises(KeyboardInterrupt), mishaps_as("it broke ({cause})"):
        raise KeyboardInterrupt
