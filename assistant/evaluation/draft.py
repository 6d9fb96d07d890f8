"""A starter set: questions proposed from whatever documents there are, for a person to accept or drop.

By rule, without a model; one may word them better. About a third have no answer in the
documents. Knows which rows are chosen and what they hold; how a question is made is not
its business.
"""

import random
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from assistant.evaluation.matching import holds
from assistant.evaluation.proposal import Draft, answered, keys, read_corpus
from assistant.evaluation.unanswerable import twins, unstated
from index.lexicon import Lexicon
from index.store import Store

Row = dict[str, Any]
Phrase = Callable[[str, str], str]  # (question, the sentence it is about) -> the same question in better words

UNANSWERABLE = 1 / 3  # share of the rows


def draft(store: Store, lexicon: Lexicon, limit: int, seed: int = 0, phrase: Phrase | None = None) -> list[Row]:
    """Return at most ``limit`` rows of a question file with review "draft", about a third of them unanswerable.

    The same rows for the same index and seed; none where the documents give nothing to ask.
    A wording by ``phrase`` is taken where it keeps what the question hangs on (``keeps``).
    """
    corpus = read_corpus(store, lexicon)
    chance = random.Random(seed)  # nosec B311 # the same draft for the same seed
    answerable = balanced(answered(corpus), lambda item: (item.type, item.document), chance)
    answerable = answerable[: limit - int(limit * UNANSWERABLE)]
    room = min(limit - len(answerable), round(len(answerable) * UNANSWERABLE / (1 - UNANSWERABLE)))
    others = balanced([*twins(answerable, corpus), *unstated(corpus)], lambda item: (item.way, item.document), chance)
    chosen = [*answerable, *others[:room]]
    taken = {item.question for item in chosen}
    return [as_row(item, phrase, taken) for item in chosen]


def as_row(item: Draft, phrase: Phrase | None, taken: set[str]) -> Row:
    """Return a draft as a row, in better words where ``phrase`` has some that no other row has; adds to ``taken``."""
    better = " ".join(phrase(item.question, item.source).split()) if phrase else item.question
    phrased = better not in taken and keeps(better, item)
    taken.add(better)
    return {
        "id": item.id,
        "type": item.type,
        "question": better if phrased else item.question,
        "history": [],
        "answerable": bool(item.sentences),
        "evidence": [{"doc": item.document, "quote": sentence} for sentence in item.sentences],
        "facts": [list(fact) for fact in item.facts],
        "note": item.note,
        "review": "draft",
        "drafted_by": "rules+model" if phrased else "rules",
    }


def keeps(wording: str, item: Draft) -> bool:
    """True for a question that keeps the figures, the names and half of the telling words, and gives no fact away."""
    needed = re.findall(r"\d[\d,.]*\b|(?<=[\w,] )[A-Z]\w+", item.question)
    wanted = keys(item.question)
    told = any(holds(wording, word) for fact in item.facts for word in fact)
    kept = all(holds(wording, word) for word in needed) and 2 * len(wanted & keys(wording)) >= len(wanted)
    return wording.endswith("?") and kept and not told


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
