"""Word documents into text: Markdown where styles tell the headings, else plain text with a blank line a paragraph."""

import io
import re
from collections.abc import Iterator

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from index.documents.formats.sheets import markdown_table

LEVEL = re.compile(r"(?:heading|überschrift|标题)\s*(\d)", re.IGNORECASE)
TITLE = re.compile(r"title|titel", re.IGNORECASE)
LISTED = re.compile(r"list", re.IGNORECASE)


def read_docx(raw: bytes) -> tuple[str, bool]:
    """Return the text, and whether it is Markdown: whether the document has headings by style."""
    parts = list(Document(io.BytesIO(raw)).iter_inner_content())
    has_levels = any(isinstance(part, Paragraph) and heading_of(part) for part in parts)
    return "\n\n".join(words for part in parts if (words := "\n".join(lines_of(part, has_levels)).strip())), has_levels


def lines_of(part: Paragraph | Table, is_markdown: bool) -> Iterator[str]:
    """Yield a paragraph as heading, item or text; a table with bars between its cells in Markdown, else with tabs."""
    if isinstance(part, Table):
        rows = [[" ".join(cell.text.split()) for cell in row.cells] for row in part.rows]
        yield markdown_table(rows) if is_markdown else "\n".join("\t".join(row) for row in rows)
        return
    words = part.text.strip()
    if words and is_markdown:
        level, item = heading_of(part), "- " if is_item(part) else ""
        yield f"{'#' * level} {' '.join(words.split())}" if level else f"{item}{words}"
    elif words:
        yield f"- {words}" if is_item(part) else words


def heading_of(part: Paragraph) -> int:
    """Return the level of a heading, the title's as 1; 0 for other paragraphs."""
    name = (part.style.name or "") if part.style else ""
    if TITLE.fullmatch(name):
        return 1
    match = LEVEL.match(name)
    return min(6, int(match[1]) + 1) if match else 0


def is_item(part: Paragraph) -> bool:
    name = (part.style.name or "") if part.style else ""
    numbered = part._p.pPr is not None and part._p.pPr.numPr is not None  # python-docx has no other way to tell
    return bool(LISTED.match(name)) or numbered
