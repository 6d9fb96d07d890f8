"""All figures or names of a kind that the documents hold, with the sentence of each.

What belongs to a subject is told by its words in the sentence or in the name of its topic or section; only
where they stand nowhere, the topic nearest to the question.
"""

from collections.abc import Sequence

from assistant.evidence.choice import Evidence
from assistant.evidence.whole.scope import plain_text, read_scope
from assistant.evidence.whole.told import CERTAIN, Pair, Told
from assistant.language.schema import Language
from assistant.question.reading import Question
from assistant.schema import FigureRow, NameRow, Row, SectionRef
from assistant.text.inventory import Amount, named, read_amounts
from assistant.text.links import report_url
from index.retrieval.retriever import Query
from index.schema import Passage
from index.vectors.store import Store
from index.words import read_words

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
    read = (
        ((sentence, passage), read_amounts(sentence.text, question.texts))
        for passage in passages
        if passage.kind == "paragraph"
        for sentence in passage.sentences
    )
    kept = ((pair, [one for one in found if one.figure.is_share or not only_shares]) for pair, found in read)
    return [(pair, found) for pair, found in kept if found]


def figures_about(about: str, question: Question, query: Query, store: Store) -> Told | None:
    """Return the figures of a section, of a subject, or all of them."""
    scope = read_scope(question, query, store)
    found = counted_sentences(scope.passages, question)
    stems = subject_stems(about, question.language)
    if scope.headings or scope.is_part or not stems:
        return figures_told(found)
    lexical = [one for one in found if stems <= held(one[0])]
    return figures_told(lexical or beside(found, query, store))


def subject_stems(about: str, language: Language) -> set[str]:
    words = [word for word in read_words(about) if not word.is_stop]
    return {word.stem for word in words if word.text not in language.question.frame | language.outline.words}


def held(pair: Pair) -> set[str]:
    """Return the stems of a sentence and of the names of its topic and section."""
    sentence, passage = pair
    section = passage.place.section.title if passage.place.section else ""
    topic = passage.place.topic or section
    return {word.stem for text in (sentence.text, topic) for word in read_words(text)}


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
        own = [one for one in amounts if stems <= {word.stem for word in read_words(one.unit_of(text))}]
        found += [(pair, own)] if own else []
    return figures_told(found) if stems else None


def figures_told(found: Sequence[Counted]) -> Told | None:
    if not found:
        return None
    evidence = tuple(Evidence(*pair, CERTAIN, tuple(map(whole, amounts))) for pair, amounts in found)
    return Told(evidence, "all_figures", tuple(figure_row(pair, one) for pair, amounts in found for one in amounts))


def whole(amount: Amount) -> tuple[int, int]:
    """Return the span of a figure with the unit that follows it."""
    return amount.start, max(amount.end, amount.unit[1])


def figure_row(pair: Pair, amount: Amount) -> Row:
    text = pair[0].text
    number, unit = (" ".join(part.split()) for part in (text[amount.start : amount.end], amount.unit_of(text)))
    return FigureRow(number, unit, *stands(pair))


def stands(pair: Pair) -> tuple[str, SectionRef | None, str]:
    """Return a sentence, its section and its address, as a row has them."""
    sentence, passage = pair
    place = passage.place
    section = SectionRef(place.section.number, place.section.title) if place.section else None
    return sentence.text, section, report_url(place.document_id, sentence.start, sentence.end, sentence.quote)


# --- names ------------------------------------------------------------------------------


def all_named(kind: str, question: Question, query: Query, store: Store) -> Told | None:
    """Return every sentence that names one of a kind, for each name the first; rows for the names."""
    found: list[tuple[Pair, list[tuple[int, int]]]] = []
    seen: set[str] = set()
    for passage in read_scope(question, query, store).passages:
        for sentence in passage.sentences if passage.kind == "paragraph" else ():
            spans = named(sentence.text, kind, question.texts)
            fresh = [span for span in spans if comparable(sentence.text, span) not in seen]
            seen |= {comparable(sentence.text, span) for span in fresh}
            found += [((sentence, passage), fresh)] if fresh else []
    if not found:
        return None
    rows = tuple(
        NameRow(" ".join(pair[0].text[start:end].split()), kind, *stands(pair))
        for pair, spans in found
        for start, end in spans
    )
    return Told(tuple(Evidence(*pair, CERTAIN, tuple(spans)) for pair, spans in found), "all_named", rows)


def comparable(text: str, span: tuple[int, int]) -> str:
    return " ".join(text[slice(*span)].lower().split())
