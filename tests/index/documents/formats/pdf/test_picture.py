import pytest
from drawn_pdf import pdf

from index.documents.formats.pdf.picture import draw, picture


def test_a_page_as_wide_as_asked_with_its_mark(tmp_path):
    from PIL import Image

    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([(50, 700, 11, "Words")]))
    (tmp_path / "a.png").write_bytes(draw(path, 1, 300, [(50, 100, 90, 120)]))
    with Image.open(tmp_path / "a.png") as image:
        assert image.size == (300, 400)
        assert image.getpixel((25, 55)) == (255, 214, 92)
        assert image.getpixel((5, 5)) == (255, 255, 255)


def test_what_cannot_be_drawn(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(ValueError, match="cannot be drawn"):
        picture(tmp_path / "a.pdf", 1, 100)
