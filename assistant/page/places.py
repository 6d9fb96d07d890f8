"""Where things stand in the documents, as pages name and link it: documents, their sections, their addresses."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from assistant.schema import SectionRef
from assistant.text.links import document_url
from index.schema import Passage, Place, Section


def by_document(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    for _, group in groupby(passages, key=lambda passage: passage.place.document_id):
        yield list(group)


def address(place: Place) -> str:
    return escape(document_url(place.document_id))


def sections_of(passages: Sequence[Passage]) -> list[Section]:
    return list(dict.fromkeys(passage.place.section for passage in passages if passage.place.section))


def section_name(section: Section | SectionRef) -> str:
    return f"{section.number}. {section.title}" if section.number else section.title
