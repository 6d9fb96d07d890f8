from pathlib import Path

from index.documents.check import check


def test_a_text_is_a_document_and_a_picture_is_none(tmp_path: Path) -> None:
    text, picture = tmp_path / ".a1.txt", tmp_path / ".a2.txt"
    text.write_text("Trees are planted along the streets.")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    assert check(text, "plans/trees.txt") == ""
    said = check(picture, "plans/trees.txt")
    assert said.startswith("plans/trees.txt cannot be read: ")
    assert str(tmp_path) not in said
