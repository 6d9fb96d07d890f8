"""Signs that one sentence says the contrary of another: negation, opposite words, exchanged places.

Knows words and their order only: what is written is held against the lines it rests on, what is claimed against the
report.
A sentence is read once, as ``Said``, however often it is compared.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from assistant.language.schema import Language
from assistant.text.names import proper_names
from assistant.text.quantities import Figure, Meaning, read_figures
from index.words import STOP_WORDS, Word, read_words

SCOPE = 3  # content words after a negation that it concerns
CLAUSE_END = re.compile(r"[,.;:!?]")
NEIGHBOURS = 3  # content words on each side of a figure or name that tell what it belongs to
MARGIN = 0.3  # share of the neighbours by which another figure or name has to fit better


@lru_cache
def exclusive(language: Language) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return the rows of what excludes one another, "second" and "first", each side with the words that say it."""
    return tuple(tuple(tuple(side.split("|")) for side in row) for row in language.slots.opposed)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A figure or name with the stems that stand around it."""

    value: object
    around: frozenset[str]


Anchors = tuple[list[Anchor], list[Anchor]]  # the figures and the names of a sentence


@dataclass(frozen=True)
class Said:
    """A sentence and what it says; each part is read when it is first asked for."""

    text: str
    language: Language = field(repr=False)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return read_words(self.text)

    @cached_property
    def content(self) -> list[Word]:
        return [word for word in self.words if word.text not in STOP_WORDS]

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words)

    @cached_property
    def sides(self) -> frozenset[str]:
        """The stems that may be of one of two opposite sides."""
        bounds = [match.span() for match in self.language.opposites.bound.finditer(self.text)]
        free = [word for word in self.words if not any(start <= word.start < end for start, end in bounds)]
        return frozenset(word.stem for word in free)

    @cached_property
    def forms(self) -> frozenset[str]:
        return frozenset(word.text for word in self.words)

    @cached_property
    def figures(self) -> list[Figure]:
        return read_figures(self.text, self.language)

    @cached_property
    def meanings(self) -> frozenset[Meaning]:
        return frozenset(figure.meaning for figure in self.figures)

    @cached_property
    def negations(self) -> tuple[frozenset[str], int]:
        return negations(self)

    @cached_property
    def anchors(self) -> Anchors:
        return figure_anchors(self), name_anchors(self)


def negations(said: Said) -> tuple[frozenset[str], int]:
    """Return the stems that a negation of the sentence concerns, and how many negations there are."""
    told = said.language.opposites
    text = told.no_negation.sub(lambda match: " " * len(match.group()), said.text)
    concerned, count = set(), 0
    for match in told.negation.finditer(text):
        count += 1
        end = CLAUSE_END.search(text, match.end())
        stop = end.start() if end else len(text)
        concerned |= {word.stem for word in [w for w in said.content if match.end() <= w.start < stop][:SCOPE]}
    return frozenset(concerned), count


def is_negated_otherwise(said: Said, source: Said) -> bool:
    """True where one of the two negates what both speak of, or ``said`` negates and ``source`` never does."""
    (here, count), (there, others) = said.negations, source.negations
    if not count and not others:
        return False
    if not others:
        return True
    both = content_stems(said) & content_stems(source)
    plain_there, plain_here = content_stems(source) - there, content_stems(said) - here
    return bool(both & ((here - there) | (there - here - plain_there)) - (plain_here & plain_there))


def content_stems(said: Said) -> set[str]:
    return {word.stem for word in said.content}


def is_opposite(said: Said, source: Said) -> bool:
    """True where ``said`` has a word of one side and ``source`` only words of the other."""
    if has_other_side(said, source, said.language.opposites.pairs):
        return True
    syllables = said.language.opposites.undoing
    return any(undoes(word, source.forms, syllables) for word in said.forms - source.forms) or any(
        undoes(word, said.forms, syllables) for word in source.forms - said.forms
    )


def has_other_side(said: Said, source: Said, pairs: Iterable[tuple[Collection[str], Collection[str]]]) -> bool:
    """True where ``said`` has a word of one side of a pair and ``source`` only words of the other."""
    here, there = said.sides, source.sides
    return any(
        bool(here.intersection(side)) and not there.intersection(side) and bool(there.intersection(contrary))
        for pair in pairs
        for side, contrary in (pair, pair[::-1])
    )


def undoes(word: str, others: Collection[str], syllables: Sequence[str]) -> bool:
    """True where the word is one of ``others`` with a syllable before it that undoes: "illegal"."""
    return any(
        word.startswith(prefix) and len(word) - len(prefix) > 3 and word[len(prefix) :] in others
        for prefix in syllables
    )


# --- what belongs to what -----------------------------------------------------------------


def is_exchanged(here: Anchors, sources: Sequence[Anchors]) -> bool:
    """True where a figure or name stands where the sources have another one of them."""
    for kind in (0, 1):
        there = [anchor for source in sources for anchor in source[kind]]
        if any(fits_another(anchor, there) for anchor in here[kind]):
            return True
    return False


def fits_another(anchor: Anchor, others: Sequence[Anchor]) -> bool:
    """True where another value's surroundings are the anchor's, clearly more than its own value's are."""
    own = [shared(anchor, other) for other in others if other.value == anchor.value]
    rest = [shared(anchor, other) for other in others if other.value != anchor.value]
    return bool(own and rest) and max(rest) > max(own) + MARGIN


def shared(anchor: Anchor, other: Anchor) -> float:
    return len(anchor.around & other.around) / max(len(anchor.around), 1)


def figure_anchors(said: Said) -> list[Anchor]:
    return [Anchor(f.value, after(said, f.end) or around(said, f.start, f.end)) for f in said.figures]


def name_anchors(said: Said) -> list[Anchor]:
    names = dict.fromkeys(proper_names(said.text, said.language))
    own = {word.stem for name in names for word in read_words(name)}  # what is said of a name tells it, no other name
    return [Anchor(name.lower(), frozenset(surroundings(said, name)) - own) for name in names]


def surroundings(said: Said, name: str) -> Iterable[str]:
    for match in re.finditer(re.escape(name), said.text):
        yield from around(said, *match.span())


def after(said: Said, end: int) -> frozenset[str]:
    """Return the stems that follow a figure up to the end of its phrase: what is counted."""
    stop = said.language.opposites.phrase_end.search(said.text, end)
    phrase_end = stop.start() if stop else len(said.text)
    words = [word.stem for word in said.content if end <= word.start and word.end <= phrase_end]
    return frozenset(words[:NEIGHBOURS])


def around(said: Said, start: int, end: int) -> frozenset[str]:
    before = [word.stem for word in said.content if word.end <= start][-NEIGHBOURS:]
    behind = [word.stem for word in said.content if word.start >= end][:NEIGHBOURS]
    return frozenset([*before, *behind])
