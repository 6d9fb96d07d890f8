"""The examples of a language, and what is learned from them: how surely a message wants what.

Kernel ridge regression in closed form over the cosine of meanings and of words. The vectors are made once and kept.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np

from assistant.language.forms import Act, Courtesy
from assistant.language.schema import Intents, Language
from index.han import is_han
from index.vectors.encoder import Encoder, Floats
from index.words import read_words, stem, stems_of

MARKS = re.compile(r"[^\w']+")
SHARED = 1.0  # what shared words count beside meaning: "shorter" and "longer" are near in meaning; of 0.5 to 2
DIGITS = 3  # of a vector's components that runs of one encoder agree in
RIDGE = 0.3  # of 0.1 to 1, by the utterances in tests/intent that are no examples
COURTESIES: tuple[Courtesy, ...] = get_args(Courtesy)
ACTS: tuple[Act, ...] = get_args(Act)

Intent = Courtesy | Act


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """A language's examples, and the weights that they have for each kind of message."""

    kinds: tuple[Intent | None, ...]  # None: a question
    vectors: Floats  # (examples, dimensions)
    stems: tuple[frozenset[str], ...]  # of each example
    weights: Floats  # (examples, kinds)

    @classmethod
    def of(cls, language: Language, encoder: Encoder, folder: Path | None = None) -> "Examples":
        """Learn from a language's examples; their vectors are kept in ``folder``."""
        rows = list(utterances(language.intents))
        vectors = read_vectors([text for _, text in rows], encoder, folder)
        stems = tuple(frozenset(stems_of(text)) for _, text in rows)
        kinds = tuple(dict.fromkeys(intent for intent, _ in rows))
        wanted = np.array([[intent == kind for kind in kinds] for intent, _ in rows], np.float64)
        likeness = vectors @ vectors.T + SHARED * shared_by_each(stems)
        weights = np.linalg.solve(likeness + RIDGE * np.eye(len(rows)), wanted)
        return cls(kinds, vectors, stems, weights.astype(np.float32))

    def scores(self, message: str, vector: Floats) -> dict[Intent | None, float]:
        """Return for each kind how surely a message is of it, about 0 to 1."""
        likeness = self.vectors @ vector + SHARED * shared(frozenset(stems_of(message)), self.stems)
        return dict(zip(self.kinds, (likeness @ self.weights).tolist(), strict=True))


def shared(stems: frozenset[str], others: Sequence[frozenset[str]]) -> Floats:
    """Return the cosine of a message's words and of each example's."""
    counts = [len(stems & other) / np.sqrt(max(1, len(stems) * len(other))) for other in others]
    return np.array(counts, np.float32)


def shared_by_each(stems: Sequence[frozenset[str]]) -> Floats:
    """Return what ``shared`` gives for each example, all in one product: a million pairs of sets take seconds."""
    places = {found: place for place, found in enumerate(sorted(frozenset().union(*stems)))}
    held = np.zeros((len(stems), len(places)))
    for row, own in enumerate(stems):
        held[row, [places[found] for found in own]] = 1
    counts = held.sum(axis=1)
    both: Floats = (held @ held.T / np.sqrt(np.maximum(1, np.outer(counts, counts)))).astype(np.float32)
    return both


def read_vectors(texts: Sequence[str], encoder: Encoder, folder: Path | None) -> Floats:
    """Return the texts' vectors: those kept for just these texts and this encoder, else made and kept."""
    known = np.round(encoder.encode(texts[:1])[0].vector, DIGITS).tobytes()  # an encoder is known by what it makes
    key = hashlib.sha256(known + "\n".join(texts).encode()).hexdigest()[:16]
    path = folder / f"{key}.npy" if folder else None
    try:
        if path and path.is_file():
            kept: Floats = np.load(path, allow_pickle=False)
            return kept
    except (OSError, ValueError):  # broken: it is made again
        pass
    made = np.array([one.vector for one in encoder.encode(list(texts))], np.float32)
    if path:
        keep(made, path)
    return made


def keep(vectors: Floats, path: Path) -> None:
    """Write vectors at once or not at all; a folder that cannot be written costs only time."""
    new = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with new.open("wb") as file:
            np.save(file, vectors, allow_pickle=False)
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def utterances(told: Intents) -> Iterator[tuple[Intent | None, str]]:
    """Yield every example with what it wants; None for a question."""
    for intent, texts in (*told.courtesy.items(), *told.acts.items()):
        yield from ((intent, text) for text in texts)
    yield from ((None, text) for texts in told.contrast.values() for text in texts)


@cache
def exact(language: Language) -> dict[str, Intent | None]:
    """Return what the examples want by their bare words."""
    return {bare(text, language): intent for intent, text in utterances(language.intents)}


@cache
def vocabulary(language: Language) -> frozenset[str]:
    """Return the stems that a message may consist of which is no question."""
    told = language.intents
    return frozenset(found for _, text in utterances(told) for found in stems_of(text)) | {
        stem(word) for word in told.words | told.polite
    }


def is_known(text: str, language: Language) -> bool:
    """True where a message has no word with a meaning of its own but the examples'."""
    known = vocabulary(language)
    return all(
        word.is_stop or word.stem in known or (is_han(word.text) and all(one in known for one in word.text))
        for word in read_words(text)
    )


def bare(message: str, language: Language) -> str:
    """Return a message's words in lower case, without marks and without what is only polite, where more is left."""
    words = MARKS.sub(" ", message.lower().replace("’", "'")).split()
    told = [word for word in words if word not in language.intents.polite]
    return " ".join(told or words)


def speaks_of_others(text: str, language: Language) -> bool:
    return any(word.text in language.intents.others for word in read_words(text))
