"""What a file is, by what it holds: the first bytes, the parts of an archive, the opening of a text."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from index.documents.formats.mail import is_mail, read_mail
from index.documents.formats.text import decode_text
from index.documents.layout import Layout

MARKDOWN, PLAIN = ".md", ".txt"
HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-(?!->)){0,2000}-->\s*)?<(?:!doctype html|html)\b", re.IGNORECASE
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_UNPACKED = 256 * 1024 * 1024  # bytes of an archive's parts together
MOST_TIMES = 200  # that a part may be larger than it is packed, from PACKED bytes on
PACKED = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Content:
    """A file's text, how it is written (".md" or ".txt"), and where its words stand on pages."""

    text: str
    form: str
    layout: Layout | None = None  # of one with pages


def read_content(raw: bytes, suffix: str) -> Content:
    """Return a file's text; the ``suffix`` of its name only tells kinds of text apart.

    Raises ValueError, with the reason, where it is no document that can be read.
    """
    if b"%PDF-" in raw[:1024]:
        from index.documents.formats.pdf.recognition import recogniser
        from index.documents.formats.pdf.text import read_pdf

        text, layout = read_pdf(raw, recogniser())
        return Content(text, PLAIN, layout)
    if raw.startswith(b"PK\x03\x04"):
        return read_archive(raw)
    if raw.startswith(OLD_OFFICE):
        raise ValueError("it is encrypted or of an old version of Office; save it without a password as .docx or .xlsx")
    if is_mail(raw):
        return read_message(raw)
    text = decode_text(raw)
    if suffix in (".html", ".htm", ".xhtml") or HTML.match(text, 0, 4000):
        from index.documents.formats.web import read_html

        return Content(read_html(text), MARKDOWN)
    if suffix in (".csv", ".tsv"):
        from index.documents.formats.sheets import read_separated

        return Content(read_separated(text), MARKDOWN)
    return Content(text, MARKDOWN if suffix in (".md", ".markdown") else PLAIN)


def read_archive(raw: bytes) -> Content:
    """Return the text of an Office document or a book; raises ValueError for any other archive, and for a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = {part.filename: part for part in archive.infolist()}
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        raise ValueError("it is cut off or damaged") from error
    large = [part for part in parts.values() if part.file_size > max(PACKED, MOST_TIMES * part.compress_size)]
    if large or sum(part.file_size for part in parts.values()) > LARGEST_UNPACKED:
        raise ValueError("it unpacks to far more than it is")
    read = next((read for name, read in READERS.items() if name in parts), None)
    if read is None:
        raise ValueError("it is an archive; unpack it and put the documents in")
    try:
        return read(raw)
    except Exception as error:  # whatever its libraries raise at a damaged file: the rest is to be read
        raise ValueError(f"it is damaged ({type(error).__name__})") from error


def read_word(raw: bytes) -> Content:
    from index.documents.formats.word import read_docx

    text, has_levels = read_docx(raw)
    return Content(text, MARKDOWN if has_levels else PLAIN)


def read_workbook(raw: bytes) -> Content:
    from index.documents.formats.sheets import read_xlsx

    return Content(read_xlsx(raw), MARKDOWN)


def read_presentation(raw: bytes) -> Content:
    from index.documents.formats.slides import read_pptx

    return Content(read_pptx(raw), MARKDOWN)


def read_opendocument(raw: bytes) -> Content:
    from index.documents.formats.opendocument import read_odt

    return Content(read_odt(raw), MARKDOWN)


def read_book(raw: bytes) -> Content:
    from index.documents.formats.book import read_epub

    return Content(read_epub(raw), MARKDOWN)


def read_message(raw: bytes) -> Content:
    head, text, is_html = read_mail(raw)
    if is_html:
        from index.documents.formats.chapters import read_chapter

        text = read_chapter(text)
    return Content(f"{head}\n\n{text}", MARKDOWN if is_html else PLAIN)


READERS: dict[str, Callable[[bytes], Content]] = {  # by a part that only such a file has
    "word/document.xml": read_word,
    "xl/workbook.xml": read_workbook,
    "ppt/presentation.xml": read_presentation,
    "META-INF/container.xml": read_book,
    "content.xml": read_opendocument,
}
