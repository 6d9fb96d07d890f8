"""Evidence into the answer's text: the report's own sentences, their decisive words in bold, with markers.

Adds no word of its own but the lead-in; what is quoted is never changed, only its white
space made plain and characters that Markdown would interpret escaped.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from assistant.evidence.choice import Evidence
from assistant.schema import Citation, SectionRef
from assistant.text.links import report_url
from index.han import HAN
from index.schema import Passage, Place, Reading, Section, Sentence

OPENING = re.compile(r"^([#+-])(?=\s)")  # would begin a list or a heading; a heading's number stays as it is written
SPECIAL = re.compile(r"([\\`*_\[\]<>$|~])")
LETTER = rf"(?![{HAN}])\w"  # Chinese has no spaces between its words
CURRENCY = r"[$€£¥￥₹]\s?"  # stands before its figure and is never parted from that
PIECE_BEFORE = re.compile(rf"(?:{CURRENCY})?(?:\d[\d.,]*|(?:{LETTER})+)$|{CURRENCY}$")
PIECE_AFTER = re.compile(rf"(?:{LETTER}|[.,](?=\d))+")
BARS = re.compile(r"(?<!\s)\s*(?<!\\)\|\s*")  # between the cells of a row
LIST_FROM = 3  # so many sentences are set as a list
NO_TEXTS: Mapping[str, str] = MappingProxyType({})

Span = tuple[str, int, int]  # a document, and where in it


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of an answer and its citations."""

    text: str
    citations: tuple[Citation, ...]


def extract(
    evidence: Sequence[Evidence], lead_in: str, leads: bool = False, documents: Mapping[str, str] = NO_TEXTS
) -> Extract:
    """Return the chosen sentences in their order, each cited; three or more become a list under ``lead_in``.

    A few stand behind it where ``leads``, else alone. From ``documents``, the texts by id, what a sentence is read
    with is cited beside it where that has figures: the heads of a row, what introduces an item.
    """
    citations: dict[Span, Citation] = {}
    sentences = []
    for item in evidence:
        span = (item.passage.place.document_id, item.sentence.start, item.sentence.end)
        own = citations.setdefault(span, cite(item, len(citations) + 1))
        markers = [own.number, *(one.number for one in cite_above(item, citations, documents))]
        sentences.append(f"{embolden(item)} {' '.join(f'[{number}]' for number in markers)}")
    cited = tuple(citations.values())
    if len(sentences) >= LIST_FROM:
        return Extract("\n".join([lead_in, "", *(f"- {words}" for words in in_lines(evidence, sentences))]), cited)
    return Extract(" ".join([lead_in, *sentences] if leads else sentences), cited)


def cite_above(item: Evidence, citations: dict[Span, Citation], documents: Mapping[str, str]) -> Iterator[Citation]:
    """Yield the citations of what a sentence is read with and that has figures; new ones are put to the others."""
    place = item.passage.place
    text = documents.get(place.document_id, "")
    for start, end in item.sentence.reading.above if item.sentence.reading else ():
        quote = text[start:end]
        if not any(character.isdigit() for character in quote):
            continue
        span = (place.document_id, start, end)
        if span not in citations:
            heads = heads_of(quote) if item.sentence.reading and item.sentence.reading.cells else quote
            reading = Reading(heads) if heads != quote else None
            above = replace(item, sentence=Sentence("", "", heads, start, end, quote, reading))
            citations[span] = cite(above, len(citations) + 1)
        yield citations[span]


def heads_of(quote: str) -> str:
    """Return the heads of a table's columns without the bars between them."""
    return " · ".join(filter(None, BARS.split(quote)))


def in_lines(evidence: Sequence[Evidence], sentences: Sequence[str]) -> list[str]:
    """Return the sentences as lines: one each, those that are joined behind the one before."""
    made: list[str] = []
    for item, words in zip(evidence, sentences, strict=True):
        made[-1:] = [f"{made[-1]} {words}"] if made and item.joined else [*made[-1:], words]
    return made


def embolden(item: Evidence) -> str:
    """Return the sentence as Markdown, its decisive spans in bold."""
    text, position, parts = item.sentence.text, 0, []
    for start, end in (whole_words(text, *span) for span in item.decisive):
        parts += [plain(text[position:start]), f"**{plain(text[start:end])}**"]
        position = end
    words = " ".join("".join([*parts, plain(text[position:])]).split())
    return OPENING.sub(r"\\\1", words)


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with the words and figures that it cuts taken in whole: "4" of "4,000" is another number."""
    before, after = PIECE_BEFORE.search(text, 0, start), PIECE_AFTER.match(text, end)
    return (before.start() if before else start), (after.end() if after else end)


def plain(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return SPECIAL.sub(r"\\\1", text)


def cite(item: Evidence, number: int) -> Citation:
    """Return the citation of a sentence, to the letter, under a marker's ``number``, from 1."""
    sentence, place = item.sentence, item.passage.place
    return Citation(
        number=number,
        publisher=place.publisher,
        date=place.date,
        quote=sentence.quote,
        score=round(item.score, 4),
        reading=sentence.text if sentence.reading else None,
        above=sentence.reading.above if sentence.reading else (),
        page_label=place.page_label,
        certainty=place.certainty,
        **placed(sentence, place),
    )


def placed(span: Sentence | Passage, place: Place) -> dict[str, Any]:
    """Return what an answer says of where a text stands, by the names of its fields."""
    return {
        "document_id": place.document_id,
        "title": place.title,
        "section": section_ref(place.section),
        "topic": place.topic,
        "paragraph": place.paragraph,
        "paragraph_label": place.paragraph_label,
        "page": place.page,
        "start": span.start,
        "end": span.end,
        "url": report_url(place.document_id, span.start, span.end, span.quote),
    }


def section_ref(section: Section | None) -> SectionRef | None:
    return SectionRef(section.number, section.title) if section else None
