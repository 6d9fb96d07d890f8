"""The examples of a language: their words, and their vectors, made once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args

import numpy as np

from assistant.language.forms import Act, Courtesy
from assistant.language.schema import Intents, Language
from index.han import is_han
from index.vectors.encoder import Encoder, Floats
from index.words import read_words, stem

MARKS = re.compile(r"[^\w']+")
SHARED = 0.3  # what shared words add to a cosine: "shorter" and "longer" are near in meaning
STRANGE = 0.1  # what it takes off that none of the message's telling words is among them
COURTESIES: tuple[Courtesy, ...] = get_args(Courtesy)
ACTS: tuple[Act, ...] = get_args(Act)

Intent = Courtesy | Act


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """A language's examples, one a row."""

    intents: tuple[Intent | None, ...]  # None: a question
    stems: tuple[frozenset[str], ...]
    of_others: tuple[bool, ...]  # whether it speaks of them, not of the assistant
    vectors: Floats

    @classmethod
    def of(cls, language: Language, encoder: Encoder) -> "Examples":
        rows = list(utterances(language.intents))
        return cls(
            tuple(intent for intent, _ in rows),
            tuple(stems_of(text) for _, text in rows),
            tuple(speaks_of_others(text, language) for _, text in rows),
            np.array([made.vector for made in encoder.encode([text for _, text in rows])], np.float32),
        )

    def likeness(self, message: str, vector: Floats) -> Floats:
        """Return how like each example a message is: the cosine, and the share of their words that both have.

        An example that is no question has to be liker where it has none of the message's telling words.
        """
        own, telling = stems_of(message), telling_stems(message)
        shared = [len(own & other) / len(own | other) for other in self.stems]
        found: Floats = self.vectors @ vector + SHARED * np.array(shared, np.float32)
        found[[intent is not None and bool(telling) and not telling & stems for intent, stems in self.rows]] -= STRANGE
        return found

    @property
    def rows(self) -> Iterator[tuple[Intent | None, frozenset[str]]]:
        return zip(self.intents, self.stems, strict=True)


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
    """True where a message has no word but the examples'."""
    known = vocabulary(language)
    return all(
        word.stem in known or (is_han(word.text) and all(one in known for one in word.text))
        for word in read_words(text)
    )


def bare(message: str, language: Language) -> str:
    """Return a message's words in lower case, without marks and without what is only polite, where more is left."""
    words = MARKS.sub(" ", message.lower().replace("’", "'")).split()
    told = [word for word in words if word not in language.intents.polite]
    return " ".join(told or words)


def stems_of(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in read_words(text))


def telling_stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in read_words(text) if not word.is_stop)


def speaks_of_others(text: str, language: Language) -> bool:
    return any(word.text in language.intents.others for word in read_words(text))
