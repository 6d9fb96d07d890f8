"""The pages of a PDF: their words with their places, as pdfium finds them."""

import re
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_double, c_int
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as api

from index.documents.formats.pdf.lines import HYPHEN, Line, Page, Word
from index.documents.layout import Box

MOST_PAGES = 3000
LEAST_CHARACTERS = 8  # of a page below which it holds a picture of text
BOLD = 600  # weight of a font
GRAIN = 20  # parts of a point
JOINER = "\u2060"  # in place of a line break within a word
BREAK = re.compile(r"[\r\n]+")
APART = 0.1  # of the size of type: from here on letters are of two words
LOWER = 0.8  # of a word's height: from here on the next one is in another line
FAR = 0.6  # of the size of type: from here on they are of two lines, or of two cells
MARKS = str.maketrans({"\x02": HYPHEN, "\xad": HYPHEN, "\x00": " "})
LINE = re.compile(rf"[^\r\n{HYPHEN}]+{HYPHEN}?")  # pdfium writes no line break behind the hyphen that ends a line

Recognise = Callable[[pdfium.PdfPage], tuple[Line, ...]]  # the lines in the picture of a page


def read_pages(raw: bytes, recognise: Recognise | None) -> list[Page]:
    """Return the pages; those that are pictures are read by ``recognise``, where there is one.

    Raises ValueError where it is encrypted, damaged, too long or without text.
    """
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        reason = "it is encrypted; save it without a password" if "assword" in str(error) else "it is damaged"
        raise ValueError(reason) from error
    try:
        if len(document) > MOST_PAGES:
            raise ValueError(f"it has more than {MOST_PAGES} pages; split it")
        return [read_page(document, number, recognise) for number in range(len(document))]
    except pdfium.PdfiumError as error:
        raise ValueError("it is damaged") from error
    finally:
        document.close()


def read_page(document: pdfium.PdfDocument, number: int, recognise: Recognise | None) -> Page:
    """Return the lines of a page, ``number`` from 0; of one without text what ``recognise`` reads in it."""
    page = document[number]
    try:
        width, height = page.get_size()
        text = page.get_textpage()
        try:
            lines = tuple(lines_of(page, text))
        finally:
            text.close()
        if recognise and is_empty(lines):
            lines = recognise(page)
        is_unread = is_empty(lines) and next(page.get_objects([api.FPDF_PAGEOBJ_IMAGE]), None) is not None
        return Page(lines, width, height, document.get_page_label(number) or str(number + 1), is_unread)
    finally:
        page.close()


def is_empty(lines: Sequence[Line]) -> bool:
    return sum(len(line.text) for line in lines) < LEAST_CHARACTERS


def lines_of(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Iterator[Line]:
    """Yield the lines in the order in which they are written."""
    count = text.count_chars()
    plain = "".join(chr(api.FPDFText_GetUnicode(text, at)) for at in range(count)).translate(MARKS)
    written = BREAK.sub(lambda found: between(text, plain, *found.span()), plain)
    for line in LINE.finditer(written):
        spans = [match.span() for match in re.finditer(r"\S+", line.group())]
        if spans:
            begin = line.start()
            words = [word_of(page, text, written, begin + low, begin + high) for low, high in spans]
            weight = is_bold(text, begin, spans)
            for part in below_each_other(words):
                yield Line(part, max(median(word.box[3] - word.box[1] for word in part), 0.1), weight)


def between(text: pdfium.PdfTextPage, plain: str, start: int, end: int) -> str:
    """Return what stands for a line break, as long as it is: where letters are set one by one many break no line."""
    if start == 0 or end == len(plain):
        return plain[start:end]
    (_, low, right, high), (left, bottom, _, _) = (text.get_charbox(at, loose=True) for at in (start - 1, end))
    size = high - low
    if abs(bottom - low) > APART * size or not -FAR * size < left - right < FAR * size:
        return plain[start:end]
    return (JOINER if left - right < APART * size else " ") * (end - start)


def below_each_other(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """Yield the words by their lines: pdfium writes no break behind some."""
    cuts = [number for number, (one, two) in enumerate(pairwise(words), 1) if is_below(one.box, two.box)]
    yield from (tuple(words[low:high]) for low, high in pairwise([0, *cuts, len(words)]))


def is_below(one: Box, two: Box) -> bool:
    """True where a word stands lower by most of its height, and not to the right: raised marks are no lines."""
    return two[0] < one[2] and two[1] > one[3] - (1 - LOWER) * (one[3] - one[1])


def word_of(page: pdfium.PdfPage, text: pdfium.PdfTextPage, written: str, start: int, end: int) -> Word:
    first, last = (place(page, *text.get_charbox(at, loose=True)) for at in (start, end - 1))
    left, right = min(first[0], last[0]), max(first[2], last[2])
    return Word(written[start:end].replace(JOINER, ""), (left, min(first[1], last[1]), right, max(first[3], last[3])))


def place(page: pdfium.PdfPage, left: float, bottom: float, right: float, top: float) -> Box:
    """Return a box as it is shown, whatever the page's rotation and crop."""
    width, height = page.get_size()
    corners = []
    for x, y in ((left, top), (right, bottom)):
        shown = c_int(), c_int()
        api.FPDF_PageToDevice(page, 0, 0, int(width * GRAIN), int(height * GRAIN), 0, c_double(x), c_double(y), *shown)
        corners.append((shown[0].value / GRAIN, shown[1].value / GRAIN))
    (a, b), (c, d) = corners
    return min(a, c), min(b, d), max(a, c), max(b, d)


def is_bold(text: pdfium.PdfTextPage, begin: int, spans: list[tuple[int, int]]) -> bool:
    """True where the first and the last word are bold."""
    return all(api.FPDFText_GetFontWeight(text, begin + span[0]) >= BOLD for span in (spans[0], spans[-1]))
