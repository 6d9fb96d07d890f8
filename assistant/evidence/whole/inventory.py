"""All figures or names of a kind that the documents hold, with the sentence of each.

What belongs to a subject is told by its words in the sentence or in the name of its topic or section; only
where they stand nowhere, the topic nearest to the question.
"""

from collections.abc import Iterator, Sequence
from typing import TypedDict

from assistant.evidence.choice import Evidence
from assistant.evidence.whole.scope import plain_text, read_scope
from assistant.evidence.whole.told import CERTAIN, Pair, Told, sentences_of
from assistant.language.schema import Language
from assistant.question.reading import Question
from assistant.schema import FigureRow, NameRow, SectionRef
from assistant.text.inventory import Amount, clause_cuts, named, read_amounts
from assistant.text.links import report_url
from index.retrieval.retriever import Query
from index.schema import Passage
from index.vectors.store import Store
from index.words import read_words, stems_of

SIDE = 3  # figure sentences nearest to a subject that nothing is named after, whose topics are read


def answer_inventory(question: Question, query: Query, store: Store) -> Told | None:
    """Return all figures or names that are asked for; None where the question asks no such, or there are none."""
    told, lower = question.language.inventory, plain_text(question)
    if match := told.figures.search(lower):
        return figures_about(next((words for words in match.groups() if words), ""), question, query, store)
    if match := told.counting.search(lower):
        return figures_counting(match["about"], question, store)
    if match := told.names.search(lower):
        return all_named(next(noun for noun in match.groups() if noun), question, query, store)
    return None


# --- figures ----------------------------------------------------------------------------

Counted = tuple[Pair, list[Amount]]


def counted_sentences(passages: Sequence[Passage], question: Question) -> list[Counted]:
    """Return the sentences that hold figures, with them; shares alone where these are asked for."""
    only_shares = question.language.inventory.shares.search(plain_text(question)) is not None
    read = read_counted(passages, question.texts)
    kept = ((pair, [one for one in found if one.figure.is_share or not only_shares]) for pair, found in read)
    return [(pair, found) for pair, found in kept if found]


def read_counted(passages: Sequence[Passage], language: Language) -> list[Counted]:
    """Return the sentences that hold figures, with them, in the documents' order."""
    read = ((pair, read_amounts(pair[0].text, language)) for pair in sentences_of(passages))
    return [(pair, found) for pair, found in read if found]


def figures_about(about: str, question: Question, query: Query, store: Store) -> Told | None:
    """Return the figures of a section, of a subject, or all of them."""
    scope = read_scope(question, query, store)
    found = counted_sentences(scope.passages, question)
    stems = subject_stems(about, question.language)
    if scope.headings or scope.is_part or not stems:
        return figures_told(found, question.texts)
    lexical = [one for one in found if stems <= held(one[0])]
    return figures_told(lexical or beside(found, query, store), question.texts)


def subject_stems(about: str, language: Language) -> set[str]:
    words = [word for word in read_words(about) if not word.is_stop]
    return {word.stem for word in words if word.text not in language.question.frame | language.outline.words}


def held(pair: Pair) -> set[str]:
    """Return the stems of a sentence and of the names of its topic and section."""
    sentence, passage = pair
    section = passage.place.section.title if passage.place.section else ""
    topic = passage.place.topic or section
    return {stem for text in (sentence.text, topic) for stem in stems_of(text)}


def beside(found: Sequence[Counted], query: Query, store: Store) -> list[Counted]:
    """Return the figures of the topic that holds the nearest sentences with figures."""
    cosines = query.space.search_sentences(query.encoding.vector)
    near = sorted(found, key=lambda one: -float(cosines[store.sentence_numbers[one[0][0].id]]))[:SIDE]
    topics = [topic_of(pair) for pair, _ in near]
    best = max(topics, key=lambda topic: (topics.count(topic), -topics.index(topic)), default=None)
    return [one for one in found if topic_of(one[0]) == best]


