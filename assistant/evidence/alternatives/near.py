"""Terms of the documents that come nearest to a word they do not have: "lifts", where they say "elevators"."""

from collections.abc import Iterator

import numpy as np

from assistant.question.expected import is_hard
from assistant.question.reading import Question
from assistant.schema import NearTerm
from index.retrieval.lexicon import Lexicon
from index.retrieval.retriever import Query
from index.vectors.encoder import Floats
from index.vectors.store import Store
from index.words import Word, read_words

# Standard deviations by which a term's likeness to the word stands above that of all the documents' words, so that it
# means the same with every encoder. Over the report "lifts" and "elevators" have 8.3, "pupils" and "students" 9.8,
# "wage" and "jobs" 6.8, "saunas" and "hot" 5.1.
# By the encoder of other languages, whose likenesses lie closer together, “泊车” and “泊位” have 5.3, “加油站” and
# “车站” 3.9.
NEAR, NEAR_BY_SECOND = 8.0, 5.0
DEEP, MOST = 60, 2  # tokens that are looked at, and terms that are tried for a word


def near_terms(question: Question, query: Query, store: Store, lexicon: Lexicon) -> Iterator[NearTerm]:
    """Yield the question with each word that the documents do not have in one of their own, the nearest first.

    A name or a figure has no other word; nor has one that the question only has from the conversation.
    """
    if question.is_foreign:
        return
    rows = zip(question.words, question.named, question.own, strict=True)
    for word in [word for word, named, own in rows if own and not named and is_lacking(word, question, lexicon)]:
        for term in terms_near(word, question, query, store):
            text = f"{question.text[: word.start]}{term}{question.text[word.end :]}"
            yield NearTerm(question.text[word.start : word.end], term, text)


def is_lacking(word: Word, question: Question, lexicon: Lexicon) -> bool:
    """True for a word that the documents do not have; "far" of "how far" only tells what kind of figure is asked."""
    before = read_words(question.text[: word.start])[-1:]
    asks = bool(before) and before[0].text in question.language.conversation.question_words
    return (
        not lexicon.knows(word) and not word.text[0].isdigit() and not (asks and is_hard(question.kind, question.texts))
    )


def terms_near(word: Word, question: Question, query: Query, store: Store) -> list[str]:
    """Return the documents' words whose tokens are nearest to a word of the question, as they write them."""
    spans = query.encoding.spans
    own = query.encoding.tokens[(spans[:, 1] > word.start) & (spans[:, 0] < word.end)]
    if not len(own):
        return []
    cosines = standardised(query.space.token_vectors @ own.mean(axis=0).astype(query.space.token_vectors.dtype))
    asked, least = {one.stem for one in question.words}, NEAR_BY_SECOND if query.is_foreign else NEAR
    found: dict[str, str] = {}
    for number in np.argsort(-cosines, kind="stable")[:DEEP].tolist():
        there = word_at(number, query, store) if cosines[number] >= least else None
        if there and is_term(there[0], question) and there[0].stem not in asked:
            found.setdefault(there[0].stem, there[1])
    return list(found.values())[:MOST]


def standardised(values: Floats) -> Floats:
    values = values.astype(np.float32)
    spread: Floats = (values - values.mean()) / max(float(values.std()), 1e-6)
    return spread


def word_at(number: int, query: Query, store: Store) -> tuple[Word, str] | None:
    """Return the word of a sentence that a token lies in, with how it is written."""
    sentence = int(np.searchsorted(query.space.token_bounds, number, side="right")) - 1
    start, end = query.space.token_spans[number].tolist()
    text = store.sentences[sentence].text
    found = (word for word in read_words(text) if word.start <= start and end <= word.end and start < end)
    return next(((word, text[word.start : word.end]) for word in found), None)


def is_term(word: Word, question: Question) -> bool:
    """True for a word that means something by itself: none that joins, asks or counts."""
    frame = question.texts.question.frame | question.texts.framing.words
    return not word.is_stop and word.text not in frame and not word.text[0].isdigit() and len(word.text) > 1
