"""The administrator's page of ratings, which filters and deletes. Every text of a rating on it is escaped."""

from html import escape
from typing import get_args
from urllib.parse import urlencode

from assistant.feedback.rating import Rating, Verdict
from assistant.feedback.ratings import Wanted
from assistant.page.html_page import html_page
from assistant.page.references import unmarked
from assistant.page.wording import Wording, wording
from assistant.schema import Status

PER_PAGE = 50  # ratings shown at once

BODY = """<header class="mast"><div class="mast-title"><h1>{ratings}</h1><p class="edition">{counted}</p></div>
<nav aria-label="{page}"><button class="button theme" type="button" name="theme" aria-label="{theme}"></button>
<a class="button outlined" href="/admin/documents">{files}</a>
<a class="button outlined" href="/">{ask}</a></nav></header>
<main class="ratings">{filters}{rows}{pages}</main>"""


def admin_page(found: list[Rating], count: int, wanted: Wanted, page: int, language: str) -> str:
    words = wording(language)
    rows = "".join(rating_html(rating, words) for rating in found)
    body = BODY.format(
        ratings=words.ratings,
        counted=words.ratings_found.format(count=count),
        page=words.this_page,
        theme=words.theme,
        ask=words.ask_label,
        files=words.documents_folder,
        filters=filters_html(wanted, words),
        rows=rows or f'<p class="nothing">{words.no_rating}</p>',
        pages=pages_html(count, wanted, page, words),
    )
    return html_page(words.ratings, body, "admin", language)


def pages_html(count: int, wanted: Wanted, page: int, words: Wording) -> str:
    """Return the links to the page before and the page after, as far as there are any."""
    query = {name: getattr(wanted, name) for name in ("verdict", "status", "text")}
    links = [(page - 1, words.newer)] * (page > 0) + [(page + 1, words.older)] * ((page + 1) * PER_PAGE < count)
    items = "".join(
        f'<a class="button outlined" href="/admin?{escape(urlencode({**query, "page": number}))}">{label}</a>'
        for number, label in links
    )
    return f'<nav class="pages">{items}</nav>' if items else ""


def filters_html(wanted: Wanted, words: Wording) -> str:
    verdicts = choice_html("verdict", words.verdict, get_args(Verdict), wanted.verdict, words)
    statuses = choice_html("status", words.status_of_answer, get_args(Status), wanted.status, words)
    return (
        f'<form class="filters" method="get" action="/admin">{verdicts}{statuses}'
        f'<label>{words.text} <input name="text" type="search" value="{escape(wanted.text)}"></label>'
        f'<button class="button filled">{words.show}</button>'
        f'<button class="button outlined" formaction="/admin/golden">{words.as_question_file}</button></form>'
    )


def choice_html(name: str, label: str, values: tuple[str, ...], chosen: str, words: Wording) -> str:
    options = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{getattr(words, value or "any")}</option>'
        for value in ("", *values)
    )
    return f'<label>{label} <select name="{name}">{options}</select></label>'


def rating_html(rating: Rating, words: Wording) -> str:
    said = "".join(f"<li><b>{turn.role}</b> {escape(turn.content)}</li>" for turn in rating.history)
    cited = "".join(f"<li>“{escape(quote)}” ({escape(document)})</li>" for document, quote in rating.citations)
    read_as = f"<p>{words.read_as} {escape(rating.standalone_question)}</p>" if said else ""
    comment = f'<p class="comment">{escape(rating.comment)}</p>' if rating.comment else ""
    return (
        f'<article><p class="head"><b>{getattr(words, rating.verdict)}</b> · {getattr(words, rating.status)} · '
        f"<time>{escape(rating.rated_at)}</time> · index {escape(rating.index)}</p>"
        f"<h2>{escape(rating.question)}</h2>{read_as}{comment}"
        f'<p class="said">{escape(unmarked(rating.answer))}</p>'
        f"{folded(words.quotes, cited)}{folded(words.said_before, said)}"
        f'<form method="post" action="/admin/delete"><a class="button" href="/admin/golden?id={escape(rating.id)}">'
        f'{words.as_row}</a><input type="hidden" name="id" value="{escape(rating.id)}">'
        f'<button class="button">{words.delete}</button></form></article>'
    )


def folded(title: str, items: str) -> str:
    return f"<details><summary>{title}</summary><ul>{items}</ul></details>" if items else ""
