"""Text in the pictures of pages, by Tesseract where it is installed: words with their places and how sure they are."""

import csv
import io
import shutil
import subprocess  # nosec B404 # only for what follows
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby

import pypdfium2 as pdfium

from index.documents.formats.pdf.lines import Line, Word

PROGRAM = "tesseract"
SCALE = 300 / 72  # pixels to a point: what it was trained on
LARGEST = 5000  # pixels to a side; a poster is read coarser
SECONDS = 60  # a page
WORD = "5"  # the level of its table's rows that are words
NO_LANGUAGE = {"osd", "equ"}


def recogniser() -> Callable[[pdfium.PdfPage], tuple[Line, ...]] | None:
    """Return what reads the picture of a page; None where nothing that can is installed."""
    return recognise if shutil.which(PROGRAM) and languages() else None


@lru_cache(maxsize=1)
def languages() -> str:
    """Return the languages that it was installed with, as it takes them."""
    listed = run(["--list-langs"]).decode("utf-8", "replace").split("\n")[1:]
    return "+".join(sorted(name.strip() for name in listed if name.strip() and name.strip() not in NO_LANGUAGE))


def recognise(page: pdfium.PdfPage) -> tuple[Line, ...]:
    """Return the lines of a page; none where nothing can be recognised in time."""
    scale = min(SCALE, LARGEST / max(page.get_size()))
    picture = io.BytesIO()
    page.render(scale=scale).to_pil().save(picture, "PNG")
    try:
        table = run(["stdin", "stdout", "-l", languages(), "tsv"], picture.getvalue()).decode("utf-8", "replace")
    except subprocess.SubprocessError:
        return ()
    return tuple(lines_of(table, scale))


def run(arguments: list[str], given: bytes = b"") -> bytes:
    command = [shutil.which(PROGRAM) or PROGRAM, *arguments]
    return subprocess.run(command, input=given, capture_output=True, timeout=SECONDS, check=True).stdout  # nosec B603


def lines_of(table: str, scale: float) -> Iterator[Line]:
    """Yield the lines of its table: a row a word, with its box in pixels and its certainty in percent."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = (row for row in rows if row["level"] == WORD and (row["text"] or "").strip())
    for _, line in groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        found = tuple(word_of(row, scale) for row in line)
        yield Line(found, max(word.box[3] - word.box[1] for word in found))


def word_of(row: dict[str, str], scale: float) -> Word:
    left, top, width, height = (int(row[name]) / scale for name in ("left", "top", "width", "height"))
    return Word(
        row["text"].strip(), (left, top, left + width, top + height), min(0.99, max(0.0, float(row["conf"]) / 100))
    )
