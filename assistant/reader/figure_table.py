"""The page of the figures: a table to search in, each row a link to its sentence, and downloads of it."""

from collections.abc import Sequence
from html import escape

from assistant.page.frame import Words, fill, flowing, text_tag
from assistant.page.places import section_name
from assistant.page.references import PART
from assistant.reader.sheets import FORMATS
from assistant.schema import FigureRow

FIND = """<form class="find wide" role="search" hidden>
<input type="search" name="find" aria-label="{search_figures}" placeholder="{search_figures}" autocomplete="off">
<p class="count" role="status" data-rows="{rows}"></p></form>"""
COLUMNS = ("amount", "unit", "what", "where")


def figures_page(figures: Sequence[FigureRow], words: Words) -> str:
    title = words("figures")
    intro = words("figures_intro" if figures else "no_figures")
    find = FIND.format(**{key: words(key) for key in ("search_figures", "rows")})
    table = f"{find}\n{downloads(words)}\n{table_html(figures, words)}" if figures else ""
    body = (
        f'<main class="sheet figures" id="text" tabindex="-1"><h1>{title}</h1>'
        f'<p class="note">{intro}</p>\n{table}</main>'
    )
    return fill(words, "figures.js", words.plain("figures"), "", body)


def downloads(words: Words) -> str:
    said = {kind: words("download", format=kind.upper()) for kind in FORMATS}
    items = "".join(
        f'<a class="button outlined" href="/report/figures.{kind}" download>{label}</a>' for kind, label in said.items()
    )
    return f'<p class="downloads">{items}</p>'


def table_html(figures: Sequence[FigureRow], words: Words) -> str:
    """Return the table; its roles are written out, since a narrow window lays its rows out as cards."""
    heads = "".join(f'<th role="columnheader" scope="col">{words(key)}</th>' for key in COLUMNS)
    rows = "\n".join(row_html(figure, words) for figure in figures)
    return (
        f'<table role="table" aria-label="{words("figures")}">'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}\n</tbody></table>'
    )


def row_html(figure: FigureRow, words: Words) -> str:
    tag = text_tag(figure.sentence)
    return (
        f'<tr role="row"><td role="cell" class="amount" lang="{tag}">{flowing(figure.amount)}</td>'
        f'<td role="cell" class="unit" lang="{tag}">{flowing(figure.unit)}</td>'
        f'<td role="cell" class="what" lang="{tag}"><a href="{escape(figure.url)}">{flowing(figure.clause)}</a></td>'
        f'<td role="cell" class="where">{where_html(figure, words)}</td></tr>'
    )


def where_html(figure: FigureRow, words: Words) -> str:
    part = PART.search(figure.document)
    document = words.plain("part_of", number=part[1]) if part else figure.document
    parts = [document, section_name(figure.section) if figure.section else "", figure.topic or ""]
    lines = "".join(
        f'<span lang="{text_tag(part)}" title="{escape(part)}">{escape(part)}</span>' for part in parts if part
    )
    return lines + (f"<span>{words('paragraph_of', number=str(figure.paragraph))}</span>" if figure.paragraph else "")
