"""The files of a language are read whole, and a fault in them is told with its place."""

import re
import shutil
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.language.loading import FOLDER, load_language

SHIPPED = sorted(path.name for path in FOLDER.iterdir() if (path / "question.toml").exists())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER / "en", tmp_path / "en")
    return tmp_path


def change(folder: Path, file: str, old: str, new: str) -> str:
    """Put another text into a file of the language; return what is said of it."""
    path = folder / "en" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_language("en", folder)
    return str(caught.value).removeprefix(str(folder / "en"))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_language_is_whole(name: str) -> None:
    assert load_language(name).name == name


def test_a_language_is_read_once() -> None:
    assert load_language("en") is load_language("en")


def test_of_what_a_language_has_no_file_nothing_is_found(folder: Path) -> None:
    (folder / "en" / "mismatch.toml").unlink()
    told = load_language("en", folder).mismatch
    assert not told.undoing
    assert not told.future.search("It will be built.")


def test_an_unknown_key_is_told(folder: Path) -> None:
    said = change(folder, "mismatch.toml", "future =", "futur = 'x'\nfuture =")
    assert re.match(r"/mismatch\.toml:\d+: futur is no key of this file", said)


def test_a_missing_key_is_told(folder: Path) -> None:
    said = change(folder, "mismatch.toml", "future = '(?i)\\bwill\\b'", "")
    assert re.match(r"/mismatch\.toml:1: future is missing", said)


def test_a_bad_pattern_is_told_with_its_line(folder: Path) -> None:
    said = change(folder, "question.toml", "'^compare\\b'", "'^(compare\\b'")
    line = (folder / "en" / "question.toml").read_text("utf-8").split("'^(compare")[0].count("\n") + 1
    assert said.startswith(f"/question.toml:{line}: kinds.1.1 is no pattern: ")
    assert "missing )" in said


def test_broken_toml_is_told_with_its_line(folder: Path) -> None:
    assert re.search(r"names\.toml cannot be read: .*\(at line \d+", change(folder, "names.toml", "name = ", "name "))


@pytest.mark.parametrize(("new", "said"), [("{nothing}", "nowhere defined"), ("{future}", "refers to itself")])
def test_a_placeholder_that_leads_nowhere_is_told(folder: Path, new: str, said: str) -> None:
    assert said in change(folder, "mismatch.toml", "future = '(?i)\\bwill\\b'", f"future = '{new}'")


def test_an_unknown_kind_is_told(folder: Path) -> None:
    said = change(folder, "question.toml", '"comparison", \'^compare', '"comparision", \'^compare')
    assert "kinds.1.0 cannot be 'comparision'" in said


def test_a_pattern_that_may_never_end_is_refused(folder: Path) -> None:
    said = change(folder, "mismatch.toml", "'(?i)\\bwill\\b'", "'(?:\\w+ ?)+will'")
    assert re.match(r"/mismatch\.toml:\d+: future .*for ever", said)
