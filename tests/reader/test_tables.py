"""Tables of the documents in the reader."""

from assistant.reader.tables import is_table, table_html
from index.schema import Cell, Passage, Place, Reading, Sentence


def row(start: int, *cells: tuple[str, str], caption: str = "") -> Sentence:
    text, found = caption, []
    for head, value in cells:
        text += " · " if len(text) > len(caption) else ""
        begin = len(text)
        text += f"{head}: {value}" if head else value
        found.append(Cell((begin, begin + len(head)), (len(text) - len(value), len(text))))
    reading = Reading(text, (), len(caption), tuple(found))
    return Sentence(f"{start}", "p", text, start, start + 5, "| x |", reading)


def passage(*rows: Sentence) -> Passage:
    return Passage("p", "", 0, 9, "paragraph", Place("a.md", "A"), rows)


def test_rows_below_their_heads() -> None:
    html = table_html(
        [passage(row(0, ("Area", "North"), ("H1", "1"), ("H2", "<2>")), row(6, ("Area", "South"), ("H2", "4")))]
    )
    assert '<th scope="col">Area</th><th scope="col">H1</th><th scope="col">H2</th>' in html
    assert "<td>North</td><td>1</td><td>&lt;2&gt;</td>" in html
    assert '<tr id="c6-11" data-t="' in html
    assert "<td>South</td><td></td><td>4</td>" in html


def test_caption_and_no_heads() -> None:
    html = table_html([passage(row(0, ("", "North"), ("", "1"), caption="Wells — "))])
    assert html.startswith("<caption>Wells</caption><tbody>")


def test_prose_is_no_table() -> None:
    assert not is_table([passage(Sentence("1", "p", "We dig.", 0, 7))])
    assert not is_table([passage()])
