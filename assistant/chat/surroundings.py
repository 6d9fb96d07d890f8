"""What stands around the conversation: the masthead, the list of conversations, the report's contents.

Reads the documents' own titles and sections; knows nothing of questions.
"""

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType

from assistant.locale import LANGUAGES, TAGS
from assistant.page.places import address, sections_of
from assistant.page.references import PART, spoken_date
from assistant.page.render import one_line
from assistant.page.wording import Wording
from index.schema import Passage, Place

FIGURES = "/report/figures"

Choices = Mapping[str, str]  # what may be asked alone: titles by the names of collections and documents
NOTHING: Choices = MappingProxyType({})


def places(passages: Sequence[Passage]) -> list[Place]:
    """Return the place of each document's first passage."""
    first: dict[str, Place] = {}
    for passage in passages:
        first.setdefault(passage.place.document_id, passage.place)
    return list(first.values())


def page_title(found: Sequence[Place], words: Wording) -> str:
    """Return the title that the documents share, without the part."""
    titles = {PART.sub("", place.title).strip() for place in found}
    return titles.pop() if len(titles) == 1 else words.documents.format(count=len(found))


def edition_html(found: Sequence[Place], words: Wording) -> str:
    """Return the parts held, the dates and the publishers, each once; those that some documents lack are not all's."""
    parts = [match[1] for place in found if (match := PART.search(place.title))]
    dates = dict.fromkeys(spoken_date(place.date, words) for place in found)
    publishers = dict.fromkeys(place.publisher for place in found)
    dates, publishers = ({} if None in held else held for held in (dates, publishers))
    short = " · ".join(filter(None, [parts_label(parts, words), *dates]))
    return f'{escape(short)}<span class="long">{escape("".join(f" · {name}" for name in publishers))}</span>'


def parts_label(parts: Sequence[str], words: Wording) -> str:
    if len(parts) > 1:
        return words.some_parts.format(first=", ".join(parts[:-1]), last=parts[-1])
    return words.one_part.format(part=parts[0]) if parts else ""


def masthead(
    found: Sequence[Place],
    words: Wording,
    language: str,
    choices: Choices = NOTHING,
    chosen: str | None = None,
) -> str:
    return one_line(
        f'<a class="skip" href="#question">{words.skip}</a>'
        f'<header class="mast"><button class="button icon-only menu" type="button" name="menu"'
        f' aria-label="{words.conversations}" title="{words.conversations}"'
        ' aria-expanded="false" aria-controls="history-list"></button>'
        f'<div class="mast-title"><h1>{escape(page_title(found, words))}</h1>'
        f'<p class="edition">{edition_html(found, words)}</p></div><nav aria-label="{words.pages}">'
        f"{page_link('open', '/report/', words.open_report)}"
        f"{page_link('numbers wide-only', FIGURES, words.figures)}"
        f"{chooser(choices, chosen, words)}"
        f"{language_links(language)}"
        f"{theme_button(words)}</nav></header>"
        '<div id="announce" class="visually-hidden" role="status" aria-live="polite"></div>'
    )


def page_link(kind: str, address: str, name: str) -> str:
    """Return a link to one of the report's own pages: an icon, and its name where there is room."""
    return f'<a class="button {kind}" href="{address}" title="{name}"><span class="text-label">{name}</span></a>'


def chooser(choices: Choices, chosen: str | None, words: Wording) -> str:
    """Return the choice of what is asked; nothing where there is nothing to choose."""
    if not choices:
        return ""
    named = [("", words.every_document), *choices.items()]
    options = "".join(
        f'<option value="{escape(name)}"{" selected" if name == (chosen or "") else ""}>{escape(title)}</option>'
        for name, title in named
    )
    return (
        f'<select class="button collection" name="collection" aria-label="{words.which_documents}">{options}</select>'
    )


def theme_button(words: Wording) -> str:
    label = f'aria-label="{words.theme}" title="{words.theme}"'
    return f'<button class="button theme" type="button" name="theme" {label}></button>'


def language_links(current: str) -> str:
    """Return a link to the page in each other language, named in that language."""
    return "".join(
        f'<a class="button language" href="?lang={language}" lang="{TAGS[language]}" hreflang="{TAGS[language]}">'
        f"{name}</a>"
        for language, name in LANGUAGES.items()
        if language != current
    )


def history(words: Wording, language: str) -> str:
    """Return the frame of the list of conversations, which the page's script fills."""
    return one_line(
        f'<aside id="history-list" aria-label="{words.conversations}">'
        f'<button class="button icon-only close" type="button" name="menu" aria-label="{words.close}"'
        f' title="{words.close}"></button>'
        f'<button class="button outlined new" type="button" name="new">{words.new_conversation}</button>'
        f'<ul id="conversations"></ul><p class="undo" role="status"></p><p class="note">{words.kept_here}</p>'
        f'<div class="settings">{page_link("numbers", FIGURES, words.figures)}'
        f"{language_links(language)}{theme_button(words)}</div></aside>"
    )


def contents(passages: Sequence[Passage], words: Wording) -> str:
    """Return what stands in the panel before the first answer: the sections of each document."""
    parts = []
    for place in places(passages):
        members = [passage for passage in passages if passage.place.document_id == place.document_id]
        part = PART.search(place.title)
        name = words.one_part.format(part=part[1]) if part else place.title
        parts.append(f'<h3>{escape(name)}</h3><ul class="contents">{section_links(place, members)}</ul>')
    heading = f"<header><h2>{words.contents}</h2></header>"
    return one_line(f'<div class="sources" id="sources-view">{heading}{"".join(parts)}</div>')


def section_links(place: Place, members: Sequence[Passage]) -> str:
    begins = {passage.place.section: passage for passage in reversed(members)}
    return "".join(
        f'<li><a href="{address(place)}#c{begins[section].start}-{begins[section].end}">'
        f'<span class="no">{escape(section.number or "")}</span><span>{escape(section.title)}</span></a></li>'
        for section in sections_of(members)
    )
