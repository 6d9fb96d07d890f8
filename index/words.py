"""Words of a text as keyword search sees them: stemmed, lower case, with their offsets."""

import re
from dataclasses import dataclass
from functools import lru_cache

import Stemmer
from bm25s.stopwords import STOPWORDS_EN_PLUS

# Chinese has no spaces: every character is a word of its own. Numbers keep their separators.
WORD = re.compile(r"\d+(?:[.,]\d+)*|[\u3400-\u9fff]|(?:(?![\u3400-\u9fff])[^\W_])+(?:['’](?:s|t|re|ve|ll|d|m)\b)?")
STOP_WORDS = frozenset(STOPWORDS_EN_PLUS)


@dataclass(frozen=True, slots=True)
class Word:
    text: str  # lower case
    stem: str
    start: int
    end: int

    @property
    def is_stop(self) -> bool:
        return self.text in STOP_WORDS


@lru_cache(maxsize=1)
def stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


def read_words(text: str) -> list[Word]:
    """Return the words of ``text`` in order."""
    return [
        Word(lower, stem(lower), match.start(), match.end())
        for match in WORD.finditer(text)
        for lower in [match.group().lower().replace("’", "'")]
    ]


def stem(word: str) -> str:
    stemmed: str = stemmer().stemWord(word.removesuffix("'s"))
    return stemmed


def stems(text: str) -> list[str]:
    """Return the stems of the words that carry meaning; all stems where none does."""
    words = read_words(text)
    return [word.stem for word in words if not word.is_stop] or [word.stem for word in words]
