"""OpenDocument texts into Markdown: by outline levels, lists and tables."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element  # nosec B405 # the type of parsed elements

from defusedxml.ElementTree import fromstring

from index.documents.formats.markup import Cell, below, heading, item, name_of, number_of, spread, value_of
from index.documents.formats.sheets import markdown_table

PART = "content.xml"
NOT_READ = {"tracked-changes", "annotation", "sequence-decls", "table-of-content", "note"}


def read_odt(raw: bytes) -> str:
    """Return the text; notes stand behind the paragraph that calls them."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        content = fromstring(archive.read(PART))
    body = next(child for one in below(content, "body") for child in one)
    title = next((words_of(one) for one in below(body, "p") if value_of(one, "style-name") == "Title"), "")
    return "\n\n".join(part for part in parts_of(body, title) if part)


def parts_of(element: Element, title: str, depth: int = 0) -> Iterator[str]:
    """Yield headings, paragraphs, items and tables in their order; levels go down by one below a ``title``."""
    for child in element:
        name, words = name_of(child), words_of(child)
        if name == "h":
            yield heading(number_of(child, "outline-level") + 1, words)
        elif name == "p":
            yield heading(1, words) if words and words == title else words
            yield from (words_of(note) for note in below(child, "note-body"))
        elif name == "list":
            yield "\n".join(items_of(child, 0))
        elif name == "table":
            yield markdown_table(spread([list(cells_of(row)) for row in below(child, "table-row")]))
        elif name not in NOT_READ:
            yield from parts_of(child, title, depth)


def items_of(element: Element, depth: int) -> Iterator[str]:
    """Yield the items of a list, those of a list within it one ``depth`` further in."""
    for entry in below(element, "list-item"):
        for child in entry:
            if name_of(child) == "list":
                yield from items_of(child, depth + 1)
            elif words := words_of(child):
                yield item(depth, words)


def cells_of(row: Element) -> Iterator[Cell]:
    """Yield the cells of a row, one with words as often as it is repeated."""
    for cell in row:
        if name_of(cell) == "table-cell":
            spans = (number_of(cell, f"number-{kind}-spanned") for kind in ("columns", "rows"))
            made = Cell(words_of(cell), *spans)
            yield from (made for _ in range(number_of(cell, "number-columns-repeated") if made.text else 1))


def words_of(element: Element) -> str:
    return " ".join("".join(texts_of(element)).split())


def texts_of(element: Element) -> Iterator[str]:
    if name_of(element) in NOT_READ:
        return
    if name_of(element) in ("s", "tab", "line-break"):
        yield " "
    yield element.text or ""
    for child in element:
        yield from texts_of(child)
        yield (" " if name_of(child) == "p" else "") + (child.tail or "")
