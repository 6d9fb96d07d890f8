"""Answers about the document's own shape: its sections and headings, title, publisher and date."""

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.question import NUMBER_WORDS, Question
from index.retriever import Query
from index.schema import Passage
from index.store import Store

UNIT = r"(?:sections?|areas?|chapters?|headings?|priorit(?:y|ies)|key tasks?)"
ORDINALS = {word: n for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)}
NUMBERED = re.compile(rf"\b{UNIT}\s+(?:no\.?\s*|number\s+)?(\d{{1,2}}|[a-z]+)\b|\b(\d{{1,2}}(?:st|nd|rd|th)|[a-z]+)\s+{UNIT}\b")
ASKS_TITLE = re.compile(r"\b(heading|title|called|name|what is|what's|about|deals? with|summari[sz]e|covers?|cover)\b")
ASKS_WHICH = re.compile(rf"\b(?:which|what|in which)\b(?:\s+of the)?(?:\s+\w+)?\s+{UNIT}\b")
ASKS_ALL = re.compile(rf"\b(?:what are|list|name|which are|give me)\b.*\b(?:the|all)\b(?:\s+\w+)?\s+{UNIT}\b|\bhow many\b.*\b{UNIT}\b")
HEADER = (
    (re.compile(r"\bwho\b.*\b(published?|publishes|issued|released|wrote|author\w*)\b|\bpublisher\b"), "publisher"),
    (re.compile(r"\bwhen\b.*\b(published|issued|released|dated)\b|\b(date|publication date) of (the|this) (report|document)\b"), "date"),
    (re.compile(r"\b(title|name) of (the|this) (report|document)\b|\bwhat (report|document) is this\b"), "title"),
)  # fmt: skip


def answer_structure(question: Question, query: Query, store: Store) -> list[Evidence] | None:
    """Return headings or header lines as evidence; None where the question is not about the outline."""
    lower = " ".join(question.text.lower().split())
    headings = [passage for passage in store.passages if passage.kind == "heading" and passage.sentences]
    if field := next((name for pattern, name in HEADER if pattern.search(lower)), None):
        return header_lines(store, field)
    if not headings:
        return None
    if (number := read_number(lower)) and ASKS_TITLE.search(lower):
        found = [h for h in headings if h.place.section and h.place.section.number == str(number)]
        return as_evidence(found, 0.95) or None
    if ASKS_ALL.search(lower):
        return as_evidence(headings, 0.9)
    if ASKS_WHICH.search(lower):
        return best_headings(query, store, headings)
    return None


def read_number(lower: str) -> int | None:
    for match in NUMBERED.finditer(lower):
        word = match[1] or match[2]
        digits = re.match(r"\d+", word)
        value = int(digits[0]) if digits else ORDINALS.get(word) or NUMBER_WORDS.get(word)
        if value:
            return value
    return None


def best_headings(query: Query, store: Store, headings: Sequence[Passage]) -> list[Evidence]:
    cosines = store.search_passages(query.encoding.vector)
    ordered = sorted(headings, key=lambda h: -cosines[store.passage_numbers[h.id]])
    return as_evidence(ordered[:1], 0.8)


def header_lines(store: Store, field: str) -> list[Evidence] | None:
    headers = [passage for passage in store.passages if passage.kind == "header"]
    made = [
        Evidence(sentence, passage, 0.95)
        for passage in headers
        for sentence in passage.sentences
        if sentence.text.strip() == getattr(passage.place, field)
    ]
    return made or None


def as_evidence(passages: Sequence[Passage], score: float) -> list[Evidence]:
    return [Evidence(passage.sentences[0], passage, score) for passage in passages]
