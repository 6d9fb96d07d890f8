"""What a sentence has of the question's words by the thesaurus: the same in other words, a kind of it, its like.

Signals beside those of vectors: to an encoder "train" is as near to "flight" as "kids" to "children".
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from assistant.question.reading import Question
from assistant.text.thesaurus import NARROWER, RELATIONS, RIVAL, SAME, STRANGE, WIDER, read_thesaurus, relation
from index.retrieval.lexicon import Lexicon
from index.vectors.encoder import Floats
from index.words import STOP_WORDS

Kin = Sequence[
    Mapping[str, str]
]  # for each word of the question how stems are related to it; strange ones are left out
WORTH = {SAME: 1.0, NARROWER: 0.8}  # how far a related word meets the one that is asked
DOUBTED = 0.6  # of a word's cosine where the sentence has its like: "train" beside "flight"
SHARPNESS = 6.0  # of the soft minimum: with 6 the worst of five words counts for most of it


def read_kin(question: Question, lexicon: Lexicon, stems: Iterable[str]) -> Kin:
    """Return how stems of the documents are related to each of the question's words; nothing across languages.

    Of words that exclude one another, "spring" and "fall", only the same one will do.
    """
    thesaurus = None if question.is_foreign else read_thesaurus(question.texts.name)
    if thesaurus is None:
        return [{} for _ in question.words]
    written = ((stem, lexicon.written.get(stem, stem)) for stem in set(stems))
    told = [(stem, senses) for stem, word in written if word not in STOP_WORDS and (senses := thesaurus.senses(word))]
    excluding = {word for row in question.language.slots.opposed for side in row for word in side.split("|")}
    asked = [None if word.text in excluding else thesaurus.senses(word.text) for word in question.words]
    related = [{stem: relation(own, senses) for stem, senses in told} if own else {} for own in asked]
    return [{stem: name for stem, name in row.items() if name != STRANGE} for row in related]


def relations(kin: Kin, literal: Floats, stems: Collection[str]) -> list[str]:
    """Return the nearest relation that a sentence's stems have to each word, (words,) its literal matches."""
    return [SAME if there == 1 else nearest_of(row, stems) for row, there in zip(kin, literal, strict=True)]


def worth(names: Sequence[str]) -> Floats:
    """Return how far related words meet those that are asked, (words,) 0 to 1."""
    return np.array([WORTH.get(name, 0.0) for name in names], np.float32)


def kinship(names: Sequence[str], met: Floats, weights: Floats) -> dict[str, float]:
    """Return the signals of one sentence, each 0 to 1: (words,) relations, how well each is met by any way, weights."""
    total = max(float(weights.sum()), 1e-9)
    return {
        "akin": float(weights @ worth(names)) / total,
        "wider": share(names, WIDER, weights) / total,
        "rival": share(names, RIVAL, weights) / total,
        "least": float(-np.log(np.exp(-SHARPNESS * met * doubt(names)).mean()) / SHARPNESS),
    }


def doubt(names: Sequence[str]) -> Floats:
    """Return what is left of how well words are met, (words,): less where only the like of what is asked is told."""
    return np.array([DOUBTED if name == RIVAL else 1.0 for name in names], np.float32)


def nearest_of(row: Mapping[str, str], stems: Collection[str]) -> str:
    """Return the nearest relation that one of the stems has to a word."""
    found = {row[stem] for stem in stems if stem in row}
    return next((name for name in RELATIONS if name in found), STRANGE)


def share(names: Sequence[str], wanted: str, weights: Floats) -> float:
    return float(weights @ np.array([name == wanted for name in names], float))
