"""The page of the documents' folder, as HTML without a script of its own. Every text of a file is escaped."""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from assistant.config import shipped
from assistant.library.changes import Change
from assistant.library.entries import Entry, Use
from assistant.library.folder import MEGABYTE
from assistant.page.frame import Words
from assistant.page.html_page import html_page
from assistant.prompt import Sayings

if TYPE_CHECKING:
    from assistant.library.routes import DocumentStateOut, LibraryOut

BODY = """<header class="mast"><div class="mast-title"><h1>{title}</h1><p class="edition">{under}</p></div>
<nav aria-label="{page}"><button class="button theme" type="button" name="theme" aria-label="{theme}"></button>
<a class="button outlined" href="/admin">{ratings}</a><a class="button outlined" href="/">{ask}</a></nav></header>
<main class="ratings library">{main}</main>"""
UPLOAD = """<form class="filters" method="post" action="{path}" enctype="multipart/form-data">
<label>{files} <input type="file" name="files" multiple required></label>
<label>{folder} <input name="folder" maxlength="400" autocomplete="off"></label>
<button class="button filled">{upload}</button><p class="note">{note}</p></form>"""
COLUMNS = ("name", "size", "changed", "state")


def documents_page(shown: "LibraryOut", said: str, language: str, path: str) -> str:
    """Return the page of all files; ``said`` is why something was refused."""
    words = words_in(language)
    parts = [alert(said), upload_form(shown, words, path), state_html(shown, words, path)]
    parts += [table_html(shown.documents, words, path), changes_html(shown.changes, words)]
    return page("title", words("counted", count=str(len(shown.documents))), "".join(parts), words)


def about_page(shown: "DocumentStateOut", language: str, path: str) -> str:
    """Return the page of one file: its state, who cites it, what became of it."""
    words, entry = words_in(language), shown.document
    found = f'<p><a class="button outlined" href="{path}">{words("title")}</a></p>'
    found += f"<article><h2>{escape(entry.name)}</h2><p>{state_of(entry, words)}</p></article>"
    cited = "".join(use_html(use, words) for use in shown.cited_by)
    listed = f"<ul>{cited}</ul>" if cited else f"<p>{words('not_cited')}</p>"
    found += f"<article><h2>{words('cited_by')}</h2>{listed}</article>"
    return page("title", escape(entry.name), found + changes_html(shown.changes, words), words)


def words_in(language: str) -> Words:
    return Words(language, Sayings.load(shipped("prompts"), language, "library"))


def page(title: str, under: str, main: str, words: Words) -> str:
    said = {key: words(key) for key in ("page", "theme", "ratings", "ask")}
    body = BODY.format(title=words(title), under=under, main=main, **said)
    return html_page(words.plain(title), body, "admin", words.language)


def alert(said: str) -> str:
    return f'<p class="alert" role="alert">{escape(said)}</p>' if said else ""


def upload_form(shown: "LibraryOut", words: Words, path: str) -> str:
    if not shown.is_open:
        return f'<p class="alert">{words("closed")}</p>'
    said = {key: words(key) for key in ("files", "folder", "upload")}
    return UPLOAD.format(path=path, note=words("upload_note", size=str(shown.largest // MEGABYTE)), **said)


def state_html(shown: "LibraryOut", words: Words, path: str) -> str:
    """Return how far the index is, and the way to have it built."""
    if shown.is_building:
        again = f'<a class="button outlined" href="{path}">{words("look_again")}</a>'
        return f'<p role="status">{words("building")} {escape(shown.doing)}</p><p>{again}</p>'
    failed = f'<p class="alert" role="alert">{words("failed")} {escape(shown.failure)}</p>' if shown.failure else ""
    button = f'<button class="button outlined">{words("renew")}</button>'
    return f'{failed}<form method="post" action="{path}/renew">{button}</form>'


def table_html(entries: Iterable[Entry], words: Words, path: str) -> str:
    heads = "".join(f'<th scope="col">{words(key)}</th>' for key in COLUMNS)
    rows = "".join(row_html(entry, words, path) for entry in entries)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{words("title")}"><table><thead><tr>{heads}'
        f"<td></td></tr></thead><tbody>{rows}</tbody></table></div>"
    )


def row_html(entry: Entry, words: Words, path: str) -> str:
    query = escape(urlencode({"name": entry.name}))
    opened = f'<a class="button" href="{escape(entry.url)}">{words("open")}</a>' if entry.url else ""
    removing = (
        f'<details class="remove"><summary>{words("remove")}</summary><form method="post" action="{path}/remove">'
        f'<input type="hidden" name="name" value="{escape(entry.name)}">'
        f'<button class="button">{words("remove_for_good")}</button></form></details>'
    )
    day = escape(entry.changed_at[:10])
    links = f'<a class="button" href="{path}/about?{query}">{words("about")}</a>{opened}'
    return (
        f'<tr><th scope="row">{escape(entry.name)}</th><td>{size_of(entry)}</td><td>{day}</td>'
        f"<td>{state_of(entry, words)}</td><td>{links}{removing if entry.state != 'leaving' else ''}</td></tr>"
    )


def size_of(entry: Entry) -> str:
    return f"{max(1, round(entry.size / 1024)):,} kB" if entry.size else ""


def state_of(entry: Entry, words: Words) -> str:
    said = f'<b class="state {entry.state}">{words(entry.state)}</b>'
    count = words("passages", count=str(entry.passages)) if entry.state == "read" else ""
    return " · ".join(part for part in (said, count, escape(entry.reason), escape(entry.collection or "")) if part)


def changes_html(changes: Iterable[Change], words: Words) -> str:
    items = "".join(change_html(change, words) for change in changes)
    return f"<section><h2>{words('changes')}</h2>{items}</section>" if items else ""


def change_html(change: Change, words: Words) -> str:
    counts = {"sentences": change.sentences, "gone": change.gone_count, "moved": change.moved}
    told = words("change", **{key: str(count) for key, count in counts.items()})
    gone = "".join(f"<li><del>{escape(' '.join(quote.split()))}</del></li>" for quote in change.gone)
    listed = f"<ul>{gone}</ul>" if gone else ""
    return f"<article><h3>{escape(change.document)}: {words(change.kind)}</h3><p>{told}</p>{listed}</article>"


def use_html(use: Use, words: Words) -> str:
    state = words("still" if use.is_there else "lost")
    return f"<li>{escape(use.question)} <q>{escape(use.quote)}</q> <b>{state}</b></li>"
