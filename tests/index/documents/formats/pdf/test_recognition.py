import shutil

import pypdfium2 as pdfium
import pytest
from drawn_pdf import pdf

from index.documents.formats.pdf.recognition import lines_of, recogniser

TABLE = (
    "level\tblock_num\tpar_num\tline_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "4\t1\t1\t1\t0\t0\t9\t9\t-1\t\n"
    "5\t1\t1\t1\t100\t200\t50\t20\t91.5\tTwo\n"
    "5\t1\t1\t1\t160\t200\t60\t20\t84\tdams\n"
    "5\t1\t1\t2\t100\t230\t60\t20\t100\there\n"
)


def test_lines_with_places_in_points_and_certainties():
    first, second = lines_of(TABLE, scale=2)
    assert (first.text, second.text) == ("Two dams", "here")
    assert first.words[0].box == (50, 100, 75, 110)
    assert [word.sure for word in (*first.words, *second.words)] == [0.915, 0.84, 0.99]


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_picture_of_text_is_read():
    read = recogniser()
    document = pdfium.PdfDocument(pdf([(50, 700, 24, "The dam is 34 metres high")]))
    assert " ".join(line.text for line in read(document[0])) == "The dam is 34 metres high"
    document.close()
