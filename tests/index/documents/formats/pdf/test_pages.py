from io import BytesIO

from drawn_pdf import pdf
from PIL import Image
from pypdfium2 import PdfDocument

from index.documents.formats.pdf.lines import Line, Word
from index.documents.formats.pdf.pages import below_each_other, read_pages
from index.documents.formats.pdf.text import read_pdf


def test_words_with_their_boxes_from_above():
    [page] = read_pages(pdf([(50, 700, 10, "Two words")]), None)
    [line] = page.lines
    assert [word.text for word in line.words] == ["Two", "words"]
    assert (page.width, page.height, page.label) == (600, 800, "1")
    assert line.words[0].box[1] < 100 < line.words[0].box[3]


def test_a_page_without_text_is_recognised():
    read = (Line((Word("seen", (0, 0, 9, 9), 0.8),), 9),)
    pages = read_pages(pdf([(50, 700, 10, "")], [(50, 700, 10, "Written here")]), lambda page: read)
    assert [line.text for page in pages for line in page.lines] == ["seen", "Written here"]


def test_letters_set_one_by_one_are_words_and_a_lower_line_is_another():
    [page] = read_pages(
        pdf([(50, 700, 10, "Tr"), (58.9, 700, 10, "avel"), (80, 700, 10, "costs"), (50, 680, 10, "End")]), None
    )
    assert [line.text for line in page.lines] == ["Travel costs", "End"]
    assert [len(line) for line in below_each_other([Word("a", (0, 0, 9, 9)), Word("b", (0, 10, 9, 19))])] == [1, 1]


def test_a_picture_that_nothing_was_read_in_is_told():
    Image.new("L", (40, 40)).save(picture := BytesIO(), "PDF")
    document = PdfDocument(pdf([(50, 700, 10, "Written on the first of all pages")], [(50, 700, 10, "")]))
    document.import_pages(PdfDocument(picture))
    document.save(mixed := BytesIO())
    document.close()
    assert [page.is_unread for page in read_pages(mixed.getvalue(), None)] == [False, False, True]
    assert read_pdf(mixed.getvalue())[1].gap.startswith("Unreadable, since pictures without text: page 3.")