def topic_of(pair: Pair) -> tuple[object, ...]:
    place = pair[1].place
    return place.document_id, place.section, place.topic


def figures_counting(about: str, question: Question, store: Store) -> Told | None:
    """Return the figures that count what is asked for: "every project with a number"."""
    stems = subject_stems(about, question.language)
    found = []
    for pair, amounts in counted_sentences(store.passages, question):
        text = pair[0].text
        own = [one for one in amounts if stems <= set(stems_of(one.unit_of(text)))]
        found += [(pair, own)] if own else []
    return figures_told(found, question.texts) if stems else None


def figures_told(found: Sequence[Counted], language: Language) -> Told | None:
    if not found:
        return None
    evidence = tuple(Evidence(*pair, CERTAIN, tuple(map(whole, amounts))) for pair, amounts in found)
    return Told(evidence, "all_figures", tuple(rows_of(found, language)))


def whole(amount: Amount) -> tuple[int, int]:
    """Return the span of a figure with the unit that follows it."""
    return amount.start, max(amount.end, amount.unit[1])


def all_figures(passages: Sequence[Passage], language: Language) -> tuple[FigureRow, ...]:
    """Return every figure of the documents, in their order."""
    return tuple(rows_of(read_counted(passages, language), language))


def rows_of(found: Sequence[Counted], language: Language) -> Iterator[FigureRow]:
    for pair, amounts in found:
        text = pair[0].text
        for one in amounts:
            number, unit = (" ".join(part.split()) for part in (text[one.start : one.end], one.unit_of(text)))
            clause = text[slice(*clause_around(text, one, language))]
            yield FigureRow(
                amount=number, unit=unit, value=value_of(one), bound=one.figure.bound, clause=clause, **stands(pair)
            )


def value_of(amount: Amount) -> float | None:
    """Return the number, a share in percent; None for a ratio, which is more than one."""
    return None if amount.figure.end < amount.end else float(amount.figure.value)


def clause_around(text: str, amount: Amount, language: Language) -> tuple[int, int]:
    """Return the span of what is said of one thing: of the part between marks or joining words that has the amount."""
    first, last = whole(amount)
    cuts = clause_cuts(text, language)
    start = max((end for _, end in cuts if end <= first), default=0)
    end = min((begin for begin, _ in cuts if begin >= last), default=len(text))
    part = text[start:end]
    return end - len(part.lstrip()), start + len(part.rstrip(" \n\u00a0.。"))


class Stands(TypedDict):
    """Where a row stands in the documents."""

    sentence: str
    section: SectionRef | None
    url: str
    document: str
    topic: str | None
    paragraph: int | None


def stands(pair: Pair) -> Stands:
    sentence, passage = pair
    place = passage.place
    return Stands(
        sentence=sentence.text,
        section=SectionRef(place.section.number, place.section.title) if place.section else None,
        url=report_url(place.document_id, sentence.start, sentence.end, sentence.quote),
        document=place.title,
        topic=place.topic,
        paragraph=place.paragraph,
    )


# --- names ------------------------------------------------------------------------------


def all_named(kind: str, question: Question, query: Query, store: Store) -> Told | None:
    """Return every sentence that names one of a kind, for each name the first; rows for the names."""
    found: list[tuple[Pair, list[tuple[int, int]]]] = []
    seen: set[str] = set()
    for pair in sentences_of(read_scope(question, query, store).passages):
        text = pair[0].text
        fresh = [span for span in named(text, kind, question.texts) if comparable(text, span) not in seen]
        seen |= {comparable(text, span) for span in fresh}
        found += [(pair, fresh)] if fresh else []
    if not found:
        return None
    rows = tuple(
        NameRow(name=" ".join(pair[0].text[start:end].split()), kind=kind, **stands(pair))
        for pair, spans in found
        for start, end in spans
    )
    return Told(tuple(Evidence(*pair, CERTAIN, tuple(spans)) for pair, spans in found), "all_named", rows)


def comparable(text: str, span: tuple[int, int]) -> str:
    return " ".join(text[slice(*span)].lower().split())
