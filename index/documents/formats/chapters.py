"""Pages that are text from end to end, such as a book's chapters, into Markdown."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import html
from lxml.builder import E

from index.documents.formats.markup import Cell, heading, item, spread
from index.documents.formats.sheets import markdown_table

NOT_READ = {"script", "style", "head", "nav", "template", "noscript", "svg", "math", "iframe", "object", "form"}
HEADING = re.compile(r"h([1-6])")
SPANS = re.compile(r"<caption|\b(?:col|row)span\s*=", re.IGNORECASE)
LISTS = {"ul", "ol"}
INNER = {"p", "div", "ul", "ol", "table", "section", "article", "blockquote", "pre", "dl", "figure"} | {
    f"h{level}" for level in range(1, 7)
}


def read_chapter(text: str) -> str:
    """Return the text of a page; empty where it has none."""
    body = re.sub(r"^\s*<\?xml[^>]*>", "", text)
    if not body.strip():
        return ""
    return "\n\n".join(part for part in parts_of(html.document_fromstring(body)) if part)


def parts_of(element: Any) -> Iterator[str]:
    """Yield headings, lists, tables and paragraphs in their order; words between them are paragraphs too."""
    loose = element.text or ""
    for child in element:
        name = child.tag if isinstance(child.tag, str) else ""
        if name in NOT_READ or not name:
            loose += child.tail or ""
            continue
        if name in INNER or any(one.tag in INNER for one in child.iter() if isinstance(one.tag, str)):
            yield tidy(loose)
            loose = ""
            yield from block(child, name)
        else:
            loose += (" " if name == "br" else "") + words_of(child)
        loose += child.tail or ""
    yield tidy(loose)


def block(element: Any, name: str) -> Iterator[str]:
    """Yield what a block of a page comes to: a heading, a list, a table under its caption, or what is within it."""
    if level := HEADING.fullmatch(name):
        yield heading(int(level[1]), words) if (words := tidy(words_of(element))) else ""
    elif name in LISTS:
        yield "\n".join(items_of(element, 0))
    elif name == "table":
        yield from (tidy(words_of(one)) for one in element.findall("caption"))
        yield markdown_table(spread([[cell_of(one) for one in row.xpath("./td|./th")] for row in rows_of(element)]))
    else:
        yield from parts_of(element)


def with_plain_tables(text: str) -> str:
    """Return a page with the cells of its tables in every column and row that they span, captions above the tables."""
    if not SPANS.search(text):
        return text
    page = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text))
    for table in page.iter("table"):
        for caption in table.findall("caption"):
            caption.tag = "p"
            table.addprevious(caption)
        rows = rows_of(table)
        for row, cells in zip(
            rows, spread([[cell_of(one) for one in row.xpath("./td|./th")] for row in rows]), strict=True
        ):
            tags = [cell.tag for cell in row] or ["td"]
            row[:] = [E(tags[min(number, len(tags) - 1)], words) for number, words in enumerate(cells)]
    return str(html.tostring(page, encoding="unicode"))


def items_of(element: Any, depth: int) -> Iterator[str]:
    """Yield the items of a list, those of a list within it below their own item."""
    for entry in element.findall("li"):
        inner = [child for child in entry if child.tag in LISTS]
        words = tidy("".join(words_of(child) + (child.tail or "") for child in entry if child not in inner))
        if said := tidy(f"{entry.text or ''} {words}"):
            yield item(depth, said)
        for child in inner:
            yield from items_of(child, depth + 1)


def rows_of(table: Any) -> list[Any]:
    return list(table.xpath("./tr|./thead/tr|./tbody/tr|./tfoot/tr"))


def cell_of(cell: Any) -> Cell:
    spans = (int(value) if (value := cell.get(name, "1")).isdecimal() else 1 for name in ("colspan", "rowspan"))
    return Cell(tidy(words_of(cell)), *spans)


def words_of(element: Any) -> str:
    if not isinstance(element.tag, str) or element.tag in NOT_READ:
        return ""
    inner = "".join(words_of(child) + (child.tail or "") for child in element)
    return f"{' ' if element.tag == 'br' else ''}{element.text or ''}{inner}"


def tidy(words: str) -> str:
    return " ".join(words.split())
