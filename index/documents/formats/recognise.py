"""What a file is, by what it holds: the first bytes, the parts of an archive, the opening of a text."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from index.documents.formats.text import decode_text

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
    """A file's text, and how it is written: ".md" or ".txt"."""

    text: str
    form: str


def read_content(raw: bytes, suffix: str) -> Content:
    """Return a file's text; the ``suffix`` of its name only tells kinds of text apart.

    Raises ValueError, with the reason, where it is no document that can be read.
    """
    if b"%PDF-" in raw[:1024]:
        from index.documents.formats.pdf import read_pdf

        return Content(read_pdf(raw), PLAIN)
    if raw.startswith(b"PK\x03\x04"):
        return read_archive(raw)
    if raw.startswith(OLD_OFFICE):
        raise ValueError("it is encrypted or of an old version of Office; save it without a password as .docx or .xlsx")
    text = decode_text(raw)
    if suffix in (".html", ".htm", ".xhtml") or HTML.match(text, 0, 4000):
        from index.documents.formats.web import read_html

        return Content(read_html(text), MARKDOWN)
    if suffix in (".csv", ".tsv"):
        from index.documents.formats.sheets import read_separated

        return Content(read_separated(text), MARKDOWN)
    return Content(text, MARKDOWN if suffix in (".md", ".markdown") else PLAIN)


def read_archive(raw: bytes) -> Content:
    """Return the text of an Office document; raises ValueError for any other archive, and for one that is a bomb."""
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


READERS: dict[str, Callable[[bytes], Content]] = {"word/document.xml": read_word, "xl/workbook.xml": read_workbook}
