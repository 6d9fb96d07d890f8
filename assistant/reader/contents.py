"""What is in the documents: a page of their titles, each with its areas and topics as a tree.

Also the page for an address that leads nowhere, which is then said on top.
"""

from collections.abc import Sequence
from html import escape

from assistant.page.frame import Words, fill, text_tag
from assistant.page.places import address, by_document
from assistant.reader.document import edition, tree
from index.schema import Passage
from index.vectors.store import Store


def contents_page(store: Store, words: Words, said: str = "", only: str = "") -> str:
    """Return the page of all documents, or of ``only`` one, under ``said`` where something has to be said."""
    shown = [group for group in by_document(store.passages) if only in ("", group[0].place.document_id)]
    note = f'<p class="note" role="alert">{words(said)}</p>' if said else ""
    items = "\n".join(document_item(passages, words) for passages in shown)
    body = (
        f'<main class="sheet documents" id="text" tabindex="-1"><h1>{words("contents")}</h1>{note}\n'
        f'<ul class="tree">{items}</ul></main>'
    )
    return fill(words, "figures.js", words.plain("contents"), "", body)


def document_item(passages: Sequence[Passage], words: Words) -> str:
    place = passages[0].place
    return (
        f'<li lang="{text_tag(place.title)}"><h2><a href="{address(place)}">{escape(place.title)}</a></h2>'
        f"<p>{escape(edition(place, words))}</p>{tree(passages, address(place))}</li>"
    )
