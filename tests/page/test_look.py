"""Where style sheets, scripts and icons are served."""

import re
from pathlib import Path

from assistant.page.look import LOOK, NEWEST, RELEASED, STATIC, WIDGET, digest, widget_name, widgets

CHANGELOG = Path(__file__).parent.parent.parent / "CHANGELOG.md"


def test_every_change_of_a_file_changes_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a")
    first = digest(tmp_path)
    (tmp_path / "a.css").write_text("b")
    changed = digest(tmp_path)
    (tmp_path / "a.css").rename(tmp_path / "b.css")
    assert len({first, changed, digest(tmp_path)}) == 3


def test_the_name_is_that_of_the_files_here() -> None:
    assert LOOK.removeprefix("/look/") == digest(STATIC)


def test_a_released_widget_stays_beside_the_present_one(tmp_path: Path) -> None:
    (tmp_path / "0.1.0.js").write_text("before")
    served = widgets(tmp_path)
    assert served[NEWEST] == served[widget_name(WIDGET)] == WIDGET
    assert served[widget_name(tmp_path / "0.1.0.js")].read_text() == "before"
    assert len(served) == 3


def test_the_widgets_of_the_last_three_releases_are_kept() -> None:
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", CHANGELOG.read_text("utf-8"), re.MULTILINE)
    assert {path.stem for path in RELEASED.glob("*.js")} == set(released[:3])  # make keep-widget
