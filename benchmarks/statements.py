"""Statements with questions that each answers and near misses that it does not: what the verifier learns from.

A file holds documents as text: "# " begins a document with its title, "## " a section with its heading; any other line
is a statement, "+ " below it a question that it answers, "- " one that neither it nor the document answers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "statements"
ANSWERED, MISSED = "+ ", "- "
ELSEWHERE = 0.5  # what a statement counts that answers another question of its document


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as it stands in a document."""

    heading: str
    text: str
    answered: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a statement under its heading; whether it answers, and what the pair counts."""

    question: str
    heading: str
    text: str
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
                found[-1].missed.append(line[2:])
            else:
                found.append(Statement(heading, line))
        yield from [found] if found else []


def pairs_of(document: Sequence[Statement], random: Random) -> Iterator[Pair]:
    """Yield a document's questions with their statements, those answered also with another that does not answer.

    In half of the cases one of the same section, if there is one: what stands beside the answer is most like it.
    """
    for own in document:
        beside = [one for one in document if one.heading == own.heading and one is not own]
        apart = [one for one in document if one.heading != own.heading]
        for question in own.answered:
            yield Pair(question, own.heading, own.text, True)
            if groups := [others for others in (beside, apart) if others]:
                other = random.choice(random.choice(groups))
                yield Pair(question, other.heading, other.text, False, ELSEWHERE)
        for question in own.missed:
            yield Pair(question, own.heading, own.text, False)
