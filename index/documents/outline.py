"""The shape of a document: title, sections, topics, paragraphs, each with its offsets.

Reads the structure that the format gives: Markdown by its syntax, plain text by the
conventions of official papers. Knows no document by heart.
"""

from index.documents.shape.blocks import Block, Outline, Unit, tidy
from index.documents.shape.markdown import read_markdown
from index.documents.shape.plain import read_plain

__all__ = ["Block", "Outline", "Unit", "read_outline", "tidy"]

MARKDOWN = ".md"


def read_outline(text: str, name: str, form: str | None = None, title: str | None = None) -> Outline:
    """Return the outline of a document; ``form`` (a suffix, else that of ``name``, the file's) tells how it is written,
    ``title`` what it is called where its text does not tell.

    Markdown without a block is read as plain text.
    """
    is_markdown = form == MARKDOWN if form else name.lower().endswith(MARKDOWN)
    return (read_markdown(text, name) if is_markdown else None) or read_plain(text, name, title)
