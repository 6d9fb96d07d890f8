"""A question's tokens against those of sentences: what a sentence has of each word, and what is asked beside what.

Knows vectors and spans; which sentences are compared, and what it is worth, is not its business.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.question import expected
from assistant.question.reading import Question
from index.han import simplified
from index.retrieval.retriever import Query
from index.vectors.encoder import Floats, Ints
from index.vectors.store import Store

Span = tuple[int, int]

COUNTERPART_ABOVE = 0.2  # cosine above those with any sentence at which a token is surely met
BESIDE = 40  # characters after a figure in which the counted noun stands


@dataclass(frozen=True, slots=True)
class Words:
    """The question's words against one sentence."""

    nearest: Floats  # (words,) best cosine of each among the sentence's tokens
    focus: float  # the same for the asked noun, in the whole sentence
    beside: float  # the same beside the best figure; 0 where there is none
    answers: tuple[Span, ...]
    explained: float  # mean of the sentence's tokens' best cosine among the question's


def compare_pairs(question: Question, query: Query, numbers: Ints, asking: Ints, store: Store) -> list[Words]:
    """Compare the question's tokens with the sentences ``numbers``, and with the question before one that has it."""
    words = compare_words(question, query, numbers, store)
    places = np.flatnonzero(numbers != asking).tolist()
    if places:
        for place, asked in zip(places, compare_words(question, query, asking[places], store), strict=True):
            words[place] = joined(words[place], asked)
    return words


def joined(answer: Words, asked: Words) -> Words:
    """Return the words of an answer and of the question that it answers; what is stated stands in the answer."""
    return replace(
        answer,
        nearest=np.maximum(answer.nearest, asked.nearest),
        focus=max(answer.focus, asked.focus),
        explained=max(answer.explained, asked.explained),
    )


def compare_words(question: Question, query: Query, numbers: Ints, store: Store) -> list[Words]:
    """Compare the question's tokens with those of the sentences ``numbers``, (question tokens, all sentence tokens)."""
    bounds = [slice(*query.space.token_bounds[number : number + 2].tolist()) for number in numbers]
    sizes = np.array([bound.stop - bound.start for bound in bounds])
    own, vectors = query.encoding.tokens, query.space.token_vectors
    cosines = np.concatenate([own @ vectors[bound].astype(np.float32, copy=False).T for bound in bounds], axis=1)
    starts = np.cumsum(sizes) - sizes
    best = np.maximum.reduceat(cosines, starts, axis=1)  # (question tokens, sentences)
    pieces, focus = token_shares(question, query)
    explained = np.add.reduceat(cosines.max(axis=0), starts) / sizes
    nearest = np.clip(pieces @ standing_out(best, query), 0, 1).T
    asked = best[focus].mean(axis=0) if focus.any() else np.zeros(len(bounds))
    asked_words, beside_focus = {word.text for word in question.words}, cosines[focus]
    answers = [
        find_answers(
            question, asked_words, store.sentences[number].text, query.space.token_spans[bound], beside_focus, start
        )
        for number, bound, start in zip(numbers, bounds, starts, strict=True)
    ]
    return [
        Words(nearest[n], float(asked[n]), beside, spans, float(explained[n]))
        for n, (beside, spans) in enumerate(answers)
    ]


def standing_out(best: Floats, query: Query) -> Floats:
    """Return tokens' best cosines, (question tokens, sentences), by how far they are above those with any sentence.

    The encoder of other languages has every word alike to every other: 0.68 where a sentence has nothing of it.
    """
    if query.background is None:
        return best
    raised: Floats = (best - query.background[:, None]) / COUNTERPART_ABOVE
    return raised


def token_shares(question: Question, query: Query) -> tuple[Floats, NDArray[np.bool_]]:
    """Return what share each token has in each word, (words, tokens), and which tokens are the asked noun's."""
    begins, ends = query.encoding.spans[:, 0], query.encoding.spans[:, 1]
    pieces = np.array([(ends > word.start) & (begins < word.end) for word in question.words], np.float32)
    low, high = question.focus or (0, 0)
    return pieces / np.maximum(pieces.sum(axis=1, keepdims=True), 1), (begins >= low) & (begins < high)


def find_answers(
    question: Question, asked_words: Collection[str], text: str, spans: Ints, asked: Floats, start: int
) -> tuple[float, tuple[Span, ...]]:
    """Return the spans of the expected kind, the nearest to the asked noun first, and how near the first is.

    ``spans`` are of the sentence's tokens; ``asked`` (tokens of the noun, all sentence tokens), own from ``start``.
    """
    answers = expected.find(question.kind, simplified(text), question.texts, asked_words)
    if not answers:
        return 0.0, ()
    own = asked[:, start : start + len(spans)]
    scores = [nearness(own, spans, span) for span in answers]
    order = sorted(range(len(answers)), key=lambda n: (-scores[n], n))
    is_hard = expected.is_hard(question.kind, question.texts)
    return scores[order[0]] if is_hard else 0.0, tuple(answers[n] for n in order)


def nearness(asked: Floats, spans: Ints, span: Span) -> float:
    """Return how near the asked noun is to the words at and after ``span``, rounded so that ties stay ties."""
    beside = (spans[:, 1] > span[0]) & (spans[:, 0] < span[1] + BESIDE)
    if not len(asked) or not beside.any():
        return 0.0
    return round(float(asked[:, beside].max(axis=1).mean()), 6)
