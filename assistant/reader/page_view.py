"""The pages of a document beside its text: the one in view, a row of small ones, and their places in the text."""

from collections.abc import Iterator, Sequence
from html import escape

from assistant.page.frame import Words
from assistant.reader.originals import WIDTHS
from index.documents.layout import Layout
from index.schema import Passage

SMALL, BESIDE, ALONE = WIDTHS


def page_view(layout: Layout, base: str, words: Words) -> str:
    """Return the pages; ``base`` is the document's address. The script shows the page of what is read."""
    small = "".join(thumbnail(layout, number, base, words) for number in range(1, len(layout.labels) + 1))
    width, height = layout.sizes[0].tolist()
    return (
        f'<aside class="pages" aria-label="{words("document_pages")}">'
        f'<a class="shown" href="{base}/pages/1.png?width={ALONE}">'
        f'<img src="{base}/pages/1.png?width={BESIDE}" alt="{page_name(layout, 1, words)}" '
        f'data-name="{words("page", number="{n}")}" width="{width:.0f}" height="{height:.0f}"></a>'
        f'<nav aria-label="{words("document_pages")}">{small}</nav></aside>'
    )


def thumbnail(layout: Layout, number: int, base: str, words: Words) -> str:
    width, height = layout.sizes[number - 1].tolist()
    name = page_name(layout, number, words)
    return (
        f'<a href="#p{number}" data-page="{number}"><img loading="lazy" src="{base}/pages/{number}.png?width={SMALL}" '
        f'alt="{name}" width="{width:.0f}" height="{height:.0f}"><span aria-hidden="true">'
        f"{escape(layout.labels[number - 1])}</span></a>"
    )


def page_name(layout: Layout, number: int, words: Words) -> str:
    return words("page", number=layout.labels[number - 1])


def page_marks(layout: Layout, before: int, block: Sequence[Passage], base: str, words: Words) -> Iterator[str]:
    """Yield a link to each page that begins behind page ``before``, up to that of a block."""
    for number in range(before + 1, (block[0].place.page or before) + 1):
        yield (
            f'<p class="page-mark"><a id="p{number}" data-page="{number}" '
            f'href="{base}/pages/{number}.png?width={ALONE}">{page_name(layout, number, words)}</a></p>'
        )
