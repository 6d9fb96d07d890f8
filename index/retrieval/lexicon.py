"""The documents' words: which sentence has which, how rare they are, which are related."""

from collections.abc import Collection
from dataclasses import dataclass
from math import log

from index.schema import Passage
from index.vectors.store import Store
from index.words import Word, read_words

PREFIX = 5  # letters that two stems share where they are related: "compens-ate", "compens-ation"
RELATED = 0.7  # worth of a related stem where the same one is 1


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The documents' words, read once from a store."""

    stems: tuple[frozenset[str], ...]  # of each sentence, in the store's order
    places: dict[str, frozenset[str]]  # of each passage's title, publisher, section and topic, by the passage's id
    idf: dict[str, float]  # by stem: 1 in one sentence, 0 in all
    related: dict[str, tuple[str, ...]]  # stems by their first letters
    vocabulary: frozenset[str]  # words as written, lower case
    kept: tuple[frozenset[str], ...]  # of each sentence, the stems of the questions kept with it that it answers

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
            {passage.id: frozenset(word.stem for word in place_words(passage)) for passage in store.passages},
            {stem: 1 - log(count) / most for stem, count in counts.items()},
            {prefix: tuple(same) for prefix, same in related.items() if len(prefix) == PREFIX},
            frozenset(word.text for row in words for word in row),
            kept_stems(store),
        )

    def weight(self, word: Word) -> float:
        """Return how much a word tells, 0 to 1; one that the documents do not have tells most."""
        return self.idf.get(word.stem, 1.0)

    def matches(self, word: Word, stems: frozenset[str]) -> float:
        """Return 1 where the word is among ``stems``, RELATED where a related one is, else 0."""
        if word.stem in stems:
            return 1.0
        return RELATED if any(other in stems for other in self.related.get(word.stem[:PREFIX], ())) else 0.0

    def share(self, stems: Collection[str]) -> float:
        """Return the share of sentences that hold one of ``stems``, above 0 and below 1 (Laplace's rule)."""
        wanted = frozenset(stems)
        return (sum(not wanted.isdisjoint(row) for row in self.stems) + 1) / (len(self.stems) + 2)

    def knows(self, word: Word) -> bool:
        return word.stem in self.idf or word.stem[:PREFIX] in self.related


def kept_stems(store: Store) -> tuple[frozenset[str], ...]:
    found: list[set[str]] = [set() for _ in store.sentences]
    for kept in store.kept:
        if kept.answered:
            found[store.sentence_numbers[kept.sentence_id]] |= {word.stem for word in read_words(kept.text)}
    return tuple(map(frozenset, found))


def place_words(passage: Passage) -> list[Word]:
    """Return the words of what stands above a passage; all of the document is about what its title names."""
    place = passage.place
    above = (place.title, place.publisher, place.section and place.section.title, place.topic)
    return read_words(" ".join(part for part in above if part))
