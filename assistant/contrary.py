"""Signs that one sentence says the contrary of another: negation, opposite words, exchanged places.

Knows English words and their order only; it compares a written sentence with the lines it rests on.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from assistant.names import proper_names
from assistant.quantities import read_figures
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


def negations(text: str) -> tuple[frozenset[str], int]:
    """Return the stems that a negation of ``text`` concerns, and how many negations there are."""
    text = NO_NEGATION.sub(lambda match: " " * len(match.group()), text)
    words, concerned, count = content(text), set(), 0
    for match in NEGATION.finditer(text):
        count += 1
        end = CLAUSE_END.search(text, match.end())
        stop = end.start() if end else len(text)
        concerned |= {word.stem for word in [w for w in words if match.end() <= w.start < stop][:SCOPE]}
    return frozenset(concerned), count


def is_negated_otherwise(text: str, source: str) -> bool:
    """True where one of the two negates what both speak of, or ``text`` negates and ``source`` never does."""
    (here, count), (there, others) = negations(text), negations(source)
    if count and not others:
        return True
    both = {word.stem for word in content(text)} & {word.stem for word in content(source)}
    plain_there = {word.stem for word in affirmed(source, there)}
    plain_here = {word.stem for word in affirmed(text, here)}
    return bool(both & ((here - there) | (there - here - plain_there)) - (plain_here & plain_there))


def affirmed(text: str, concerned: Collection[str]) -> list[Word]:
    return [word for word in content(text) if word.stem not in concerned]


def is_opposite(text: str, source: str) -> bool:
    """True where ``text`` has a word of one side and ``source`` only words of the other."""
    here, there = all_stems(text), all_stems(source)
    for one, other in OPPOSITES:
        for side, contrary in ((one, other), (other, one)):
            if here & side and not there & side and there & contrary:
                return True
    spoken, written = ({word.text for word in read_words(said)} for said in (text, source))
    return any(undoes(word, written) for word in spoken - written) or any(
        undoes(word, spoken) for word in written - spoken
    )


def undoes(word: str, others: Collection[str]) -> bool:
    """True where the word is one of ``others`` with a syllable before it that undoes: "illegal"."""
    return any(
        word.startswith(prefix) and len(word) - len(prefix) > 3 and word[len(prefix) :] in others for prefix in UNDOING
    )


def all_stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in read_words(text))


def content(text: str) -> list[Word]:
    return [word for word in read_words(text) if word.text not in STOP_WORDS]


# --- what belongs to what -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Anchor:
    """A figure or name with the stems that stand around it."""

    value: object
    around: frozenset[str]


Anchors = tuple[list[Anchor], list[Anchor]]  # the figures and the names of a sentence


def read_anchors(text: str) -> Anchors:
    return figure_anchors(text), name_anchors(text)


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


def figure_anchors(text: str) -> list[Anchor]:
    spans = [(figure.start, figure.end, figure.value) for figure in read_figures(text)]
    return [Anchor(value, after(text, end) or around(text, start, end)) for start, end, value in spans]


def name_anchors(text: str) -> list[Anchor]:
    names = dict.fromkeys(proper_names(text))
    own = all_stems(" ".join(names))  # a name is told by what is said of it, not by the names beside it
    return [Anchor(name.lower(), frozenset(surroundings(text, name)) - own) for name in names]


def surroundings(text: str, name: str) -> Iterable[str]:
    for match in re.finditer(re.escape(name), text):
        yield from around(text, *match.span())


def after(text: str, end: int) -> frozenset[str]:
    """Return the stems that follow a figure up to the end of its phrase: what is counted."""
    stop = re.compile(r"[,;:.!?]|\d|\b(?:and|or|in|on|at|for|to|by|with|from)\b").search(text, end)
    words = content(text[end : stop.start() if stop else len(text)])
    return frozenset(word.stem for word in words[:NEIGHBOURS])


def around(text: str, start: int, end: int) -> frozenset[str]:
    words = content(text)
    before = [word.stem for word in words if word.end <= start][-NEIGHBOURS:]
    behind = [word.stem for word in words if word.start >= end][:NEIGHBOURS]
    return frozenset([*before, *behind])
