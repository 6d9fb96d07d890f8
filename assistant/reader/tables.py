"""Tables of the documents as tables: a row a sentence, at its own address."""

from collections.abc import Sequence

from assistant.page.frame import flowing
from assistant.text.links import check
from index.schema import Passage, Sentence


def is_table(parts: Sequence[Passage]) -> bool:
    """True for a block whose sentences are rows."""
    sentences = [sentence for part in parts for sentence in part.sentences]
    return len(sentences) > 0 and all(sentence.reading and sentence.reading.cells for sentence in sentences)


def table_html(parts: Sequence[Passage]) -> str:
    """Return the rows below the heads of their columns, and the caption that they are read with."""
    rows = [sentence for part in parts for sentence in part.sentences]
    heads = list(dict.fromkeys(head for row in rows for head, _ in cells(row)))
    caption = rows[0].text[: rows[0].reading.own].rstrip(" —") if rows[0].reading else ""
    top = "".join(f'<th scope="col">{flowing(head)}</th>' for head in heads) if any(heads) else ""
    body = "\n".join(row_html(row, heads) for row in rows)
    return (
        f"{f'<caption>{flowing(caption)}</caption>' if caption else ''}"
        f"{f'<thead><tr>{top}</tr></thead>' if top else ''}<tbody>{body}</tbody>"
    )


def row_html(row: Sentence, heads: Sequence[str]) -> str:
    """Return a row; a cell that is empty in the document is so here."""
    told = cells(row)
    values = [" ".join(value for head, value in told if head == one) for one in heads] if any(heads) else None
    shown = values or [value for _, value in told]
    inner = "".join(f"<td>{flowing(value)}</td>" for value in shown)
    return f'<tr id="c{row.start}-{row.end}" data-t="{check(row.quote)}">{inner}</tr>'


def cells(row: Sentence) -> list[tuple[str, str]]:
    """Return head and value of each cell that has one."""
    found = row.reading.cells if row.reading else ()
    return [(row.text[slice(*cell.head)], row.text[slice(*cell.value)]) for cell in found]
