"""The report as a page: the whole document, its outline, and every sentence at its own address.

A sentence's address is ``#c<start>-<end>``, so the browser itself highlights it and brings it into
view; no script is needed. ``?t=<check>`` in front (assistant/text/links.py) tells whether its words are
still the ones that were linked to. Every text is escaped.

The script (static/reader.js) finds a sentence that has moved, searches in the text, and leads through
the sources of a conversation. It reads them from ``sessionStorage["report-citations"]``, where the
chat puts them in their order as JSON: ``[{"document": "<document_id>", "start": 12, "end": 34, "number": 1}, …]``.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from assistant.errors import NotFound
from assistant.page.frame import Words, fill, flowing, text_tag
from assistant.page.places import sections_of
from assistant.reader.page_view import page_marks, page_view
from assistant.reader.tables import is_table, table_html
from assistant.text.links import address_of, check, document_url, report_url
from index.documents.layout import Layout
from index.documents.shape.labels import own_number
from index.schema import Passage, Place, Section, Sentence
from index.vectors.store import Store

SIDE = """<aside class="side" aria-label="{outline}">
<form class="find" role="search" hidden>
<input type="search" name="find" aria-label="{search_text}" placeholder="{search_text}" autocomplete="off">
<button class="button step back" type="submit" value="back" aria-label="{previous}" title="{previous}"></button>
<button class="button step" type="submit" value="on" aria-label="{next}" title="{next}"></button>
<p class="count" role="status" data-found="{found}" data-none="{not_found}"></p>
</form>
{tree}
</aside>"""
BAR = """<section class="citebar" aria-label="{cited}" hidden><div>
<p class="count" role="status" data-source="{source}" data-sources="{sources}" data-linked="{linked}"></p>
<div class="steps">
<a class="button step back" rel="prev" href="#text" aria-label="{previous_source}" title="{previous_source}"></a>
<a class="button step" rel="next" href="#text" aria-label="{next_source}" title="{next_source}"></a>
<button class="button copy" type="button" name="copy-link" data-copied="{copied}" data-failed="{not_copied}">
<span>{copy_link}</span></button></div></div></section>"""
OWN_MARK = "¶"  # stands for ours there
SAID_IN_SIDE = ("outline", "search_text", "previous", "next", "found", "not_found")
SAID_IN_BAR = (
    "cited",
    "source",
    "sources",
    "linked",
    "previous_source",
    "next_source",
    "copied",
    "not_copied",
    "copy_link",
)


def find_document(store: Store, name: str) -> str:
    """Return the id of a document by its file's name, with or without the extension; raises NotFound."""
    if name in store.documents:
        return name
    for spelled in (address_of, without_suffix):  # an older link has no suffix of any kind of file
        if found := next((one for one in store.documents if spelled(one) == name), None):
            return found
    raise NotFound("There is no such document.")


def without_suffix(document_id: str) -> str:
    return document_id.rsplit(".", 1)[0]


def find_place(store: Store, document_id: str, span: str) -> str:
    """Return the link of the sentence or passage at ``c<start>-<end>``; raises NotFound."""
    for start, end in spans_of(passages_of(store, document_id)):
        if span == f"c{start}-{end}":
            return report_url(document_id, start, end, store.documents[document_id][start:end])
    raise NotFound("There is no such place in this document.")


