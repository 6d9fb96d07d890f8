"""PDF into plain text: pages end with a form feed, paragraphs with a blank line, columns stand three blanks apart.

Running heads, page numbers and words broken at the end of a line are mended here, since the text is the one extracted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium

from index.documents.shape.furniture import without_furniture

MOST_PAGES = 3000
LEAST_CHARACTERS = 8  # a page on average, below which a PDF holds pictures of text
COLUMN_GAP, PARAGRAPH_GAP, LARGER = 1.2, 0.55, 1.12  # in heights of a line
COLUMNS = "   "
FULL = 0.85  # share of the text's width from which a line is full
HYPHEN = re.compile(r"[\ufffe\x02](?=[A-Z0-9])")  # pdfium writes so the hyphen at the end of a line
ON_NEXT_PAGE = re.compile(r"(?<=[\w,-])\n+\f\n*(?=[a-z])")
BROKEN = re.compile(r"(?<=[a-z])[-\u00ad\ufffe\x02]$")
STOPS = ".!?:;。！？：；"


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 0.1)


def read_pdf(raw: bytes) -> str:
    """Return the text; raises ValueError where it is encrypted, damaged, too long or without text."""
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        reason = "it is encrypted; save it without a password" if "assword" in str(error) else "it is damaged"
        raise ValueError(reason) from error
    try:
        if len(document) > MOST_PAGES:
            raise ValueError(f"it has more than {MOST_PAGES} pages; split it")
        pages = [page_text(lines_of(page)) for page in document]
    except pdfium.PdfiumError as error:
        raise ValueError("it is damaged") from error
    finally:
        document.close()
    if sum(map(len, pages)) < LEAST_CHARACTERS * len(pages):
        raise ValueError("it holds pictures of pages and no text; recognise the text first (OCR)")
    return joined(without_running_lines("\n\f".join(pages)))


def lines_of(page: pdfium.PdfPage) -> list[Line]:
    """Return the lines in the order in which they are written; words far apart are set as columns."""
    text = page.get_textpage()
    try:
        written = text.get_text_range()
        if len(written) != text.count_chars():  # offsets would not be those of the letters' boxes
            return [Line(words, 0, 1, 1, 0) for words in written.splitlines() if words.strip()]
        spans = [match.span() for match in re.finditer(r"[^\r\n]+", written) if match.group().strip()]
        return [line_of(text, written, *span) for span in spans]
    finally:
        text.close()


def line_of(page: pdfium.PdfTextPage, written: str, start: int, end: int) -> Line:
    words = [match.span() for match in re.finditer(r"\S+", written[start:end])]
    boxes = [(page.get_charbox(start + a, loose=True), page.get_charbox(start + b - 1, loose=True)) for a, b in words]
    (left, bottom, _, top), right = boxes[0][0], boxes[-1][1][2]
    parts = [written[start + words[0][0] : start + words[0][1]]]
    for (a, b), (before, own) in zip(words[1:], pairwise(boxes), strict=True):
        is_far = own[0][0] - before[1][2] > COLUMN_GAP * (top - bottom)
        parts.append((COLUMNS if is_far else " ") + written[start + a : start + b])
    return Line("".join(parts), left, right, top, bottom)


def page_text(lines: Sequence[Line]) -> str:
    """Return the paragraphs of a page, a blank line between them; headings, which are larger, on one line."""
    if not lines:
        return ""
    width, height = max(line.right for line in lines), median(line.height for line in lines)
    paragraphs = [[lines[0]]]
    for before, line in pairwise(lines):
        if ends(before, line, width, height):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return "\n\n".join(paragraph_text(paragraph, height) for paragraph in paragraphs)


def paragraph_text(lines: Sequence[Line], height: float) -> str:
    """Return the lines; only where each has columns are these set apart: a full line's blanks may be wide as well."""
    is_table = len(lines) > 1 and all(COLUMNS in line.text for line in lines)
    words = [line.text if is_table else " ".join(line.text.split()) for line in lines]
    is_heading = lines[0].height > LARGER * height + 1
    return (" " if is_heading else "\n").join(words)


def ends(before: Line, line: Line, width: float, height: float) -> bool:
    """True where a paragraph ends between two lines: by the gap, the size of type, or a last line that is not full."""
    if COLUMNS in before.text and COLUMNS in line.text:  # rows of one table
        return before.bottom - line.top > 2 * height
    gap = before.bottom - line.top
    larger = max(before.height, line.height) > LARGER * min(before.height, line.height) + 1
    short = before.text[-1:] in STOPS and before.right < FULL * width
    return gap > PARAGRAPH_GAP * height or larger or short


def without_running_lines(text: str) -> str:
    """Leave out the lines that printing added."""
    kept = without_furniture(text).split("\n")
    pairs = zip(text.split("\n"), kept, strict=True)
    return "\n".join(left for line, left in pairs if left.strip(" \f") or not line.strip(" \f") or "\f" in left)


def joined(text: str) -> str:
    """Join the words that are broken at the end of a line, and the paragraphs that are at the end of a page."""
    text = HYPHEN.sub("-", text).replace("\ufffe", "")
    text = ON_NEXT_PAGE.sub("\n\f", text)
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and line[:1].islower() and BROKEN.search(lines[-1]):
            lines[-1] = BROKEN.sub("", lines[-1]) + line
        else:
            lines.append(line)
    return "\n".join(lines)
