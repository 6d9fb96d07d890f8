"""The report as a page: the whole document, its outline, and every sentence at its own address.

A sentence's address is ``#c<start>-<end>``, so the browser itself highlights it and brings
it into view; no script is needed. Every text is escaped.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from assistant.errors import NotFound
from assistant.render import spoken_date
from assistant.wording import ENGLISH as WORDS
from index.schema import Passage, Place, Section
from index.store import Store

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="/look/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/look/tokens.css">
<link rel="stylesheet" href="/look/page.css">
<link rel="stylesheet" href="/look/parts.css">
<link rel="stylesheet" href="/look/reader.css">
<script src="/look/theme.js"></script>
</head>
<body class="reader">
<a class="skip" href="#text">Skip to the text</a>
<header class="mast">
<div class="mast-title"><p class="title">{title}</p><p class="edition"><span class="long">{edition}</span></p></div>
<nav aria-label="Page"><a class="button wide-only" href="/report/">All documents</a>
<button class="button theme" type="button" name="theme" aria-label="{theme}"></button>
<a class="button outlined" href="/">Ask the report</a></nav></header>
{body}
</body>
</html>
"""


def find_document(store: Store, name: str) -> str:
    """Return the id of a document by its file's name, with or without the extension; raises NotFound."""
    for document_id in store.documents:
        if name in (document_id, document_id.rsplit(".", 1)[0]):
            return document_id
    raise NotFound("There is no such document. These are held here:")


def document_page(store: Store, document_id: str) -> str:
    """Return the page of one document."""
    passages = [passage for passage in store.passages if passage.place.document_id == document_id]
    place = passages[0].place
    text = store.documents[document_id]
    head = "" if passages[0].kind == "header" else f"<h1>{escape(place.title)}</h1>"
    sheet = "\n".join(render_blocks(text, passages))
    body = f'{outline(passages)}\n<main class="sheet" id="text">\n{head}\n{sheet}\n</main>'
    return fill(place.title, edition(place), body)


def list_page(store: Store, said: str = "") -> str:
    """Return the page that lists the documents, under ``said`` where something has to be said."""
    items = "\n".join(list_item(passages) for passages in by_document(store.passages))
    note = f'<p class="note">{escape(said)}</p>' if said else ""
    body = f'<main class="sheet documents" id="text"><h1>Documents</h1>{note}\n<ul>{items}</ul></main>'
    return fill("Documents", "", body)


def fill(title: str, edition: str, body: str) -> str:
    return PAGE.format(title=escape(title), edition=escape(edition), body=body, theme=WORDS.theme)


def by_document(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    for _, group in groupby(passages, key=lambda passage: passage.place.document_id):
        yield list(group)


def list_item(passages: list[Passage]) -> str:
    place = passages[0].place
    sections = "".join(f"<li>{escape(section_name(section))}</li>" for section in sections_of(passages))
    return (
        f'<li><h2><a href="{address(place)}">{escape(place.title)}</a></h2>'
        f"<p>{escape(edition(place))}</p><ol>{sections}</ol></li>"
    )


def address(place: Place) -> str:
    return f"/report/{escape(place.document_id.rsplit('.', 1)[0])}"


def edition(place: Place) -> str:
    return " · ".join(part for part in (spoken_date(place.date), place.publisher) if part)


def sections_of(passages: Sequence[Passage]) -> list[Section]:
    return list(dict.fromkeys(passage.place.section for passage in passages if passage.place.section))


def section_name(section: Section) -> str:
    return f"{section.number}. {section.title}" if section.number else section.title


# --- outline ----------------------------------------------------------------------------


def outline(passages: Sequence[Passage]) -> str:
    """Return the sections with their topics, each a link to where it begins."""
    items = [
        outline_item(section, [passage for passage in passages if passage.place.section == section])
        for section in sections_of(passages)
    ]
    nav = f'<nav aria-label="Outline"><ol>{"".join(items)}</ol></nav>'
    return f'<details class="outline" open><summary>Outline</summary>{nav}</details>'


def outline_item(section: Section, members: Sequence[Passage]) -> str:
    begins = {passage.place.topic: passage for passage in reversed(members) if passage.place.topic}
    topics = "".join(
        f'<li><a href="#c{passage.start}-{passage.end}">{escape(topic)}</a></li>'
        for topic, passage in reversed(begins.items())
        if topic
    )
    first = members[0]
    return (
        f'<li><a href="#c{first.start}-{first.end}"><span class="no">{escape(section.number or "")}</span>'
        f"<span>{escape(section.title)}</span></a>{f'<ol>{topics}</ol>' if topics else ''}</li>"
    )


# --- text -------------------------------------------------------------------------------


def render_blocks(text: str, passages: Sequence[Passage]) -> Iterator[str]:
    """Yield the document's blocks in order; what lies between passages, such as an address, is shown too."""
    position = 0
    for block in blocks_of(passages):
        yield from between(text[position : block[0].start])
        yield render_block(text, block)
        position = block[-1].end
    yield from between(text[position:])


def blocks_of(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Yield the parts of one paragraph together."""
    for _, group in groupby(passages, key=lambda part: (part.kind, part.place.section, part.place.paragraph)):
        yield list(group)


def between(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line.strip():
            yield f'<p class="para address">{escape(line.strip())}</p>'


def render_block(text: str, parts: Sequence[Passage]) -> str:
    first = parts[0]
    words = "".join(
        render_passage(text, part, following.start if following else part.end)
        for part, following in zip(parts, [*parts[1:], None], strict=True)
    )
    if first.kind == "heading":
        return f"<h2>{words}</h2>"
    if first.kind == "header":
        return f'<h1 class="head-lines">{words}</h1>'
    label = paragraph_number(first.place)
    number = f'<a class="no" href="#c{first.start}-{first.end}">{label}</a>' if label else ""
    return f'<p class="para">{number}{words}</p>'


def paragraph_number(place: Place) -> str:
    section = place.section.number if place.section else None
    return f"{section}.{place.paragraph}" if section and place.paragraph else str(place.paragraph or "")


def render_passage(text: str, passage: Passage, until: int) -> str:
    """Return a passage as a span of sentence spans, with what stands between them up to ``until``."""
    words, position = [], passage.start
    for sentence in passage.sentences:
        words += [escape(text[position : sentence.start]), render_sentence(text, passage, sentence.start, sentence.end)]
        position = sentence.end
    gap = escape(text[max(position, passage.end) : until])
    if [(sentence.start, sentence.end) for sentence in passage.sentences] == [(passage.start, passage.end)]:
        return "".join(words) + gap
    return f'<span class="passage" id="c{passage.start}-{passage.end}">{"".join(words)}</span>{gap}'


def render_sentence(text: str, passage: Passage, start: int, end: int) -> str:
    words, topic = text[start:end], passage.place.topic
    is_run_in = topic is not None and " ".join(words.split()).rstrip(".") == topic
    inner = f'<b class="run-in">{escape(words)}</b>' if is_run_in else escape(words)
    return f'<span id="c{start}-{end}">{inner}</span>'
