"""Signs that one sentence says the contrary of another: negation, opposite words, exchanged places.

Knows English words and their order only; it compares a written sentence with the lines it rests on.
A sentence is read once, as ``Said``, however often it is compared.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.text.names import proper_names
from assistant.text.quantities import WORDS, Figure, Meaning, read_figures
from index.words import STOP_WORDS, Word, read_words, stem

NEGATION = re.compile(
    r"\b(?:not|no|never|without|neither|nor|cannot|hardly|unable|none|nobody|nothing|nowhere|fail(?:s|ed)? to"
    r"|refus(?:es?|ed) to|lack(?:s|ed)?|far from)\b|n['’]t\b",
    re.IGNORECASE,
)
NO_NEGATION = re.compile(
    r"\b(?:no|not) (?:less|fewer|lower|more|greater|higher|later|earlier) than\b|\bnot only\b|\bno\.", re.IGNORECASE
)
SCOPE = 3  # content words after a negation that it concerns
CLAUSE_END = re.compile(r"[,.;:!?]")
# Words of opposite sides. A sentence that has the one where its source has only the other says the contrary.
OPPOSITES = tuple(
    (frozenset(map(stem, one.split())), frozenset(map(stem, other.split())))
    for one, other in (
        (
            "increase raise expand grow grew growth rise rose boost enlarge extend enhance strengthen improve"
            " upgrade deepen scale add consolidate reinforce intensify foster advance develop promote refine optimize",
            "decrease reduce cut lower shrink decline fall fell weaken limit curtail worsen downgrade diminish lessen"
            " drop remove hinder hamper slow halt undermine neglect restrict suspend scrap abandon cancel",
        ),
        ("open launch start begin establish", "close end stop cease finish abolish terminate discontinue"),
        (
            "build built construct install create introduce plant",
            "demolish dismantle remove destroy tear torn abolish uproot withdraw",
        ),
        (
            "encourage support facilitate help assist protect ensure guarantee",
            "discourage oppose prevent hinder block endanger harm obstruct",
        ),
        ("allow permit approve authorize grant", "ban prohibit forbid reject deny refuse"),
        ("more most greater", "less fewer least fewest"),
        ("accelerate speed expedite quicken faster", "delay slow postpone slower decelerate"),
        ("high higher highest upper", "low lower lowest"),
        ("before prior", "after following"),
        ("first", "last final"),
        ("early earlier", "late later"),
        ("north northern", "south southern"),
        ("east eastern", "west western"),
        ("inside within inner", "outside outer"),
        ("public", "private"),
        ("urban", "rural"),
        ("import", "export"),
        ("domestic", "foreign overseas"),
        ("buy bought purchase", "sell sold sale"),
        ("male man men boy father husband he", "female woman women girl mother wife she"),
        ("win won victory", "lose lost defeat"),
        ("best better", "worst worse"),
        ("large larger largest big bigger biggest major", "small smaller smallest minor little"),
        ("long longer longest", "short shorter shortest"),
        ("new newer modern", "old older former"),
        ("accept", "reject decline"),
        ("include inclusive", "exclude exclusive"),
        ("success succeed successful", "failure fail failed"),
        ("easy easier ease", "hard harder difficult"),
        ("strict stricter tighten", "lax loose loosen relax"),
        ("always", "never"),
        ("maximum", "minimum"),
        ("above over", "below under"),
        ("centralize concentrate", "decentralize disperse"),
        ("temporary", "permanent"),
        ("voluntary", "compulsory mandatory"),
        ("rich wealthy", "poor"),
        ("left", "right"),
        ("entire all every", "partial none"),
        ("present", "absent"),
        ("arrive enter", "leave depart exit"),
        ("birth born", "death die died"),
        ("winter", "summer"),
        ("ascend climb upward up", "descend downward down"),
    )
)
UNDOING = ("un", "in", "im", "il", "ir", "dis", "non", "de")
NEIGHBOURS = 3  # content words on each side of a figure or name that tell what it belongs to
MARGIN = 0.3  # share of the neighbours by which another figure or name has to fit better
# Words of opposite sides that only bound a figure; figures are compared with their bounds elsewhere.
BOUND = re.compile(
    rf"\b(?:at (?:least|most)|(?:more|less|fewer|greater|higher|lower) than|over|above|under|below)"
    rf"(?=\s+(?:the\s+|an?\s+)?(?:\d|(?:{WORDS})\b))",
    re.IGNORECASE,
)
PHRASE_END = re.compile(r"[,;:.!?]|\d|\b(?:and|or|in|on|at|for|to|by|with|from)\b")


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

    @cached_property
    def words(self) -> list[Word]:
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
        bounds = [match.span() for match in BOUND.finditer(self.text)]
        free = [word for word in self.words if not any(start <= word.start < end for start, end in bounds)]
        return frozenset(word.stem for word in free)

    @cached_property
    def forms(self) -> frozenset[str]:
        return frozenset(word.text for word in self.words)

    @cached_property
    def figures(self) -> list[Figure]:
        return read_figures(self.text)

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
    text = NO_NEGATION.sub(lambda match: " " * len(match.group()), said.text)
    concerned, count = set(), 0
    for match in NEGATION.finditer(text):
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
    here, there = said.sides, source.sides
    for one, other in OPPOSITES:
        for side, contrary in ((one, other), (other, one)):
            if here & side and not there & side and there & contrary:
                return True
    return any(undoes(word, source.forms) for word in said.forms - source.forms) or any(
        undoes(word, said.forms) for word in source.forms - said.forms
    )


def undoes(word: str, others: Collection[str]) -> bool:
    """True where the word is one of ``others`` with a syllable before it that undoes: "illegal"."""
    return any(
        word.startswith(prefix) and len(word) - len(prefix) > 3 and word[len(prefix) :] in others for prefix in UNDOING
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
    names = dict.fromkeys(proper_names(said.text))
    own = {word.stem for name in names for word in read_words(name)}  # what is said of a name tells it, no other name
    return [Anchor(name.lower(), frozenset(surroundings(said, name)) - own) for name in names]


def surroundings(said: Said, name: str) -> Iterable[str]:
    for match in re.finditer(re.escape(name), said.text):
        yield from around(said, *match.span())


def after(said: Said, end: int) -> frozenset[str]:
    """Return the stems that follow a figure up to the end of its phrase: what is counted."""
    stop = PHRASE_END.search(said.text, end)
    phrase_end = stop.start() if stop else len(said.text)
    words = [word.stem for word in said.content if end <= word.start and word.end <= phrase_end]
    return frozenset(words[:NEIGHBOURS])


def around(said: Said, start: int, end: int) -> frozenset[str]:
    before = [word.stem for word in said.content if word.end <= start][-NEIGHBOURS:]
    behind = [word.stem for word in said.content if word.start >= end][:NEIGHBOURS]
    return frozenset([*before, *behind])
