"""A starter set: questions proposed from whatever documents there are, for a person to accept or drop.

By rule, without a model. About a third have no answer in the documents. Knows which rows
are chosen and what they hold; how a question is made is not its business.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from assistant.drafting.exchanged import asked_further, exchanged
from assistant.drafting.unanswerable import twins, unstated
from assistant.golden.questions import DRAFT
from assistant.language.schema import Language
from assistant.offering.proposal import Corpus, Draft, answered, read_corpus
from index.retrieval.lexicon import Lexicon
from index.vectors.store import Store

Row = dict[str, Any]

UNANSWERABLE = 1 / 3  # share of the rows


def draft(store: Store, lexicon: Lexicon, language: Language, limit: int, seed: int = 0) -> list[Row]:
    """Return at most ``limit`` rows of a question file with review "draft", about a third of them unanswerable.

    The same rows for the same index and seed; none where the documents give nothing to ask.
    """
    corpus = read_corpus(store, lexicon, language)
    chance = random.Random(seed)  # nosec B311 # the same draft for the same seed
    asked = [*answered(corpus), *(item for item in asked_further(corpus) if item.sentences)]
    answerable = shuffled(asked, chance)[: limit - int(limit * UNANSWERABLE)]
    room = min(limit - len(answerable), round(len(answerable) * UNANSWERABLE / (1 - UNANSWERABLE)))
    return [as_row(item) for item in (*answerable, *shuffled(near_misses(answerable, corpus), chance)[:room])]


def near_misses(items: Iterable[Draft], corpus: Corpus) -> Iterator[Draft]:
    """Yield questions that the documents do not answer: next to the items, and of what sentences leave open."""
    items = list(items)
    yield from twins(items, corpus)
    yield from exchanged(items, corpus)
    yield from unstated(corpus)
    yield from (item for item in asked_further(corpus) if not item.sentences)


def shuffled(items: Iterable[Draft], chance: random.Random) -> list[Draft]:
    """Return the items, each question once, of every kind and document in turn."""
    return balanced(items, lambda item: (item.way or item.type, item.document), chance)


def missing_twins(rows: Sequence[Row]) -> str:
    """Return in a sentence that fewer rows than a third have no answer, and what to do; "" where none are missing."""
    if not rows:
        return "No question can be made of these documents by rule: write the file by hand."
    wanted = round(len(rows) * UNANSWERABLE)
    made = sum(not row["answerable"] for row in rows)
    if made >= wanted - 1:
        return ""
    return (
        f"Only {made} of {len(rows)} questions have no answer: the documents do not name enough other things of a kind "
        "to ask about instead. Add near misses by hand, a fifth to a half of the file: they measure refusal."
    )


def as_row(item: Draft) -> Row:
    return {
        "id": item.id,
        "type": item.type,
        "question": item.question,
        "history": [],
        "answerable": bool(item.sentences),
        "evidence": [{"doc": item.document, "quote": sentence} for sentence in item.sentences],
        "facts": [list(fact) for fact in item.facts],
        "note": item.note,
        "review": DRAFT,
        "drafted_by": "rules",
    }


def balanced(items: Iterable[Draft], group: Callable[[Draft], tuple[str, str]], chance: random.Random) -> list[Draft]:
    """Return the items, each question once, in turn from every kind, and within a kind from every document."""
    kinds: dict[str, dict[str, list[Draft]]] = {}
    for item in {item.question: item for item in items}.values():
        kind, document = group(item)
        kinds.setdefault(kind, {}).setdefault(document, []).append(item)
    for documents in kinds.values():
        for members in documents.values():
            chance.shuffle(members)
    return in_turn([in_turn(list(documents.values())) for _, documents in sorted(kinds.items())])


def in_turn(lists: Sequence[Sequence[Draft]]) -> list[Draft]:
    longest = max(map(len, lists), default=0)
    return [items[number] for number in range(longest) for items in lists if number < len(items)]
