"""Statements with questions that each answers and near misses that it does not: what the verifier learns from.

A file holds documents as text: "# " begins a document with its title, "## " a section with its heading; any other line
is a statement, "+ " below it a question that it answers, "- " one that neither it nor the document answers, "= " below
that a statement that would. So each question is answered by one statement and missed by another that is like it, and
its wording alone gives nothing away. "> " begins a statement that leans on the one above, which tells what it is about.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from index.verifying.verifier import Placed

FOLDER = Path(__file__).parent / "statements"
ANSWERED, MISSED, ANSWER, LEANING = "+ ", "- ", "= ", "> "
ELSEWHERE = 0.5  # what a statement counts that answers another question of its document


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that a statement does not answer, and another statement that would; None where none is written."""

    question: str
    answer: Placed | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as it stands in a document."""

    placed: Placed  # behind the one that it leans on, if it does
    answered: list[str] = field(default_factory=list)
    missed: list[Miss] = field(default_factory=list)

    def others(self, miss: Miss | None = None) -> list[Placed]:
        """Return the statements that answer its near misses, but for that one."""
        return [one.answer for one in self.missed if one.answer and one is not miss]


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a statement in its place; whether it answers, and what the pair counts."""

    question: str
    placed: Placed
    answers: bool
    weight: float = 1.0


def read_documents(paths: Iterable[Path]) -> Iterator[list[Statement]]:
    """Yield the statements of each document."""
    for path in paths:
        found: list[Statement] = []
        heading = ""
        for line in filter(None, map(str.strip, path.read_text("utf-8").splitlines())):
            if line.startswith("# "):
                yield from [found] if found else []
                found, heading = [], ""
            elif line.startswith("## "):
                heading = line[3:]
            elif line.startswith(ANSWERED):
                found[-1].answered.append(line[2:])
            elif line.startswith(MISSED):
                found[-1].missed.append(Miss(line[2:]))
            elif line.startswith(ANSWER):
                missed = found[-1].missed
                missed[-1] = replace(missed[-1], answer=replace(found[-1].placed, text=line[2:]))
            elif line.startswith(LEANING):
                above = found[-1].placed
                found.append(Statement(Placed(heading, line[2:], above.before or above.text)))
            else:
                found.append(Statement(Placed(heading, line)))
        yield from [found] if found else []


def pairs_of(document: Sequence[Statement], random: Random) -> Iterator[Pair]:
    """Yield a document's questions with statements that answer them and with others that do not."""
    for own in document:
        for question in own.answered:
            yield Pair(question, own.placed, True)
            yield from without(question, elsewhere(own, document, random), random, ELSEWHERE)
            yield from without(question, own.others(), random, 1.0)
        for miss in own.missed:
            yield Pair(miss.question, own.placed, False)
            if miss.answer:
                yield Pair(miss.question, miss.answer, True)
                yield from without(miss.question, own.others(miss), random, ELSEWHERE)


def without(question: str, others: Sequence[Placed], random: Random, weight: float) -> Iterator[Pair]:
    """Yield a question with one of the statements, none of which answers it, if there is any."""
    if others:
        yield Pair(question, random.choice(others), False, weight)


def elsewhere(own: Statement, document: Sequence[Statement], random: Random) -> list[Placed]:
    """Return what else stands in the document, in a statement's section or outside it.

    In half of the cases of the same section, if there is any: what stands beside the answer is most like it.
    """
    rest = [one.placed for one in document if one is not own]
    beside = [one for one in rest if one.heading == own.placed.heading]
    groups = [others for others in (beside, [one for one in rest if one.heading != own.placed.heading]) if others]
    return random.choice(groups) if groups else []
