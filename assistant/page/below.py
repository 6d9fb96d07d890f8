"""What stands below an answer's text: all of a kind as a table with its downloads, and whom to ask. All is escaped."""

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from assistant.page.places import section_name
from assistant.page.references import PART
from assistant.page.wording import Wording
from assistant.schema import Answer, NameRow, Row

OPEN = 12  # rows up to which the table is shown at once
FILES = ("csv", "xlsx")
ADDRESS = re.compile(r"https?://[^\s<>\"]+|[\w.+-]{1,64}@[\w.-]{1,190}\.\w{2,24}")


def table_html(answer: Answer, words: Wording) -> str:
    """Return the table of an answer, folded where it is long; nothing where it has none."""
    rows = answer.table
    if not rows:
        return ""
    heads = (words.table_name,) if isinstance(rows[0], NameRow) else (words.table_figure, words.table_unit)
    head = "".join(f'<th scope="col">{name}</th>' for name in (*heads, words.table_where))
    body = "".join(row_html(row, words) for row in rows)
    opened = " open" if len(rows) <= OPEN else ""
    return (
        f'<details class="all"{opened}><summary>{words.table.format(count=len(rows))}</summary>'
        f'<div class="wide" tabindex="0" role="region" aria-label="{words.table.format(count=len(rows))}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f'<p class="downloads">{downloads(answer.standalone_question, words)}</p></details>'
    )


def row_html(row: Row, words: Wording) -> str:
    own: Sequence[str] = (row.name,) if isinstance(row, NameRow) else (row.amount, row.unit)
    first, *rest = (escape(cell) for cell in own)
    cells = "".join([f'<td class="first">{first}</td>', *(f"<td>{cell}</td>" for cell in rest)])
    name = section_name(row.section) if row.section else row.document
    part = PART.search(row.document)
    where = " · ".join(filter(None, [words.one_part.format(part=part[1]) if part else "", row.topic or name]))
    place = f'<td><a href="{escape(row.url)}">{escape(where)}</a></td>'
    return f"<tr>{cells}{place}</tr>"


def downloads(question: str, words: Wording) -> str:
    query = escape(urlencode({"question": question}))
    return "".join(
        f'<a class="button outlined" href="/api/table.{kind}?{query}" download="table.{kind}">'
        f"{words.download.format(form=kind.upper())}</a>"
        for kind in FILES
    )


# --- whom to ask ------------------------------------------------------------------------


def contact_html(contact: str | None, words: Wording) -> str:
    """Return the line under a refusal; nothing where nobody is named."""
    if not contact:
        return ""
    before, after = (escape(part) for part in words.contact.split("{contact}"))
    return f'<p class="contact">{before}{linked(contact)}{after}</p>'


def linked(text: str) -> str:
    """Return a text, escaped, with its e-mail and web addresses as links."""
    parts, position = [], 0
    for match in ADDRESS.finditer(text):
        target = match[0] if match[0].startswith("http") else f"mailto:{match[0]}"
        parts += [escape(text[position : match.start()]), f'<a href="{escape(target)}">{escape(match[0])}</a>']
        position = match.end()
    return "".join([*parts, escape(text[position:])])
