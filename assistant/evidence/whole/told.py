"""What is told of a document as a whole: sentences in their order, how they are led in, and a table where it is one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.evidence.choice import Evidence
from assistant.schema import Row
from index.schema import Passage, Sentence
from index.words import stems_of

CERTAIN, LIKELY = 0.95, 0.8  # the outline says it, or likeness says it
Pair = tuple[Sentence, Passage]


@dataclass(frozen=True, slots=True)
class Told:
    evidence: tuple[Evidence, ...]
    lead: str = "lead_in"  # a key of the sayings
    table: tuple[Row, ...] | None = None
    is_open: bool = False  # whether what is told in other words may belong to it as well


def lines(groups: Sequence[Sequence[Pair]], score: float = CERTAIN) -> tuple[Evidence, ...]:
    """Return the sentences of each group as one line of an answer, none twice."""
    seen: set[str] = set()
    made: list[Evidence] = []
    for group in groups:
        fresh = [pair for pair in group if pair[0].id not in seen]
        seen |= {sentence.id for sentence, _ in fresh}
        made += [Evidence(*pair, score, joined=number > 0) for number, pair in enumerate(fresh)]
    return tuple(made)


def sentences_of(passages: Iterable[Passage]) -> Iterator[Pair]:
    """Yield the sentences of paragraphs: headings and header lines tell nothing."""
    return ((sentence, one) for one in passages if one.kind == "paragraph" for sentence in one.sentences)


def stems_around(pair: Pair) -> set[str]:
    """Return the stems of a sentence and of the names of its section and topic."""
    sentence, place = pair[0], pair[1].place
    section = place.section.title if place.section else ""
    return {stem for text in (sentence.text, section, place.topic or "") for stem in stems_of(text)}
