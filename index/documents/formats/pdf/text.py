"""Paragraphs into text, and where each of its words stands on the pages.

A blank line parts paragraphs, a form feed pages, bars the cells of tables. Words broken at a line's end are joined.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from index.documents.formats.pdf.hyphens import Spelling, plain
from index.documents.formats.pdf.lines import Page, Word
from index.documents.formats.pdf.order import in_order, without_running_lines
from index.documents.formats.pdf.pages import LEAST_CHARACTERS, Recognise, read_pages
from index.documents.formats.pdf.paragraphs import LARGER, Paragraph, paragraphs_of
from index.documents.formats.pdf.tables import cells_of
from index.documents.layout import Box, Layout

TITLE = 1.3  # times the size of the text from which type is that of a title
LONGEST_TITLE = 200  # characters

Piece = tuple[str, Word | None, int]  # what is written, the word that it is of, its page
Placed = tuple[int, int, int, Box, float]  # a word's start and end in the text, its page, where there, how sure it is


def read_pdf(raw: bytes, recognise: Recognise | None = None) -> tuple[str, Layout]:
    """Return the text and where it stands; raises ValueError where it is encrypted, damaged, too long or without text.

    Pages that are pictures are read by ``recognise``, where there is one.
    """
    pages = read_pages(raw, recognise)
    if sum(len(line.text) for page in pages for line in page.lines) < LEAST_CHARACTERS * len(pages):
        raise ValueError("it holds pictures of pages and no text; install tesseract, or recognise the text first")
    paragraphs = paragraphs_of([in_order(page.lines) for page in without_running_lines(pages)])
    return written(paragraphs, pages)


def written(paragraphs: Sequence[Paragraph], pages: Sequence[Page]) -> tuple[str, Layout]:
    """Return the paragraphs' text, and where its words stand on the pages."""
    lines = [item.line for paragraph in paragraphs for item in paragraph.items]
    size = median(line.size for line in lines) if lines else 1.0
    text, words, page = placed(paragraphs, Spelling.of(lines), size)
    ending = "\n" + "\f" * (len(pages) - page)
    layout = Layout.of(words, [(one.width, one.height) for one in pages], [one.label for one in pages])
    unread = tuple(number for number, one in enumerate(pages, 1) if one.is_unread)
    return text + ending, replace(layout, title=title_of(paragraphs, size), unread=unread)


def placed(paragraphs: Sequence[Paragraph], spelling: Spelling, size: float) -> tuple[str, list[Placed], int]:
    """Return the paragraphs' text, its words with their places, and the number of the page that it ends on.

    ``size`` is that of the text's type, in points.
    """
    parts: list[str] = []
    words: list[Placed] = []
    length, page = 0, 1
    for number, paragraph in enumerate(paragraphs):
        if number:
            parts.append("\n\n")
            length += 2
        for text, word, on in pieces(paragraph, spelling, size):
            breaks = "\f" * (on - page)
            page = on
            parts.append(breaks + text)
            length += len(breaks)
            if word and text:
                words.append((length, length + len(text), on, word.box, word.sure))
            length += len(text)
    return "".join(parts), words, page


def title_of(paragraphs: Sequence[Paragraph], size: float) -> str | None:
    """Return the paragraph in the largest type on the first page, where that is larger than the text's ``size``."""
    first = [one for one in paragraphs if one.items[0].page == 1 and not one.is_table]
    largest = max(first, key=lambda one: one.items[0].line.size, default=None)
    if largest is None or largest.items[0].line.size < TITLE * size:
        return None
    words = " ".join(plain(item.line.text) for item in largest.items)
    return words if len(words) <= LONGEST_TITLE and any(map(str.isalpha, words)) else None


def pieces(paragraph: Paragraph, spelling: Spelling, size: float) -> Iterator[Piece]:
    """Yield the words and what stands between them; a line ends behind the word that its end broke."""
    if paragraph.is_table:
        yield from table_pieces(paragraph)
        return
    items = paragraph.items
    line_end = " " if items[0].line.size > LARGER * size + 0.5 else "\n"  # a heading is one line
    is_broken = False
    for number, item in enumerate(items):
        line, on = item.line, item.page
        for word in line.words[:-1]:
            yield plain(word.text), word, on
            yield (line_end if is_broken else " "), None, on
            is_broken = False
        last, after = line.words[-1], items[number + 1].line if number + 1 < len(items) else None
        if after is None:
            yield plain(last.text), last, on
            return
        joined, is_whole = spelling.at_line_end(last.text, after.words[0].text)
        yield joined, last, on
        yield (line_end if is_whole else ""), None, on
        is_broken = not is_whole


def table_pieces(paragraph: Paragraph) -> Iterator[Piece]:
    """Yield the words of a table with bars between its cells."""
    page = paragraph.items[0].page
    for number, row in enumerate(cells_of([item.line for item in paragraph.items])):
        yield ("\n|" if number else "|"), None, page
        for cell in row:
            for word in cell:
                yield " ", None, page
                yield plain(word.text).replace("|", "/"), word, page
            yield " |", None, page
