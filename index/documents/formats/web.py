"""Web pages into Markdown: their main text with its headings, lists and tables, below the page's title."""

import re

import trafilatura
from trafilatura.utils import load_html

from index.documents.formats.chapters import with_plain_tables

TITLED = re.compile(r"^# ", re.MULTILINE)


def read_html(text: str) -> str:
    """Return the main text; raises ValueError where a page has none. Scripts, menus and what is hidden are left out.

    What its library guesses of author and date is left alone: only what stands there is read.
    """
    tree = load_html(text)
    found = trafilatura.extract(
        with_plain_tables(text), output_format="markdown", include_comments=False, favor_recall=True
    )
    if tree is None or not found or not found.strip():
        raise ValueError("it has no main text")
    title = " ".join((tree.findtext(".//title") or "").split())
    return str(found) if not title or TITLED.search(found) else f"# {title}\n\n{found}"
