"""Web pages into Markdown: their main text with its headings, lists and tables, below the page's title."""

import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from trafilatura.utils import load_html

from index.documents.formats.chapters import with_plain_tables

LINES = {"p", "div", "time", "address", "span"}
LONGEST = 120  # characters of a line below the title
ANCHOR = re.compile(r"^(#{1,6} .*\S)\s*¶$", re.MULTILINE)  # a heading's link to itself
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
    found = ANCHOR.sub(r"\1", str(found))
    title = tidy(tree.findtext(".//title") or "")
    text = found if not title or TITLED.search(found) else f"# {title}\n\n{found}"
    lines = [line for line in below_title(tree) if line not in tidy(text)]
    head = TITLED.search(text)
    end = text.find("\n", head.start()) if head and lines else -1
    return text if end < 0 else "\n\n".join([text[:end], *lines, text[end:].lstrip("\n")])


def below_title(tree: Any) -> Iterator[str]:
    """Yield the short lines right below a page's first title, which are taken for none of its text: by whom, when."""
    title = next(tree.iter("h1"), None)
    for one in () if title is None else title.itersiblings():
        words = tidy(one.text_content()) if one.tag in LINES else ""
        if not words or len(words) > LONGEST or words.endswith((".", "。")):
            return
        yield words


def tidy(words: str) -> str:
    return " ".join(words.split())
