from drawn_pdf import pdf

from index.documents.formats.pdf.lines import Line, Word
from index.documents.formats.pdf.pages import read_pages


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
