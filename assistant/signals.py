"""Numbers that relate a question to each sentence of the retrieved passages.

Knows words, vectors and expected kinds of answer; what the numbers are worth is not its
business. All signals lie between 0 and 1 (cosines may be below 0).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from assistant import expected
from assistant.question import Question
from index.encoder import Floats, Ints
from index.retriever import Query
from index.schema import Hit, Passage, Sentence
from index.store import Store
from index.words import Word, read_words

Span = tuple[int, int]

DEEPEST = 60  # sentences that are read word by word; the rest is too far from the question
BESIDE = 40  # characters after a figure in which the counted noun stands
PREFIX = 5  # letters that two stems share where they are related: "compens-ate", "compens-ation"
RELATED = 0.7  # worth of a related stem where the same one is 1

# Words that take away. A question that holds one wants a sentence that does.
AWAY = frozenset(
    "abolish ban cancel clos cut demolish drain end halt lower reduc remov scrap shut stop suspend withdraw fewer less"
    " phase eas relief reliev curb cap delay postpon reject refus fail".split()
)
PAST = re.compile(r"\b(did|was|were|had)\b", re.IGNORECASE)
FUTURE = re.compile(r"\bwill\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of the documents, read once from a store."""

    stems: tuple[frozenset[str], ...]  # of each sentence, in the store's order
    places: dict[str, frozenset[str]]  # of each passage's section and topic, by the passage's id
    idf: dict[str, float]  # by stem: 1 in one sentence, 0 in all
    related: dict[str, tuple[str, ...]]  # stems by their first letters
    vocabulary: frozenset[str]  # words as written, lower case

    @classmethod
    def of(cls, store: Store) -> "Lexicon":
        words = [read_words(sentence.text) for sentence in store.sentences]
        stems = tuple(frozenset(word.stem for word in row) for row in words)
        counts: dict[str, int] = {}
        for row in stems:
            for stem in row:
                counts[stem] = counts.get(stem, 0) + 1
        related: dict[str, list[str]] = {}
        for stem in sorted(counts):
            related.setdefault(stem[:PREFIX], []).append(stem)
        most = log(len(stems) + 1)
        return cls(
            stems,
            {passage.id: frozenset(word.stem for word in read_words(place_words(passage))) for passage in store.passages},
            {stem: 1 - log(count) / most for stem, count in counts.items()},
            {prefix: tuple(same) for prefix, same in related.items() if len(prefix) == PREFIX},
            frozenset(word.text for row in words for word in row),
        )

    def weight(self, word: Word) -> float:
        """Return how much a word tells, 0 to 1; one that the documents do not have tells most."""
        return self.idf.get(word.stem, 1.0)

    def matches(self, word: Word, stems: frozenset[str]) -> float:
        """Return 1 where the word is among ``stems``, RELATED where a related one is, else 0."""
        if word.stem in stems:
            return 1.0
        return RELATED if any(other in stems for other in self.related.get(word.stem[:PREFIX], ())) else 0.0

    def knows(self, word: Word) -> bool:
        return word.stem in self.idf or word.stem[:PREFIX] in self.related


def place_words(passage: Passage) -> str:
    section = passage.place.section.title if passage.place.section else ""
    return f"{section} {passage.place.topic or ''}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be the evidence."""

    sentence: Sentence
    passage: Passage
    signals: dict[str, float]  # by name
    counterparts: tuple[float, ...]  # how well the sentence has each word of the question, 0 to 1
    answers: tuple[Span, ...]  # spans of the expected kind, the nearest to the asked noun first


@dataclass(frozen=True, slots=True)
class Words:
    """The question's words against one sentence."""

    nearest: Floats  # (words,) best cosine of each among the sentence's tokens
    focus: float  # the same for the asked noun, in the whole sentence
    beside: float  # the same beside the best figure; 0 where there is none
    explained: float  # mean of the sentence's tokens' best cosine among the question's
    answers: tuple[Span, ...]


def read_candidates(
    question: Question, query: Query, hits: Sequence[Hit], store: Store, lexicon: Lexicon
) -> list[Candidate]:
    """Return the sentences of the hits that come near the question with their signals, in the hits' order."""
    pairs = shortlist(query, hits, store)
    if not pairs:
        return []
    numbers = np.array([store.sentence_numbers[sentence.id] for _, _, sentence in pairs])
    passages = np.array([store.passage_numbers[passage.id] for _, passage, _ in pairs])
    cosines = store.sentence_vectors[numbers] @ query.encoding.vector
    around = store.passage_vectors[passages] @ query.encoding.vector
    weights = np.array([lexicon.weight(word) for word in question.words])
    return [
        read_candidate(question, lexicon, weights, pair, int(number), float(near), float(wide), words)
        for pair, number, near, wide, words in zip(
            pairs, numbers, cosines, around, compare_words(question, query, numbers, store), strict=True
        )
    ]


def shortlist(query: Query, hits: Sequence[Hit], store: Store) -> list[tuple[int, Passage, Sentence]]:
    """Return the DEEPEST sentences nearest to the question as (rank of the hit, passage, sentence)."""
    pairs = [(rank, hit.passage, sentence) for rank, hit in enumerate(hits, 1) for sentence in hit.passage.sentences]
    if len(pairs) <= DEEPEST:
        return pairs
    numbers = [store.sentence_numbers[sentence.id] for _, _, sentence in pairs]
    # the first hits may have been found by their words alone, so their rank counts as well
    nearness = store.sentence_vectors[numbers] @ query.encoding.vector + [0.5 / rank for rank, _, _ in pairs]
    return [pairs[number] for number in sorted(np.argsort(-np.round(nearness, 6), kind="stable")[:DEEPEST])]


