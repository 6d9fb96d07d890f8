"""Paragraphs of the documents, whole where they were split into passages, and those beside them."""

from collections.abc import Sequence

from index.schema import Passage

Paragraph = tuple[Passage, ...]


def paragraph_of(passage: Passage, passages: Sequence[Passage]) -> Paragraph:
    """Return the passages of the paragraph that one is a part of, in order."""
    return tuple(one for one in passages if one.id == passage.id or (same(one, passage) and one.kind == passage.kind))


def same(one: Passage, other: Passage) -> bool:
    """True for parts of one paragraph: of the same number in the same section of the same document."""
    a, b = one.place, other.place
    return b.paragraph is not None and (a.document_id, a.section, a.paragraph) == (
        b.document_id,
        b.section,
        b.paragraph,
    )


def neighbour(passage: Passage, passages: Sequence[Passage], step: int) -> Paragraph | None:
    """Return the paragraph before (-1) or after (1) in the same document; None where there is none."""
    held = {one.id for one in paragraph_of(passage, passages)}
    numbers = [number for number, one in enumerate(passages) if one.id in held]
    at = (numbers[0] if step < 0 else numbers[-1]) + step
    while 0 <= at < len(passages) and passages[at].place.document_id == passage.place.document_id:
        if passages[at].kind == "paragraph":
            return paragraph_of(passages[at], passages)
        at += step
    return None
