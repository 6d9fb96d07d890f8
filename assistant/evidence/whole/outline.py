"""Answers about the documents' own shape: sections, headings, topics, title, publisher, date.

Reads the outline that the splitter found; words of the paragraphs count only to tell
which section a subject belongs to.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from assistant.evidence.choice import Evidence
from assistant.evidence.whole.scope import (
    documents_named,
    firsts,
    has_number,
    nearest,
    plain_text,
    read_number,
    read_scope,
    subject,
)
from assistant.evidence.whole.told import CERTAIN, LIKELY, Told, sentences_of
from assistant.language.schema import Language
from assistant.language.whole import Outline
from assistant.question.reading import Question
from index.documents.shape.labels import header_value
from index.retrieval.retriever import Query
from index.schema import Passage, Sentence
from index.vectors.store import Store
from index.words import read_words

MOST_TOPICS = 7
WANTS_ALL = ("topic", "list", "other")  # kinds of question for which a whole topic may be the answer
MOST_SENTENCES = 6  # under a topic that is named
SHORTEST_TOPIC = 3  # words; "Boost consumption" may be part of any question


def answer_structure(question: Question, query: Query, store: Store) -> list[Evidence] | None:
    """Return headings or header lines that answer; None where the question is not about the outline."""
    told = question.language.outline
    lower = plain_text(question)
    named = documents_titled(lower, store)
    if field := next((name for name, pattern in told.header if pattern.search(as_document(lower, named, told))), None):
        return header_lines(store, field, named)
    headings = [passage for passage in store.passages if passage.kind == "heading"]
    if read_number(lower, question.language) and not told.paragraph.search(lower):
        scope = read_scope(question, query, store)
        if not scope.has_subject:
            return numbered(store, scope.headings, with_topics=bool(told.wants_topics.search(lower)))
    if question.kind in WANTS_ALL and (topic := named_topic(question, store)):
        return as_evidence(topic, CERTAIN)
    if told.how_many.search(lower):
        return as_evidence([*statements(store, len(headings), question.texts), *firsts(headings)], CERTAIN) or None
    if told.all.search(lower):
        return as_evidence(firsts(headings), CERTAIN) or None
    if told.last.search(lower) and not subject(question) - told.ending - words_of(told.part, lower):
        return as_evidence(closings(documents_named(lower, question.language, store)), CERTAIN) or None
    if not subject(question) - told.ending and (end := told.first.search(lower) or told.final.search(lower)):
        return as_evidence(firsts(headings[:1] if end.re is told.first else headings[-1:]), CERTAIN) or None
    with_topics = told.topics_of.search(lower) is not None
    if told.which.search(lower) or with_topics:
        found = nearest(question, query, store, headings)
        return as_evidence([*firsts(found), *topics_under(store, found if with_topics else ())], LIKELY) or None
    return None


def answer_holdings(question: Question, store: Store) -> Told | None:
    """Return the title of each document; None where it is not asked which there are."""
    if not question.language.outline.held.search(plain_text(question)):
        return None
    found = as_evidence(titles(store), CERTAIN)
    return Told(tuple(found), "holds") if found else None


def titles(store: Store) -> list[tuple[Sentence, Passage]]:
    """Return the line of each document that gives its title, else the first that it has."""
    lines: dict[str, list[tuple[Sentence, Passage]]] = {}
    for passage in store.passages:
        lines.setdefault(passage.place.document_id, []).extend((one, passage) for one in passage.sentences)
    return [next(filter(is_title, own), own[0]) for own in lines.values() if own]


def is_title(pair: tuple[Sentence, Passage]) -> bool:
    sentence, passage = pair
    return passage.kind == "header" and header_value(sentence.text) == passage.place.title


def named_topic(question: Question, store: Store) -> list[tuple[Sentence, Passage]]:
    """Return the first sentences under the topic whose whole name, of several words, stands in the question."""
    asked = f" {' '.join(word.text for word in read_words(question.text))} "
    names = {passage.place.topic for passage in store.passages if passage.place.topic}
    named = [name for name in names if is_named(name, asked)]
    if not named:
        return []
    topic = max(named, key=lambda name: (len(name), name))
    sentences = sentences_of(passage for passage in store.passages if passage.place.topic == topic)
    return [pair for pair in sentences if pair[0].text.rstrip(".。").split() != topic.split()][:MOST_SENTENCES]


def is_named(topic: str, asked: str) -> bool:
    words = [word.text for word in read_words(topic)]
    return len(words) >= SHORTEST_TOPIC and f" {' '.join(words)} " in asked


def numbered(store: Store, found: Sequence[Passage], with_topics: bool) -> list[Evidence] | None:
    """Return the headings of a number and, where asked, the topics under them."""
    topics = topics_under(store, found if with_topics else ())
    return as_evidence([*firsts(found), *topics], CERTAIN) or None


def topics_under(store: Store, headings: Sequence[Passage]) -> list[tuple[Sentence, Passage]]:
    """Return the first sentence of each topic under the headings, which names it; at most MOST_TOPICS."""
    members = {heading.place.section for heading in headings}
    topics = {
        (passage.place.document_id, passage.place.topic): (passage.sentences[0], passage)
        for passage in reversed(store.passages)
        if passage.kind == "paragraph" and passage.place.topic and passage.place.section in members
    }
    return list(reversed(list(topics.values())[-MOST_TOPICS:]))


def words_of(pattern: re.Pattern[str], text: str) -> set[str]:
    match = pattern.search(text)
    return {word.text for word in read_words(match.group())} if match else set()


def closings(passages: Sequence[Passage]) -> list[tuple[Sentence, Passage]]:
    """Return the last sentence of each document, that of the last one first."""
    last = {passage.place.document_id: passage for passage in passages if passage.kind == "paragraph"}
    return [(passage.sentences[-1], passage) for passage in reversed(last.values()) if passage.sentences]


def summarised(question: Question, store: Store) -> tuple[Passage, ...]:
    """Return all paragraphs of the section that is to be summed up, in order; none where the question asks no such."""
    lower = plain_text(question)
    number = read_number(lower, question.language)
    if not number or not question.language.outline.summary.search(lower) or subject(question):
        return ()
    sections = {p.place.section for p in store.passages if has_number(p, number)}
    return tuple(p for p in store.passages if p.kind == "paragraph" and p.place.section in sections)


def statements(store: Store, count: int, language: Language) -> list[tuple[Sentence, Passage]]:
    """Return the first sentence that says itself how many sections there are."""
    words = [word for word, value in language.answers.number_words.items() if value == count]
    pattern = re.compile(
        rf"\b(?:{'|'.join([str(count), *words])})\s+(?:\w+\s+)?{language.outline.unit.pattern}\b", re.IGNORECASE
    )
    every = ((sentence, passage) for passage in store.passages for sentence in passage.sentences)
    return next(([pair] for pair in every if pattern.search(pair[0].text)), [])


def documents_titled(lower: str, store: Store) -> dict[str, str]:
    """Return the titles in a question, in lower case, by document: "the Climate Strategy 2030"."""
    titles = {passage.place.document_id: " ".join(passage.place.title.lower().split()) for passage in store.passages}
    return {document: title for document, title in titles.items() if title in lower}


def as_document(lower: str, named: Mapping[str, str], told: Outline) -> str:
    """Return a question with what a title names called a document."""
    for title in sorted(named.values(), key=len, reverse=True):
        lower = lower.replace(title, told.document)
    return lower


def header_lines(store: Store, field: str, named: Collection[str] = ()) -> list[Evidence] | None:
    """Return the lines at the documents' heads, of those ``named`` if any, that give title, publisher or date."""
    lines = [
        (sentence, passage)
        for passage in store.passages
        for sentence in passage.sentences
        if passage.kind == "header"
        and (not named or passage.place.document_id in named)
        and header_value(sentence.text) == getattr(passage.place, field)
    ]
    return as_evidence(lines, CERTAIN) or None


def as_evidence(found: Sequence[tuple[Sentence, Passage]], score: float) -> list[Evidence]:
    return [Evidence(sentence, passage, score) for sentence, passage in found]
