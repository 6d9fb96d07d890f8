"""Where a source stands, in words: on the page, and in what is copied into a memo."""

import datetime
import re
from collections.abc import Iterator, Sequence
from html import escape

from assistant.page.wording import ENGLISH, Wording
from assistant.schema import Citation, PassageRef, SectionRef
from index.documents.shape.labels import own_number

BOLD = re.compile(r"\*\*(.+?)\*\*")
ESCAPED = re.compile(r"\\([\\`*_\[\]<>$|~.)#+-])")
NAMED = re.compile(r"[A-Z][a-z]{2}|§|第")  # a number that says what it is: "Article 3"
PART = re.compile(r"\(Part ([IVXLC\d]+)\)")


def place_line(item: Citation | PassageRef, words: Wording = ENGLISH, topic: bool = False) -> str:
    """Return "Part V · Section 6 · paragraph 2", as far as the document gives it."""
    part = PART.search(item.title)
    names = [
        words.one_part.format(part=part[1]) if part else item.title,
        section_label(item.section, words),
        *page_parts(item, words),
        paragraph_label(item, words),
        item.topic if topic else "",
    ]
    return escape(" · ".join(name for name in names if name))


def page_parts(item: Citation | PassageRef, words: Wording) -> Iterator[str]:
    """Yield the page as printed, and how sure it is that its words were recognised."""
    label = item.page_label if isinstance(item, Citation) else None
    if item.page:
        yield words.page.format(number=label or item.page)
    if isinstance(item, Citation) and item.certainty is not None:
        yield words.recognised.format(share=round(100 * item.certainty))


def section_label(section: SectionRef | None, words: Wording = ENGLISH) -> str:
    if section is None:
        return ""
    if not section.number:
        return section.title
    return section.number if NAMED.match(section.number) else words.section.format(number=section.number)


def paragraph_label(item: Citation | PassageRef, words: Wording = ENGLISH) -> str:
    """Return the paragraph by its own number, else as it is counted in its section; "" where its topic names it."""
    own = item.paragraph_label
    number = "" if own and own_number(item.topic or "") == own else own or item.paragraph
    return words.paragraph.format(number=number) if number else ""


def spoken_date(date: str | None, words: Wording = ENGLISH) -> str | None:
    """Return "15 February 2026" for an ISO date, any other as it stands."""
    try:
        day = datetime.date.fromisoformat(date or "")
    except ValueError:
        return date
    return words.date.format(day=day.day, month=day.month, month_name=f"{day:%B}", year=day.year)


def reference(citation: Citation, words: Wording = ENGLISH) -> str:
    """Return a quote with where it stands, ready for a memo."""
    return f"{quoted(citation.quote, citation.reading)} ({', '.join(reference_parts(citation, words))})"


def quoted(quote: str, reading: str | None = None) -> str:
    """Return a quote on one line; as it reads, and then not as if it stood so, where that is not as it stands."""
    words = " ".join((reading or quote).split())
    return words if reading else f"“{words}”"


def reference_parts(citation: Citation, words: Wording) -> Iterator[str]:
    yield citation.title
    if citation.publisher:
        yield citation.publisher
    if citation.date:
        yield citation.date
    if section := citation.section:
        name = section_label(section, words)
        yield name if name in (section.number, section.title) else name.lower()
    if citation.topic:
        yield f"“{citation.topic}”"
    yield from page_parts(citation, words)
    if paragraph := paragraph_label(citation, words):
        yield paragraph


def answer_with_references(markdown: str, citations: Sequence[Citation], words: Wording = ENGLISH) -> str:
    """Return an answer as plain text with its references below."""
    notes = "\n".join(f"[{citation.number}] {reference(citation, words)}" for citation in citations)
    return f"{unmarked(markdown)}\n\n{notes}"


def unmarked(markdown: str) -> str:
    """Return an answer's Markdown as plain text."""
    return ESCAPED.sub(r"\1", BOLD.sub(r"\1", markdown))
