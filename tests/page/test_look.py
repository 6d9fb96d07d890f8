"""Where style sheets, scripts and icons are served."""

from pathlib import Path

from assistant.page.look import LOOK, STATIC, digest


def test_every_change_of_a_file_changes_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a")
    first = digest(tmp_path)
    (tmp_path / "a.css").write_text("b")
    changed = digest(tmp_path)
    (tmp_path / "a.css").rename(tmp_path / "b.css")
    assert len({first, changed, digest(tmp_path)}) == 3


def test_the_name_is_that_of_the_files_here() -> None:
    assert LOOK.removeprefix("/look/") == digest(STATIC)
