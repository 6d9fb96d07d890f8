"""Rows of tables and items of lists as evidence: which cell is asked for, which rows and items belong together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.question import expected
from assistant.question.reading import Question
from index.schema import Cell, Sentence, Span
from index.words import content_stems, stems_of

if TYPE_CHECKING:
    from assistant.evidence.choice import Evidence

MOST_ITEMS = 6
OPENS = "-*+•–◦▪"


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question, by their stems and in their order."""

    stems: tuple[str, ...]

    @classmethod
    def of(cls, question: Question) -> "Asked":
        return cls(stems_of(question.text))

    def names(self, words: str) -> bool:
        """True where all words stand in the question, two or three beside each other in their order."""
        stems = content_stems(words)
        if not stems:
            return False
        places = range(len(self.stems) - len(stems) + 1)
        return any(self.stems[at : at + len(stems)] == stems for at in places) or (
            len(stems) > 1 and set(stems) <= set(self.stems) and not any(stem.isdigit() for stem in stems)
        )

    def shares(self, words: str) -> int:
        """Return how many of the words the question has."""
        return len(set(content_stems(words)) & set(self.stems))


def part(sentence: Sentence, span: Span) -> str:
    return sentence.text[slice(*span)]


def cells_of(sentence: Sentence) -> tuple[Cell, ...]:
    return sentence.reading.cells if sentence.reading else ()


def given(asked: Asked, sentence: Sentence) -> tuple[tuple[str, str], ...]:
    """Return head and value of the cells that the question names: the row's name, a date that it tells."""
    pairs = ((part(sentence, cell.head), part(sentence, cell.value)) for cell in cells_of(sentence))
    return tuple(pair for pair in pairs if asked.names(pair[1]))


def decisive_cell(question: Question, sentence: Sentence, changed: Sequence[Span] = ()) -> Span | None:
    """Return the cell whose head the question names best, and whose value it does not have; None where none does.

    Of those alike the one with what was ``changed``: the new rate, or the old where that is asked for.
    """
    asked, told = Asked.of(question), cells_of(sentence)
    wants_figure = expected.is_hard(question.kind, question.texts)
    free = [cell for cell in told if not asked.names(part(sentence, cell.value))]

    def worth(cell: Cell) -> tuple[int, bool, bool]:
        has_figure = any(character.isdigit() for character in part(sentence, cell.value))
        is_changed = any(cell.value[0] <= start < cell.value[1] for start, _ in changed)
        return asked.shares(part(sentence, cell.head)), has_figure == wants_figure, is_changed

    best = max(free, key=worth, default=None)
    if best is None or not any(worth(best)):
        return None
    return best.value


def with_rows(question: Question, ranked: Sequence["Evidence"]) -> list["Evidence"]:
    """Return the evidence with the rows of each table ordered by how much of the question they name."""
    rows = [number for number, item in enumerate(ranked) if cells_of(item.sentence)]
    if not rows:
        return list(ranked)
    asked, ordered = Asked.of(question), list(ranked)
    for table in {table_of(ranked[number]) for number in rows}:
        places = [number for number in rows if table_of(ranked[number]) == table]
        members = sorted((ranked[n] for n in places), key=lambda item: (-len(given(asked, item.sentence)), -item.score))
        scores = sorted((ranked[n].score for n in places), reverse=True)
        for place, item, score in zip(places, members, scores, strict=True):
            ordered[place] = replace(item, score=score)
    return ordered


def table_of(item: "Evidence") -> tuple[str, tuple[Span, ...]]:
    above = item.sentence.reading.above if item.sentence.reading else ()
    return item.passage.place.document_id, above


def together(question: Question, ranked: Sequence["Evidence"], chosen: Sequence["Evidence"]) -> list["Evidence"]:
    """Return what is chosen with what belongs to it: rows that name as much as the best, a lead-in's items."""
    if not chosen:
        return []
    best, asked = chosen[0], Asked.of(question)
    if cells_of(best.sentence) and (named := given(asked, best.sentence)):
        rows = [item for item in ranked if table_of(item) == table_of(best) and given(asked, item.sentence) == named]
        rest = [item for item in chosen if not cells_of(item.sentence)]
        return in_order(rows)[: max(MOST_ITEMS, len(chosen))] or rest
    if items := items_of(question, ranked, best):
        return items[:MOST_ITEMS]
    led = {item.sentence.reading.above[0] for item in chosen if item.sentence.reading and item.sentence.reading.above}
    return [item for item in chosen if not leads(item) or (item.sentence.start, item.sentence.end) not in led]


def items_of(question: Question, ranked: Sequence["Evidence"], lead: "Evidence") -> list["Evidence"]:
    """Return the items that a sentence introduces, where it is only their lead-in."""
    says_figure = lead.candidate is not None and lead.candidate.answers
    if expected.is_hard(question.kind, question.texts) and says_figure:
        return []
    if not leads(lead):
        return []
    span = (lead.sentence.start, lead.sentence.end)
    own = [item for item in ranked if item.sentence.reading and span in item.sentence.reading.above]
    own = [item for item in own if item.passage.place.document_id == lead.passage.place.document_id]
    inner = {above for item in own if item.sentence.reading for above in item.sentence.reading.above}
    same = [item for item in own if (item.sentence.start, item.sentence.end) not in inner]
    return [replace(item, score=max(item.score, lead.score)) for item in in_order(same)]


def leads(item: "Evidence") -> bool:
    """True for what may only introduce others: a line with a colon, a question, an item; not for a note's caller."""
    words = item.sentence.quote.strip()
    return words.endswith((":", "：", "?", "？")) or words[:1] in OPENS


def in_order(items: Sequence["Evidence"]) -> list["Evidence"]:
    return sorted(items, key=lambda item: item.sentence.start)
