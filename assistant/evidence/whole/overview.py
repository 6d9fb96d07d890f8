"""A document, or a section of it, in short or in full: verbatim, each sentence with its place.

What says most is told by what can be counted: figures first, then names.
"""

from collections.abc import Sequence
from itertools import groupby

from assistant.evidence.whole.scope import Scope, counted, firsts, plain_text, read_scope
from assistant.evidence.whole.told import Pair, Told, lines
from assistant.language.schema import Language
from assistant.question.reading import Question
from assistant.text.inventory import read_amounts
from assistant.text.names import proper_names
from index.documents.shape.labels import header_value, identifies
from index.retrieval.retriever import Query
from index.schema import Passage
from index.vectors.store import Store

SHOWN = 16  # sentences of a section that are told in full where it is asked what the section says
MOST = 7  # points of a summary, where no number of them is asked for
FIGURE, NAME = 2, 1  # what they count in a sentence
Point = tuple[list[Pair], int]  # its sentences, and how many figures it stands for
FIELDS = ("title", "publisher", "date")


def answer_overview(question: Question, query: Query, store: Store) -> Told | None:
    """Return what is told of a document or a section as a whole; None where the question asks no such."""
    told, lower = question.language.outline, plain_text(question)
    scope = read_scope(question, query, store)
    if scope.has_subject or not scope.passages:
        return None
    if match := told.paragraph.search(lower):
        number = counted(match["after"] or match["before"], question.language)
        return paragraph(scope, int(number)) if scope.headings else None
    if scope.headings and told.summary.search(lower):
        return summary(scope, read_points(lower, question.language), question.texts)
    if scope.headings and told.show.search(lower):
        return in_full(scope)
    if scope.headings and (told.says.search(lower) or (told.wants_topics.search(lower) and not has_topics(scope))):
        is_short = len(every(scope.passages)) <= SHOWN
        return in_full(scope) if is_short else summary(scope, read_points(lower, question.language), question.texts)
    if not scope.headings and (told.summary.search(lower) or told.whole.search(lower)):
        return overview(scope.passages, read_points(lower, question.language), question.texts)
    if scope.is_part and told.wants_topics.search(lower):
        return Told(lines([[head, *topics(scope.passages, head[1])] for head in heads(scope.passages)]), "in_outline")
    return None


def in_full(scope: Scope) -> Told:
    return Told(lines([firsts(scope.headings), *paragraphs(scope.passages)]), "shown")


def has_topics(scope: Scope) -> bool:
    return any(passage.place.topic for passage in scope.passages if passage.kind == "paragraph")


def read_points(lower: str, language: Language) -> int | None:
    """Return in how many points an answer is wanted; None where none are told."""
    match = language.outline.points.search(lower)
    return int(counted(match["count"], language)) if match else None


def heads(passages: Sequence[Passage]) -> list[Pair]:
    return firsts([passage for passage in passages if passage.kind == "heading"])


def topics(passages: Sequence[Passage], heading: Passage) -> list[Pair]:
    """Return the sentence that names each topic under a heading."""
    found: dict[str, Pair] = {}
    for passage in passages:
        place = passage.place
        if passage.kind == "paragraph" and place.topic and place.section == heading.place.section:
            found.setdefault(place.topic, (passage.sentences[0], passage))
    return list(found.values())


def stating(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages of paragraphs that state something, no mere reference of the document ("Ref. 2025/17")."""
    return [p for p in passages if p.kind == "paragraph" and not all(map(identifies, p.text.splitlines()))]


def paragraphs(passages: Sequence[Passage]) -> list[list[Pair]]:
    """Return the sentences of each paragraph; a long one may lie in several passages."""
    text = [passage for passage in passages if passage.kind == "paragraph"]
    return [
        [(sentence, passage) for passage in parts for sentence in passage.sentences]
        for _, parts in groupby(text, key=lambda p: (p.place.document_id, p.place.section, p.place.paragraph))
    ]


def paragraph(scope: Scope, number: int) -> Told | None:
    found = [passage for passage in scope.passages if passage.place.paragraph == number]
    return Told(lines([firsts(scope.headings), *paragraphs(found)]), "shown") if found else None


def overview(passages: Sequence[Passage], most: int | None, language: Language) -> Told | None:
    """Return title, publisher and date of each document, then each heading with its leading sentence."""
    documents = dict.fromkeys(passage.place.document_id for passage in passages)
    groups: list[list[Pair]] = []
    points: list[Point] = []
    for document in documents:
        own = [passage for passage in passages if passage.place.document_id == document]
        groups.append(header(own))
        points += led(own, language) or [
            (pairs[:1], figures(pairs, language)) for pairs in paragraphs(stating(own))[: most or MOST]
        ]
    return Told(lines([*groups, *richest(points, most)]), "in_outline") if points else None


def header(passages: Sequence[Passage]) -> list[Pair]:
    """Return the lines of a document's head that give its title, publisher and date."""
    found = [(sentence, passage) for passage in passages if passage.kind == "header" for sentence in passage.sentences]
    values = [[pair for pair in found if header_value(pair[0].text) == getattr(pair[1].place, name)] for name in FIELDS]
    return [pairs[0] for pairs in values if pairs]


def led(passages: Sequence[Passage], language: Language) -> list[Point]:
    """Return each heading with the first sentence below it that does not only name a topic."""
    points: list[Point] = []
    for head, heading in heads(passages):
        below = [p for p in stating(passages) if p.place.section == heading.place.section]
        told = [pair for pair in every(below) if not names_topic(pair)]
        points.append(([(head, heading), *told[:1]], figures(told, language)))
    return points


def summary(scope: Scope, most: int | None, language: Language) -> Told:
    """Return the heading, and for each topic, else each paragraph, its name and the sentence that says most."""
    text = stating(scope.passages)
    named = [passage for passage in text if passage.place.topic]
    parts = groupby(named or text, key=lambda p: (p.place.document_id, p.place.topic or p.place.paragraph))
    points = [point(every(list(part)), language) for _, part in parts]
    return Told(lines([firsts(scope.headings), *richest(points, most or MOST)]), "in_outline")


def point(pairs: Sequence[Pair], language: Language) -> Point:
    """Return the sentence that names a topic, and the one below it that says most."""
    name = [pair for pair in pairs[:1] if names_topic(pair)]
    rest = pairs[len(name) :]
    best = sorted(rest, key=lambda pair: -weight(pair, language))[:1]
    return [*name, *best], figures(rest, language)


def richest(points: Sequence[Point], most: int | None) -> list[list[Pair]]:
    """Return the points with most figures, in their own order; all where no number of points is asked for."""
    scored = sorted(range(len(points)), key=lambda number: -points[number][1])[:most]
    return [points[number][0] for number in sorted(scored)]


def figures(pairs: Sequence[Pair], language: Language) -> int:
    return sum(len(read_amounts(sentence.text, language)) for sentence, _ in pairs)


def weight(pair: Pair, language: Language) -> int:
    text = pair[0].text
    return FIGURE * len(read_amounts(text, language)) + NAME * len(proper_names(text, language))


def names_topic(pair: Pair) -> bool:
    sentence, passage = pair
    topic = passage.place.topic
    return topic is not None and sentence.text.rstrip(".。").split() == topic.split()


def every(passages: Sequence[Passage]) -> list[Pair]:
    return [(sentence, passage) for passage in passages for sentence in passage.sentences]
