"""What the words of a language have to do with each other: which mean the same, and of which one is a kind of another.

Read from ``language/<name>/thesaurus.npz``, packed by ``benchmarks/thesaurus.py`` from WordNet. Knows no documents.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parents[1] / "language"
# What a word has to do with a meaning: it has it, it is derived from it or hardly differs, or it is a kind of it, one
# step up, two or three: lift, elevating device.
OWN, AKIN, *ABOVE = SIDES = range(5)
REMEMBERED = 4096  # words whose senses are kept, some 4 kB each
NOUN, VERB, ADJECTIVE, ADVERB = range(4)  # the part of speech that a word mostly is
SHORTEST = 2  # letters that are left of a word without its ending
DOUBLING = ("ed", "ing")  # endings before which a last consonant may be doubled
# Endings and what stands for them in the word as the thesaurus has it (WordNet's own rules, morphy(7WN)).
ENDINGS = (
    ("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("ies", "y"),
    ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""), ("er", ""), ("est", ""), ("er", "e"),
    ("est", "e"),
)  # fmt: skip
SAME, NARROWER, WIDER, RIVAL, STRANGE = range(5)  # what words are to each other; the nearer the less
# What a word is to one that is asked where both have to do with the same meaning: what the one that is asked has to do
# with it, and the other. Its like is a kind of the same, three steps apart at most: bicycle, car.
TOGETHER = {
    OWN: {OWN: SAME, AKIN: SAME, **dict.fromkeys(ABOVE, NARROWER)},
    AKIN: {OWN: SAME, AKIN: WIDER},
    ABOVE[0]: {OWN: WIDER, ABOVE[0]: RIVAL, ABOVE[1]: RIVAL},
    ABOVE[1]: {OWN: WIDER, ABOVE[0]: RIVAL},
    ABOVE[2]: {OWN: WIDER},
}

Numbers = NDArray[np.integer]
Senses = frozenset[int]  # what a word has to do with meanings, each as the meaning's number and the side in one


@dataclass(frozen=True, slots=True, eq=False)  # read once, so it equals itself alone
class Thesaurus:
    """Words in alphabetical order, and rows of numbers with where each row begins."""

    words: NDArray[np.bytes_]
    parts: Numbers  # of speech, of each word that it is most often
    meanings: tuple[Numbers, Numbers]  # (starts, numbers) of each word's
    above: tuple[Numbers, Numbers]  # of each meaning, what it is a kind of
    akin: tuple[Numbers, Numbers]  # of each meaning

    @classmethod
    def read(cls, path: Path) -> "Thesaurus":
        with np.load(path) as file:
            words = np.array(file["words"].tobytes().split(b"\n"))
            rows = ((starts_of(file[f"{name}_sizes"]), file[name]) for name in ("meanings", "above", "akin"))
            return cls(words, file["parts"], *rows)

    def senses(self, word: str) -> Senses | None:
        """Return what a word in lower case may mean, whatever its ending; None for one that is not known."""
        return senses_of(self, word)

    def find(self, word: str) -> list[int]:
        """Return the meanings of a word as it stands, the commonest first."""
        place = self.place(word)
        return [] if place is None else row(self.meanings, place)

    def part(self, word: str) -> int | None:
        """Return the part of speech that a word mostly is, of a plural that of its singular; None if not known."""
        place = next((at for form in (word, *singulars(word)) if (at := self.place(form)) is not None), None)
        return None if place is None else int(self.parts[place])

    def place(self, word: str) -> int | None:
        """Return where a word stands, as it is written; None for one that is not known."""
        written = word.encode()
        place = int(np.searchsorted(self.words, written))
        return place if place < len(self.words) and self.words[place] == written else None


@lru_cache(maxsize=REMEMBERED)
def senses_of(thesaurus: Thesaurus, word: str) -> Senses | None:
    own = {number for form in base_forms(word) for number in thesaurus.find(form)}
    layers = [own, {other for number in own for other in row(thesaurus.akin, number)}]
    layer = own
    for _ in ABOVE:
        layer = {up for number in layer for up in row(thesaurus.above, number)}
        layers.append(layer)
    return frozenset(sense(number, side) for side, numbers in enumerate(layers) for number in numbers) or None


def sense(number: int, side: int) -> int:
    return number * len(SIDES) + side


def related(asked: Iterable[Senses | None], told: Mapping[str, Senses]) -> list[dict[str, int]]:
    """Return for each word that is asked what those that are told are to it, the nearest relation; no strange ones."""
    reaches = [reach_of(one) if one else {} for one in asked]
    telling = frozenset().union(*reaches)
    met = {word: common for word, senses in told.items() if (common := senses & telling)}  # most words have nothing
    return [
        {word: min(names) for word, common in met.items() if (names := [reach[one] for one in common if one in reach])}
        for reach in reaches
    ]


def reach_of(asked: Senses) -> dict[int, int]:
    """Return by which senses another word is related to one that is asked, and how."""
    reach: dict[int, int] = {}
    for number, side in (divmod(one, len(SIDES)) for one in asked):
        for other, name in TOGETHER[side].items():
            one = sense(number, other)
            reach[one] = min(name, reach.get(one, STRANGE))
    return reach


def base_forms(word: str) -> set[str]:
    """Return the forms that a word may be looked up under, of which most are no words: "planned", "plann", "plan"."""
    plain = word.removesuffix("'s")
    forms = {plain}
    for ending, instead in ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST:
            stem = plain[: -len(ending)]
            forms.add(stem + instead)
            if ending in DOUBLING and len(stem) > SHORTEST and stem[-1] == stem[-2]:
                forms.add(stem[:-1])
    return forms


def singulars(word: str) -> list[str]:
    """Return what a word may be the plural of, the likeliest first; most of them are no words."""
    return [word[: -len(end)] + new for end, new in ENDINGS if end.endswith("s") and word.endswith(end)]


def row(rows: tuple[Numbers, Numbers], place: int) -> list[int]:
    starts, numbers = rows
    found: list[int] = numbers[starts[place] : starts[place + 1]].tolist()
    return found


def starts_of(sizes: Numbers) -> Numbers:
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])


@cache
def read_thesaurus(language: str) -> Thesaurus | None:
    """Return the thesaurus of a language; None where none comes along."""
    path = FOLDER / language / "thesaurus.npz"
    return Thesaurus.read(path) if path.exists() else None
