"""Words of a text as keyword search sees them: stemmed, lower case, with their offsets."""

import re
from functools import lru_cache
from typing import NamedTuple

import Stemmer
from bm25s.stopwords import STOPWORDS_EN_PLUS

from index import han

# Chinese has no spaces: a run of its characters is cut into words. Numbers keep their separators.
WORD = re.compile(rf"\d+(?:[.,]\d+)*|[{han.HAN}]+|(?:(?![{han.HAN}])[^\W_])+(?:['’](?:s|t|re|ve|ll|d|m)\b)?")
REMEMBERED = 4096  # texts whose words are kept, some 5 kB each
STOP_WORDS = frozenset(STOPWORDS_EN_PLUS) | han.STOP_WORDS


class Word(NamedTuple):
    """A word and where it stands."""

    text: str  # lower case
    stem: str
    start: int
    end: int

    @property
    def is_stop(self) -> bool:
        before, apostrophe, _ = self.text.partition("'")
        return self.text in STOP_WORDS or bool(apostrophe and before in STOP_WORDS)  # "what's", "I'd"


@lru_cache(maxsize=1)
def stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=REMEMBERED)
def read_words(text: str) -> tuple[Word, ...]:
    """Return the words of ``text`` in order; those of a document's sentence are read for one question after another."""
    plain, matches = han.simplified(text), WORD.finditer(text)  # one character for one
    if han.is_han(text):
        spans = [span for match in matches for span in pieces(match)]
    else:
        spans = [match.span() for match in matches]
    texts = [plain[start:end].lower().replace("’", "'") for start, end in spans]
    roots = stemmer().stemWords([word.removesuffix("'s") for word in texts])
    return tuple(Word(word, root, start, end) for word, root, (start, end) in zip(texts, roots, spans, strict=True))


def pieces(match: re.Match[str]) -> list[tuple[int, int]]:
    """Return the spans of the words in a run of letters or digits: one, or those of a Chinese run."""
    start, end = match.span()
    if not han.is_han(match.group()):
        return [(start, end)]
    return [(start + low, start + high) for low, high in han.cut(match.group())]


def stem(word: str) -> str:
    """Return the stem of a word in lower case."""
    stemmed: str = stemmer().stemWord(word.removesuffix("'s"))
    return stemmed


def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of all words of ``text``, in order."""
    return tuple(word.stem for word in read_words(text))


def content_stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words that carry meaning."""
    return tuple(word.stem for word in read_words(text) if not word.is_stop)
