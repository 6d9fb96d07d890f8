"""What the words of a language have to do with each other: which mean the same, and of which one is a kind of another.

Read from ``language/<name>/thesaurus.npz``, packed by ``benchmarks/thesaurus.py`` from WordNet. Knows no documents.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parents[1] / "language"
DEPTH = 3  # steps up at most at which a word still says what another is a kind of: lift, elevating device
COUSINS = 3  # steps between two words over what both are a kind of, at most: bicycle, car
REMEMBERED = 4096  # words whose senses are kept, some 4 kB each
SHORTEST = 2  # letters that are left of a word without its ending
DOUBLING = ("ed", "ing")  # endings before which a last consonant may be doubled
# Endings and what stands for them in the word as the thesaurus has it (WordNet's own rules, morphy(7WN)).
ENDINGS = (
    ("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("ies", "y"),
    ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""), ("er", ""), ("est", ""), ("er", "e"),
    ("est", "e"),
)  # fmt: skip
SAME, NARROWER, WIDER, RIVAL, STRANGE = "same", "narrower", "wider", "rival", "strange"
RELATIONS = (SAME, NARROWER, WIDER, RIVAL, STRANGE)  # the nearer before

Numbers = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Senses:
    """What a word may mean, each meaning by its number."""

    own: frozenset[int]
    akin: frozenset[int]  # meanings that are derived from these or hardly differ: to approve, approval
    above: tuple[frozenset[int], ...]  # what these are kinds of, one step up to DEPTH


@dataclass(frozen=True, slots=True, eq=False)  # read once, so it equals itself alone
class Thesaurus:
    """Words in alphabetical order, and rows of numbers with where each row begins."""

    words: NDArray[np.bytes_]
    meanings: tuple[Numbers, Numbers]  # (starts, numbers) of each word's
    above: tuple[Numbers, Numbers]  # of each meaning, what it is a kind of
    akin: tuple[Numbers, Numbers]  # of each meaning

    @classmethod
    def read(cls, path: Path) -> "Thesaurus":
        with np.load(path) as file:
            words = np.array(file["words"].tobytes().split(b"\n"))
            rows = ((starts_of(file[f"{name}_sizes"]), file[name]) for name in ("meanings", "above", "akin"))
            return cls(words, *rows)

    def senses(self, word: str) -> Senses | None:
        """Return what a word in lower case may mean, whatever its ending; None for one that is not known."""
        return senses_of(self, word)

    def find(self, word: str) -> list[int]:
        """Return the meanings of a word as it stands, the commonest first."""
        written = word.encode()
        place = int(np.searchsorted(self.words, written))
        is_known = place < len(self.words) and self.words[place] == written
        return row(self.meanings, place) if is_known else []


@lru_cache(maxsize=REMEMBERED)
def senses_of(thesaurus: Thesaurus, word: str) -> Senses | None:
    own = frozenset(number for form in base_forms(word) for number in thesaurus.find(form))
    if not own:
        return None
    akin = frozenset(other for number in own for other in row(thesaurus.akin, number))
    above, layer = [], own
    for _ in range(DEPTH):
        layer = frozenset(up for number in layer for up in row(thesaurus.above, number))
        above.append(layer)
    return Senses(own, akin, tuple(above))


def relation(asked: Senses, told: Senses) -> str:
    """Return what a word that is told is to one that is asked: the nearest of RELATIONS that holds."""
    if not asked.own.isdisjoint(told.own) or not asked.akin.isdisjoint(told.own) or not told.akin.isdisjoint(asked.own):
        return SAME
    if any(not asked.own.isdisjoint(layer) for layer in told.above):
        return NARROWER
    if any(not told.own.isdisjoint(layer) for layer in asked.above) or not asked.akin.isdisjoint(told.akin):
        return WIDER
    return RIVAL if are_cousins(asked, told) else STRANGE


def are_cousins(one: Senses, other: Senses) -> bool:
    """True where both are kinds of the same, COUSINS steps apart or less."""
    return any(
        not one.above[up - 1].isdisjoint(other.above[down - 1])
        for up in range(1, COUSINS)
        for down in range(1, COUSINS - up + 1)
    )


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
