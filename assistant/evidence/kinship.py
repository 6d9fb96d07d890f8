"""What a sentence has of the question's words by the thesaurus: the same in other words, a kind of it, its like.

Signals beside those of vectors: to an encoder "train" is as near to "flight" as "kids" to "children".
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from assistant.question.reading import Question
from assistant.text.contrary import exclusive
from assistant.text.thesaurus import RIVAL, SAME, STRANGE, WIDER, read_thesaurus, related
from index.retrieval.lexicon import Lexicon
from index.vectors.encoder import Floats, Ints
from index.words import STOP_WORDS

Kin = Sequence[Mapping[str, int]]  # for each word of the question how stems are related to it; no strange ones
# By relation: how far such a word meets the one that is asked, and what is left of how well it is met by any way: less
# where the sentence has its like, "train" beside "flight".
WORTH = np.array([1.0, 0.8, 0.0, 0.0, 0.0], np.float32)
DOUBT = np.array([1.0, 1.0, 1.0, 0.6, 1.0], np.float32)
SHARPNESS = 6.0  # of the soft minimum: with 6 the worst of five words counts for most of it


def read_kin(question: Question, lexicon: Lexicon, stems: Iterable[str]) -> Kin:
    """Return how stems of the documents are related to each of the question's words; nothing across languages.

    Of words that exclude one another, "spring" and "fall", only the same one will do.
    """
    thesaurus = None if question.is_foreign else read_thesaurus(question.texts.name)
    if thesaurus is None:
        return [{} for _ in question.words]
    written = ((stem, lexicon.written.get(stem, stem)) for stem in set(stems))
    told = {stem: senses for stem, word in written if word not in STOP_WORDS and (senses := thesaurus.senses(word))}
    excluding = {word for row in exclusive(question.language) for side in row for word in side}
    return related((None if word.text in excluding else thesaurus.senses(word.text) for word in question.words), told)


def relations(kin: Kin, placed: Floats, stems: Sequence[Collection[str]]) -> Ints:
    """Return the nearest relation that sentences' stems have to each word, (sentences, words), as they are placed."""
    found = [[nearest_of(row, own) for row in kin] for own in stems]
    return np.where(placed == 1, SAME, np.array(found, np.int64).reshape(placed.shape))


def worth(names: Ints) -> Floats:
    """Return how far related words meet those that are asked, 0 to 1."""
    met: Floats = WORTH[names]
    return met


def kinship(names: Ints, met: Floats, weights: Floats) -> list[dict[str, float]]:
    """Return the signals of sentences, each 0 to 1.

    (sentences, words) relations and how well each word is met by any way; (words,) weights.
    """
    total = max(float(weights.sum()), 1e-9)
    least = -np.log(np.exp(-SHARPNESS * met * DOUBT[names]).mean(axis=1)) / SHARPNESS
    shares = {"akin": worth(names), "wider": names == WIDER, "rival": names == RIVAL}
    rows = {name: [float(weights @ row) / total for row in values.astype(float)] for name, values in shares.items()}
    return [
        dict(zip(rows, row, strict=True), least=low) for *row, low in zip(*rows.values(), least.tolist(), strict=True)
    ]


def nearest_of(row: Mapping[str, int], stems: Collection[str]) -> int:
    """Return the nearest relation that one of the stems has to a word."""
    return min((name for stem, name in row.items() if stem in stems), default=STRANGE)
