"""The documents' words: which sentence has which, how rare they are, which are related."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import log

from index.han import is_han
from index.retrieval.counterparts import NONE, Counterparts, Glossary
from index.schema import Passage
from index.vectors.store import Store
from index.words import Word, read_words, stemmer, stems_of

PREFIX = 5  # letters that two stems share where they are related: "compens-ate", "compens-ation"
HAN_PREFIX = 2  # the same of Chinese characters: 停车位, 停车泊位
RELATED = 0.7  # worth of a related stem where the same one is 1


@dataclass(frozen=True, slots=True)
class Senses:
    """The stems under which a word may stand: its own and its counterparts' in other languages, and related ones."""

    stem: str
    others: tuple[frozenset[str], ...]  # counterparts, each all of whose stems must be there
    related: frozenset[str]

    def match(self, stems: frozenset[str]) -> float:
        """Return 1 where one of the forms is among ``stems``, RELATED where a related stem is, else 0."""
        if self.stem in stems or (self.others and any(form <= stems for form in self.others)):
            return 1.0
        return 0.0 if self.related.isdisjoint(stems) else RELATED


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a store's rows, each row read once: the lexicon of any part of it is counted from them."""

    stems: tuple[frozenset[str], ...]  # of each sentence, in the store's order
    written: tuple[frozenset[tuple[str, bool]], ...]  # its words in lower case, and whether with a capital
    kept: tuple[frozenset[str], ...]  # of each sentence, the stems of the questions kept with it that it answers

    @classmethod
    def of(cls, store: Store) -> "Wording":
        """Read the words of every sentence, and of the questions kept with it."""
        words = [read_words(sentence.text) for sentence in store.sentences]
        written = (
            frozenset((word.text, sentence.text[word.start].isupper()) for word in row)
            for sentence, row in zip(store.sentences, words, strict=True)
        )
        return cls(tuple(frozenset(word.stem for word in row) for row in words), tuple(written), kept_stems(store))

    def only(self, sentences: Iterable[int]) -> "Wording":
        """Return those of some sentences, by number."""
        numbers = list(sentences)
        return Wording(
            tuple(self.stems[number] for number in numbers),
            tuple(self.written[number] for number in numbers),
            tuple(self.kept[number] for number in numbers),
        )

    def capitalised(self) -> frozenset[str]:
        """Return the words that stand with a capital wherever they stand, in lower case."""
        forms = frozenset().union(*self.written)
        return frozenset(text for text, is_upper in forms if is_upper) - {text for text, upper in forms if not upper}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The documents' words, read once from a store."""

    stems: tuple[frozenset[str], ...]  # of each sentence, in the store's order
    places: dict[str, frozenset[str]]  # of each passage's title, publisher, section and topic, by the passage's id
    idf: dict[str, float]  # by stem: 1 in one sentence, 0 in all
    related: dict[str, tuple[str, ...]]  # stems by their first letters
    vocabulary: frozenset[str]  # words as written, lower case
    written: dict[str, str]  # by stem the shortest word that has it, lower case
    kept: tuple[frozenset[str], ...]  # of each sentence, the stems of the questions kept with it that it answers
    counterparts: Counterparts  # in documents of another script than a word's

    @classmethod
    def of(cls, store: Store, glossary: Glossary | None = None, wording: Wording | None = None) -> "Lexicon":
        """``wording`` is the store's, where it was read before."""
        wording = wording or Wording.of(store)
        counts: dict[str, int] = {}
        for row in wording.stems:
            for stem in row:
                counts[stem] = counts.get(stem, 0) + 1
        related: dict[str, list[str]] = {}
        for stem in sorted(counts):
            related.setdefault(family(stem), []).append(stem)
        most = log(len(wording.stems) + 1)
        vocabulary = frozenset(text for row in wording.written for text, _ in row)
        return cls(
            wording.stems,
            {passage.id: frozenset(word.stem for word in place_words(passage)) for passage in store.passages},
            {stem: 1 - log(count) / most for stem, count in counts.items()},
            {prefix: tuple(same) for prefix, same in related.items() if prefix},
            vocabulary,
            shortest(vocabulary),
            wording.kept,
            Counterparts(wording.capitalised(), glossary or Glossary(), frozenset(filter(is_han, vocabulary))),
        )

    def weight(self, word: Word, beside: Collection[str] = NONE) -> float:
        """Return how much a word tells, 0 to 1; one that the documents do not have tells most.

        ``beside`` are the stems of the question that it stands in.
        """
        if word.stem in self.idf:
            return self.idf[word.stem]
        forms = [[self.idf.get(stem, 1.0) for stem in form] for form in self.counterparts.of(word, beside)]
        return min((max(form) for form in forms), default=1.0)

    def forms(self, word: Word, beside: Collection[str] = NONE, is_name: bool = False) -> "Senses":
        """Return under which stems a word may stand in a text."""
        others = tuple(map(frozenset, self.counterparts.of(word, beside, is_name)))
        return Senses(word.stem, others, frozenset(self.related.get(family(word.stem), ())))

    def share(self, stems: Collection[str]) -> float:
        """Return the share of sentences that hold one of ``stems``, above 0 and below 1 (Laplace's rule)."""
        wanted = frozenset(stems)
        return (sum(not wanted.isdisjoint(row) for row in self.stems) + 1) / (len(self.stems) + 2)

    def knows(self, word: Word, beside: Collection[str] = NONE, is_name: bool = False) -> bool:
        """True for a word that the documents have, in a related form or another script too."""
        forms = self.counterparts.of(word, beside, is_name)
        return word.stem in self.idf or family(word.stem) in self.related or any(self.idf.keys() >= {*f} for f in forms)


def shortest(words: Iterable[str]) -> dict[str, str]:
    """Return by stem the shortest of the words that have it, of several the first in the alphabet."""
    ordered = sorted({word.removesuffix("'s") for word in words}, key=lambda word: (len(word), word), reverse=True)
    return dict(zip(stemmer().stemWords(ordered), ordered, strict=True))


def family(stem: str) -> str:
    """Return the letters that related stems begin with; "" where a stem is too short to have any."""
    size = HAN_PREFIX if is_han(stem[:1]) else PREFIX
    return stem[:size] if len(stem) >= size else ""


def kept_stems(store: Store) -> tuple[frozenset[str], ...]:
    """Return of each sentence, in the store's order, the stems of the questions kept with it that it answers."""
    found: list[set[str]] = [set() for _ in store.sentences]
    for kept in store.kept:
        if kept.answered:
            found[store.sentence_numbers[kept.sentence_id]] |= set(stems_of(kept.text))
    return tuple(map(frozenset, found))


def place_words(passage: Passage) -> tuple[Word, ...]:
    """Return the words of what stands above a passage; all of the document is about what its title names."""
    place = passage.place
    above = (place.title, place.publisher, place.section and place.section.title, place.topic)
    return read_words(" ".join(part for part in above if part))