def read_candidate(
    question: Question, lexicon: Lexicon, weights: Floats, pair: tuple[int, Passage, Sentence], number: int,
    cosine: float, around: float, words: Words,
) -> Candidate:  # fmt: skip
    rank, passage, sentence = pair
    stems = lexicon.stems[number]
    wide = stems | lexicon.places[passage.id]
    literal = np.array([lexicon.matches(word, stems) for word in question.words])
    placed = np.array([lexicon.matches(word, wide) for word in question.words])
    best = np.maximum(literal, words.nearest)
    total = max(float(weights.sum()), 1e-9)
    signals = {
        "sentence": cosine,
        "passage": around,
        "words": float(weights @ literal) / total,
        "placed": float(weights @ placed) / total,
        "meaning": float(weights @ best) / total,
        "weakest": float(1 - (weights * (1 - best)).max()),
        "explained": words.explained,
        "rank": 1 / rank,
        "heading": float(is_run_in(sentence, passage)),
        "figure_missing": float(expected.is_hard(question.kind) and not words.answers),
        "name_missing": float(not expected.is_hard(question.kind) and expected.is_soft(question.kind) and not words.answers),
        "focus": words.focus,
        "beside": words.beside,
        "number_missing": float(number_missing(question, sentence.text)),
        "entity_missing": entity_missing(question, literal, placed),
        "contrary": float(bool(AWAY & {word.stem for word in question.words}) and not AWAY & stems),
        "past": float(bool(PAST.search(question.text)) and bool(FUTURE.search(sentence.text))),
    }
    return Candidate(sentence, passage, signals, tuple(float(x) for x in best), words.answers)


def entity_missing(question: Question, literal: Floats, placed: Floats) -> float:
    """Return the share of the question's proper names that neither the sentence nor its place has."""
    named = [max(a, b) for a, b, is_name in zip(literal, placed, question.named, strict=True) if is_name]
    return sum(value == 0 for value in named) / len(named) if named else 0.0


def number_missing(question: Question, text: str) -> bool:
    figures = text.replace(",", "")
    return any(number not in figures for number in (*question.numbers, *question.years))


def is_run_in(sentence: Sentence, passage: Passage) -> bool:
    """True for a heading, a header line or the short command that opens a paragraph."""
    topic = passage.place.topic
    return passage.kind != "paragraph" or bool(topic and sentence.text.rstrip(".").split() == topic.split())


# --- token by token ---------------------------------------------------------------------


def compare_words(question: Question, query: Query, numbers: Ints, store: Store) -> list[Words]:
    """Compare the question's tokens with those of the sentences ``numbers``, all in one product."""
    starts = query.encoding.spans[:, 0]
    pieces = np.array([(starts >= word.start) & (starts < word.end) for word in question.words], np.float32)
    pieces /= np.maximum(pieces.sum(axis=1, keepdims=True), 1)  # (words, tokens): a word is the mean of its pieces
    low, high = question.focus or (0, 0)
    focus = (starts >= low) & (starts < high)
    bounds = [slice(*store.token_bounds[number : number + 2]) for number in numbers]
    tokens = np.concatenate([store.token_vectors[bound] for bound in bounds]).astype(np.float32)
    cosines = query.encoding.tokens @ tokens.T  # (question tokens, all sentence tokens)
    cuts = np.cumsum([bound.stop - bound.start for bound in bounds])[:-1]
    return [
        compare_sentence(question, store.sentences[number].text, part, store.token_spans[bound], pieces, focus)
        for number, bound, part in zip(numbers, bounds, np.split(cosines, cuts, axis=1), strict=True)
    ]


def compare_sentence(
    question: Question, text: str, cosines: Floats, spans: Ints, pieces: Floats, focus: Floats
) -> Words:
    """Compare with one sentence; ``cosines`` (question tokens, sentence tokens), ``spans`` (sentence tokens, 2)."""
    if not cosines.size:
        return Words(np.zeros(len(pieces), np.float32), 0.0, 0.0, 0.0, ())
    best = cosines.max(axis=1)
    asked = cosines[focus]
    answers = expected.find(question.kind, text)
    scores = [nearness(asked, spans, span) for span in answers]
    order = sorted(range(len(answers)), key=lambda number: (-scores[number], number))
    return Words(
        np.clip(pieces @ best, 0, 1),
        float(best[focus].mean()) if len(asked) else 0.0,
        max(scores, default=0.0) if expected.is_hard(question.kind) else 0.0,
        float(cosines.max(axis=0).mean()),
        tuple(answers[number] for number in order),
    )


def nearness(asked: Floats, spans: Ints, span: Span) -> float:
    """Return how near the asked noun is to the words at and after ``span``, rounded so that ties stay ties."""
    beside = (spans[:, 1] > span[0]) & (spans[:, 0] < span[1] + BESIDE)
    if not len(asked) or not beside.any():
        return 0.0
    return round(float(asked[:, beside].max(axis=1).mean()), 6)
