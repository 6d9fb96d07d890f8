"""A conversation as a file: Markdown or Word, the answers first, all references at the end.

Works from the records that the browser kept; every text in them is foreign and comes out as text.
"""

import gc
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from assistant.answer.extract import plain
from assistant.page.record import Record, Reference
from assistant.page.references import ESCAPED, quoted, spoken_date
from assistant.page.wording import Wording

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

SPAN = re.compile(r"\*\*(?P<bold>.+?)\*\*|(?<!\\)\[(?P<number>\d+)\]")
UNPRINTABLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold
LINE_START = re.compile(r"^(\s*)(#|>|\d+(?=[.)])|[-+=](?=\s|-|=|$))", re.MULTILINE)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is to be saved; ``origin`` is put before the addresses of the passages, ``saved`` is when."""

    title: str
    records: Sequence[Record]
    origin: str = ""
    saved: datetime | None = None

    @property
    def references(self) -> list[Reference]:
        """All sources by number, each once."""
        found = {item.number: item for record in self.records for item in record.references}
        return [found[number] for number in sorted(found)]


# --- Markdown -----------------------------------------------------------------------------


def to_markdown(conversation: Conversation, words: Wording) -> str:
    parts = [f"# {shown(conversation.title)}"]
    for record in conversation.records:
        parts += [f"## {shown(record.question)}", f"*{words.status(record.status)}*", record_text(record)]
        if record.standalone_question != record.question:
            parts.insert(-2, f"*{words.read_as}* {shown(record.standalone_question)}")
    if conversation.references:
        parts.append(f"## {words.sources}")
        parts += [reference_line(item, conversation.origin) for item in conversation.references]
    return "\n\n".join(parts) + "\n"


def record_text(record: Record) -> str:
    """Return the answer's Markdown with its markers escaped: they are no links of Markdown's."""
    text = UNPRINTABLE.sub("", record.answer).replace("<", "\\<").replace("\\\\<", "\\<")
    return SPAN.sub(lambda match: rf"\[{match['number']}\]" if match["number"] else match[0], text)


def reference_line(item: Reference, origin: str) -> str:
    return (
        f"\\[{item.number}\\] {shown(quoted(item.quote, item.reading))} ({shown(item.place)}) <{address(item, origin)}>"
    )


def shown(text: str) -> str:
    """Return text on one line that Markdown shows as it is."""
    return LINE_START.sub(r"\1\\\2", plain(UNPRINTABLE.sub("", " ".join(text.split()))))


def address(item: Reference, origin: str) -> str:
    """Return the passage's address; one that leads elsewhere than into the report is left out."""
    return f"{origin}{item.url}" if re.fullmatch(r"/report/[\w%.~?=&#-]+", item.url) else origin


# --- Word ---------------------------------------------------------------------------------


def to_docx(conversation: Conversation, words: Wording) -> bytes:
    """Return a conversation as a Word document, of which nothing stays in memory.

    A document's parts name each other, and its trees are large where Python's own search sees a few objects.
    """
    made = word_file(conversation, words)
    gc.collect()
    return made


def word_file(conversation: Conversation, words: Wording) -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = bare(conversation.title)
    document.core_properties.author = ""
    document.add_heading(bare(conversation.title), 0)
    if conversation.saved:
        document.core_properties.created = document.core_properties.modified = conversation.saved
        document.add_paragraph(spoken_date(conversation.saved.date().isoformat(), words) or "", style="Subtitle")
    for record in conversation.records:
        add_record(document, record, words)
    if conversation.references:
        document.add_heading(words.sources, 1)
    for item in conversation.references:
        line = document.add_paragraph(f"[{item.number}] {bare(quoted(item.quote, item.reading))} ({bare(item.place)}) ")
        add_link(line, address(item, conversation.origin))
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def add_record(document: "Document", record: Record, words: Wording) -> None:
    document.add_heading(bare(record.question), 1)
    if record.standalone_question != record.question:
        document.add_paragraph(f"{words.read_as} {bare(record.standalone_question)}").runs[0].italic = True
    document.add_paragraph(words.status(record.status)).runs[0].italic = True
    bullet = document.styles["List Bullet"].style_id  # once: by its name it is looked for among all, which takes a ms
    for line in filter(None, record.answer.splitlines()):
        listed = line.startswith("- ")
        paragraph = document.add_paragraph()
        if listed:
            paragraph._p.style = bullet
        add_spans(paragraph, line.removeprefix("- ") if listed else line)


def add_spans(paragraph: "Paragraph", line: str) -> None:
    """Write a line of the answer: decisive words bold, markers raised."""
    position = 0
    for match in SPAN.finditer(line):
        paragraph.add_run(unescaped(line[position : match.start()]))
        if match["bold"]:
            paragraph.add_run(unescaped(match["bold"])).bold = True
        else:
            paragraph.add_run(f"[{match['number']}]").font.superscript = True
        position = match.end()
    paragraph.add_run(unescaped(line[position:]))


def add_link(paragraph: "Paragraph", url: str) -> None:
    """Write an address that can be followed; one that leads to no host comes out as text."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(url)
    if not url.startswith(("http://", "https://")):
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def unescaped(markdown: str) -> str:
    return UNPRINTABLE.sub("", ESCAPED.sub(r"\1", markdown))


def bare(text: str) -> str:
    return UNPRINTABLE.sub("", " ".join(text.split()))