def spans_of(passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    for passage in passages:
        yield passage.start, passage.end
        yield from ((sentence.start, sentence.end) for sentence in passage.sentences)


def passages_of(store: Store, document_id: str) -> list[Passage]:
    return [passage for passage in store.passages if passage.place.document_id == document_id]


def document_page(store: Store, document_id: str, words: Words, linked: str = "", has_original: bool = False) -> str:
    """Return the page of one document; ``linked`` is the check of the sentence that was linked to.

    With ``has_original`` its file is offered.
    """
    passages = passages_of(store, document_id)
    place, text = passages[0].place, store.documents[document_id]
    head = "" if passages[0].kind == "header" else f"<h1>{escape(place.title)}</h1>"
    layout = store.layouts.get(document_id)
    sheet = "\n".join(render_blocks(text, passages, words, layout))
    is_lost = bool(linked) and f' data-t="{escape(linked)}"' not in sheet
    tag, printed = text_tag(text), words("closing_note")
    side = SIDE.format(tree=outline(passages, words), **{key: words(key) for key in SAID_IN_SIDE})
    body = (
        f'{side}\n<main class="sheet" id="text" tabindex="-1" data-document="{escape(document_id)}">\n'
        f"{note(words, is_lost)}{original(document_id, words) if has_original else ''}\n"
        f'<div class="words" lang="{tag}" data-printed="{printed}">\n{head}\n{sheet}\n</div>\n</main>\n'
        f"{page_view(layout, document_url(document_id), words) if layout else ''}\n"
        f"{BAR.format(**{key: words(key) for key in SAID_IN_BAR})}"
    )
    return fill(words, "reader.js", place.title, edition(place, words), body)


def note(words: Words, is_lost: bool) -> str:
    """Return the place where it is said that a link does not lead to its old place any more."""
    said = words("changed") if is_lost else ""
    kinds = "".join(f' data-{key.replace("_", "-")}="{words(key)}"' for key in ("moved", "no_place"))
    return f'<p class="note said" role="status"{" data-lost" if is_lost else ""}{kinds}>{said}</p>'


def original(document_id: str, words: Words) -> str:
    return f'<p class="original"><a href="{document_url(document_id)}/original" download>{words("original")}</a></p>'


def edition(place: Place, words: Words) -> str:
    return " · ".join(part for part in (words.date(place.date), place.publisher) if part)


# --- outline ----------------------------------------------------------------------------


def outline(passages: Sequence[Passage], words: Words) -> str:
    """Return the outline, to be folded."""
    nav = f'<nav aria-label="{words("outline")}" lang="{text_tag(passages[0].place.title)}">{tree(passages)}</nav>'
    return f'<details class="outline" open><summary>{words("outline")}</summary>{nav}</details>'


def tree(passages: Sequence[Passage], page: str = "") -> str:
    """Return the sections with their topics, each a link to where it begins on ``page``."""
    items = [
        tree_item(section, [passage for passage in passages if passage.place.section == section], page)
        for section in sections_of(passages)
    ]
    return f"<ol>{''.join(items)}</ol>" if items else ""


def tree_item(section: Section, members: Sequence[Passage], page: str) -> str:
    begins = {passage.place.topic: passage for passage in reversed(members) if passage.place.topic}
    topics = "".join(
        f'<li><a href="{page}#c{passage.start}-{passage.end}">{escape(topic)}</a></li>'
        for topic, passage in reversed(begins.items())
        if topic
    )
    first = members[0]
    return (
        f'<li><a href="{page}#c{first.start}-{first.end}"><span class="no">{escape(section.number or "")}</span>'
        f"<span>{escape(section.title)}</span></a>{f'<ol>{topics}</ol>' if topics else ''}</li>"
    )


# --- text -------------------------------------------------------------------------------


def render_blocks(text: str, passages: Sequence[Passage], words: Words, layout: Layout | None = None) -> Iterator[str]:
    """Yield the document's blocks in order; what lies between passages, such as an address, is shown too.

    Where there are pages their beginnings are told.
    """
    position, page = 0, 0
    base = document_url(passages[0].place.document_id)
    for block in blocks_of(passages):
        yield from between(text[position : heads_from(block)])
        if layout:
            yield from page_marks(layout, page, block, base, words)
            page = max(page, block[0].place.page or page)
        yield render_block(text, block, words)
        position = block[-1].end
    yield from between(text[position:])


def blocks_of(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Yield the parts of one paragraph together."""
    for _, group in groupby(passages, key=lambda part: (part.kind, part.place.section, part.place.paragraph)):
        yield list(group)


def heads_from(block: Sequence[Passage]) -> int:
    """Return where a block begins, the heads of a table in it included."""
    rows = [sentence.reading for part in block for sentence in part.sentences] if is_table(block) else []
    above = [start for row in rows if row for start, _ in row.above[: len(row.above) - (row.own > 0)]]
    return min([block[0].start, *above])


def between(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if any(map(str.isalnum, line)):
            yield f'<p class="para address">{flowing(line.strip())}</p>'


def render_block(text: str, parts: Sequence[Passage], words: Words) -> str:
    first = parts[0]
    inner = "".join(
        render_passage(text, part, following.start if following else part.end)
        for part, following in zip(parts, [*parts[1:], None], strict=True)
    )
    if first.kind == "heading":
        return f"<h2>{inner}</h2>"
    if first.kind == "header":
        return f'<h1 class="head-lines">{inner}</h1>'
    if is_table(parts):
        anchor = f"c{first.start}-{first.end}"
        return f'<div class="para rows" id="{anchor}"><table>{table_html(parts)}</table></div>'
    label = paragraph_number(first.place)
    name = words("paragraph_link", number=label)
    shown = OWN_MARK if own_number(text, first.start) else label
    number = (
        f'<a class="no" href="#c{first.start}-{first.end}" aria-label="{name}">{escape(shown)}</a>' if label else ""
    )
    return f'<p class="para">{number}{inner}</p>'


def paragraph_number(place: Place) -> str:
    section = place.section.number if place.section else None
    return f"{section}.{place.paragraph}" if section and place.paragraph else str(place.paragraph or "")


def render_passage(text: str, passage: Passage, until: int) -> str:
    """Return a passage as a span of sentence spans, with what stands between them up to ``until``."""
    words, position = [], passage.start
    for sentence in passage.sentences:
        words += [gap_between(text[position : sentence.start]), render_sentence(passage, sentence)]
        position = sentence.end
    gap = flowing(text[max(position, passage.end) : until])
    if [(sentence.start, sentence.end) for sentence in passage.sentences] == [(passage.start, passage.end)]:
        return "".join(words) + gap
    return f'<span class="passage" {marks(text, passage.start, passage.end)}>{"".join(words)}</span>{gap}'


def gap_between(text: str) -> str:
    """Return what stands between two sentences; marks of a format without words are not shown."""
    return flowing(text) if not text.strip() or any(map(str.isalnum, text)) else " "


def render_sentence(passage: Passage, sentence: Sentence) -> str:
    """Return a sentence as it reads: a row with its heads, an item behind its lead-in on its own."""
    own = sentence.reading.own if sentence.reading else 0
    words, topic = sentence.text[own:], passage.place.topic
    is_run_in = topic is not None and " ".join(words.split()).rstrip(".。") == topic
    inner = f'<b class="run-in">{flowing(words)}</b>' if is_run_in else flowing(words)
    return f'<span id="c{sentence.start}-{sentence.end}" data-t="{check(sentence.quote)}">{inner}</span>'


def marks(text: str, start: int, end: int) -> str:
    """Return the attributes by which a span is found: its offsets, and the check of its words."""
    return f'id="c{start}-{end}" data-t="{check(text[start:end])}"'
