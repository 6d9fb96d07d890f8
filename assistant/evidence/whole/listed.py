"""A list of which some is told, told whole: the items below one lead-in, or all that stands under a heading.

What tells one item from the others, "in September", asks for that item. Where all is asked for and no list is found,
it is said that there may be more.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from assistant.evidence.choice import Evidence
from assistant.evidence.whole.mentions import things_asked
from assistant.evidence.whole.told import Pair, Told, sentences_of
from assistant.question.expected import spans_of
from assistant.question.reading import Question
from index.schema import Passage, Sentence
from index.vectors.store import Store
from index.words import content_stems, read_words

MOST = 30  # items that are told; what is longer is said to be
SECTION = 12  # sentences under a heading at most, to be told as one list
COUNTED = ("quantity", "share", "money", "duration", "length", "area", "yes_no")  # kinds that a single item answers


def listed(question: Question, chosen: Sequence[Evidence], store: Store) -> Told:
    """Return the chosen sentences, with the rest of the list that they are of where the whole is asked for."""
    lead = "mentioned_perhaps" if things_asked(question) else "lead_in"
    best = chosen[0] if chosen else None
    is_all = question.language.question.every.search(question.text) is not None
    if best is None or (question.kind in COUNTED and not is_all):
        return Told(tuple(chosen), lead)
    whole = items_with(best, store)
    if not (is_all and whole) and not asks_whole(question, whole, chosen):
        whole = section_of(best, store) if is_named(question, best) else []
    if len(whole) > 1:
        told = tuple(Evidence(*pair, best.score) for pair in whole[:MOST])
        known = {item.sentence.id for item in told}
        rest = tuple(item for item in chosen if item.sentence.id not in known and not introduces(item, best))
        kept = {item.sentence.id: replace(item, decisive=()) for item in chosen}
        told = tuple(kept.get(item.sentence.id, item) for item in told)
        return Told((*told, *rest), "list_begins" if len(whole) > MOST else lead)
    is_list = any(spans_of("list", item.sentence.text, question.texts) for item in chosen)
    return Told(tuple(chosen), "may_be_more" if is_all and not is_list and lead == "lead_in" else lead)


def items_with(best: Evidence, store: Store) -> list[Pair]:
    """Return the items below the lead-in of a sentence, in their order; none where it is no item."""
    above = lead_in(best.sentence)
    if not above:
        return []
    return [(item, one) for one in document_of(best, store) for item in one.sentences if lead_in(item) == above]


def document_of(best: Evidence, store: Store) -> Sequence[Passage]:
    """Return the passages of a sentence's document, in their order: in a store they stand together."""
    passages, number = store.passages, store.passage_numbers[best.passage.id]

    def is_own(at: int) -> bool:
        return passages[at].place.document_id == best.passage.place.document_id

    before, after = takewhile(is_own, range(number, -1, -1)), takewhile(is_own, range(number, len(passages)))
    return passages[[*before][-1] : [*after][-1] + 1]


def lead_in(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Return the spans that an item is read with; none for a row of a table, whose heads they are."""
    return sentence.reading.above if sentence.reading and not sentence.reading.cells else ()


def introduces(item: Evidence, best: Evidence) -> bool:
    return (item.sentence.start, item.sentence.end) in lead_in(best.sentence)


def asks_whole(question: Question, items: Sequence[Pair], chosen: Sequence[Evidence]) -> bool:
    """True where several things are asked for, or several items were chosen, and nothing tells one from the others."""
    ids = {sentence.id for sentence, _ in items}
    several = is_plural(question) or sum(item.sentence.id in ids for item in chosen) > 1
    return several and bool(items) and not tells_apart(question, items)


def is_plural(question: Question) -> bool:
    """True where a list is asked for, or what is asked for stands in the plural."""
    asked = question.text[slice(*question.focus)] if question.focus else ""
    return question.kind == "list" or any(
        question.language.targets.plural.fullmatch(word.text) for word in read_words(asked)
    )


def tells_apart(question: Question, items: Sequence[Pair]) -> bool:
    """True where a word of the question, not what it asks for, stands in some items and neither in all nor above."""
    own = [content_stems(item.text[item.reading.own if item.reading else 0 :]) for item, _ in items]
    first, passage = items[0]
    lead = first.text[: first.reading.own if first.reading else 0]
    above = set(content_stems(f"{lead} {passage.place.heading}"))
    start, end = question.focus or (0, 0)
    words = {word.stem for word in question.words if not start <= word.start < end} - above
    return any(0 < sum(word in one for one in own) < len(own) for word in words)


def is_named(question: Question, best: Evidence) -> bool:
    """True where a sentence stands under a heading that has the words of the question, one a plural, and no others."""
    plural = any(question.language.targets.plural.fullmatch(word.text) for word in question.words)
    return plural and {word.stem for word in question.words} == set(content_stems(best.passage.place.heading))


def section_of(best: Evidence, store: Store) -> list[Pair]:
    """Return all sentences that stand under the same heading; none where they are too many for a list."""
    under = [one for one in document_of(best, store) if one.place.heading == best.passage.place.heading]
    found = list(sentences_of(under))
    return found if len(found) <= SECTION else []
