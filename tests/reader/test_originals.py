"""The documents' files and pictures of their pages."""

import hashlib
from pathlib import Path

import pytest
from drawn_pdf import pdf

from assistant.errors import NotFound
from assistant.reader import originals
from assistant.reader.originals import Originals, marked
from index.documents.layout import Layout, Rectangle

LAYOUT = Layout.of([(0, 3, 2, (1, 1, 9, 9), 1), (4, 7, 3, (1, 1, 9, 9), 1)], [(60, 80)] * 3, "123")


def test_a_file_is_given_while_it_is_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one", "utf-8")
    held, digest = Originals(tmp_path), hashlib.sha256(b"one").hexdigest()
    assert held.find("a.txt", digest) == tmp_path / "a.txt"
    (tmp_path / "a.txt").write_text("other", "utf-8")
    with pytest.raises(NotFound, match="changed"):
        held.find("a.txt", digest)
    with pytest.raises(NotFound):
        held.find("b.txt", digest)


def test_pictures_are_kept_as_long_as_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[int, int]] = []
    monkeypatch.setattr(originals, "picture", lambda path, page, width, marks: drawn.append((page, width)) or b"png")
    monkeypatch.setattr(originals, "MOST_KEPT", 6)
    held = Originals(tmp_path)
    for page in (1, 2, 1, 3, 2):
        assert held.page(tmp_path, "d", page, 700) == b"png"
    assert drawn == [(1, 800), (2, 800), (3, 800), (2, 800)]


def test_a_page_is_drawn_and_one_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([(50, 700, 11, "Words")]))
    held = Originals(tmp_path)
    plain = held.page(path, "d", 1, 160)
    assert plain.startswith(b"\x89PNG")
    assert held.page(path, "d", 1, 160, (Rectangle(1, (50, 90, 90, 110)),)) != plain
    with pytest.raises(NotFound):
        held.page(path, "d", 2, 160)


def test_the_page_of_a_quote() -> None:
    assert marked(LAYOUT, 0, 7) == (2, (Rectangle(2, (1, 1, 9, 9)),))
    with pytest.raises(NotFound):
        marked(LAYOUT, 8, 9)
