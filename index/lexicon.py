"""How rare the documents' words are, made once from a store."""

from dataclasses import dataclass
from math import log

from index.store import Store
from index.words import Word, read_words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of the documents and what each tells."""

    idf: dict[str, float]  # by stem: 0 (in every sentence) to 1 (in one)
    vocabulary: frozenset[str]  # words as written, lower case

    @classmethod
    def of(cls, store: Store) -> "Lexicon":
        counts: dict[str, int] = {}
        vocabulary: set[str] = set()
        for sentence in store.sentences:
            words = read_words(sentence.text)
            vocabulary |= {word.text for word in words}
            for stem in {word.stem for word in words}:
                counts[stem] = counts.get(stem, 0) + 1
        most = log(len(store.sentences) + 1)
        return cls({stem: 1 - log(count) / most for stem, count in counts.items()}, frozenset(vocabulary))

    def weight(self, word: Word) -> float:
        """Return how much a word tells, 0 to 1; one that the documents do not have tells most."""
        return self.idf.get(word.stem, 1.0)
