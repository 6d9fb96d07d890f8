"""What a sentence states one after the other: the parts with a value of their own, and which of them is asked about.

"Breakfast is at 7:00, lunch at 12:00; at weekends it is closed" states three things. Knows words and figures only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.language.schema import Language
from assistant.question.reading import Question
from assistant.text.contrary import Said
from assistant.text.inventory import clause_cuts
from assistant.text.quantities import read_figures
from index.han import is_han
from index.schema import Span
from index.words import read_words

# What a word counts in a statement, beside others: what is done to a thing, "have been replanted"; the thing itself.
DONE, HEAD = 4, 2
ENDS = (";", "；")  # what stands behind such a mark is stated for itself, with a value or without


@dataclass(frozen=True, slots=True)
class Statement:
    """A part of a sentence, and the words before it that hold for it too: "entry costs", of "and £3 for pupils"."""

    span: Span
    shared: str = ""

    def holds(self, span: Span) -> bool:
        return self.span[0] <= span[0] < self.span[1]


def statements(text: str, values: Sequence[Span], language: Language) -> list[Statement]:
    """Return the parts of a sentence that each have one of the ``values`` or are stated for themselves, in order."""
    found: list[Statement] = []
    for span in parts(text, values, language):
        before = shared_words(text, found[-1], span, values, language) if found else ""
        found.append(Statement(span, before))
    return found


def parts(text: str, values: Sequence[Span], language: Language) -> list[Span]:
    """Return the clauses of a sentence, one without a value with that which it leads to, else that which it ends."""
    cuts = [
        cut for cut in clause_cuts(text, language) if not any(one[0] < cut[1] and cut[0] < one[1] for one in values)
    ]
    edges = [(0, 0), *cuts, (len(text), len(text))]
    found: list[Span] = []
    is_open = False  # whether the last one still waits for its value
    for (begin, start), (end, _) in pairwise(edges):
        mark, has_value = text[begin:start], any(start <= first < end for first, _ in values)
        is_stated = has_value or (mark.isalpha() and language.judging.verb.search(text, start, end) is not None)
        if not found or mark in ENDS or (is_stated and not is_open):
            found.append((start, end))
            is_open = not is_stated
        else:
            found[-1] = (found[-1][0], end)
            is_open = is_open and not has_value
    return found


def shared_words(text: str, last: Statement, span: Span, values: Sequence[Span], language: Language) -> str:
    """Return the words before a part that hold for it too: where it begins with its value, or with a pronoun."""
    own = min((start for start, _ in values if span[0] <= start < span[1]), default=span[1])
    first = min((start for start, _ in values if last.holds((start, start))), default=last.span[1])
    begins_with_value = own < span[1] and all(word.is_stop for word in read_words(text[span[0] : own]))
    points = language.conversation.pointing.match(text[slice(*span)].lstrip())
    return f"{last.shared} {text[last.span[0] : first]}" if begins_with_value or points else ""


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of a question a statement has."""

    question: Question
    text: str

    def share(self, one: Statement, besides: Span = (0, 0)) -> int:
        """Return how many of the question's own words a statement has, and of its figures ``besides`` a value."""
        question, told = self.question, f"{one.shared} {self.text[slice(*one.span)]}"
        verbs = question.language.judging.verb.finditer(question.text)
        first = min((word.start for word in question.words), default=0)
        done = next((verb.end() for verb in verbs if verb.start() > first), len(question.text))
        stems = Said(told, question.texts).stems
        own = (word for word, is_own in zip(question.words, question.own, strict=True) if is_own)
        shared = [word.start for word in own if word.stem in stems or (is_han(word.text) and word.text in told)]
        return sum(HEAD if start == first else DONE if start >= done else 1 for start in shared) + HEAD * self.figures(
            one, besides
        )

    def figures(self, one: Statement, besides: Span) -> int:
        """Return how many figures of the question a statement has: "八十岁以上" of "八十岁"."""
        asked = {figure.value for figure in read_figures(self.question.text, self.question.language)}
        told = read_figures(self.text, self.question.texts)
        return len(
            asked
            & {
                figure.value
                for figure in told
                if one.holds((figure.start, figure.end)) and not besides[0] <= figure.start < besides[1]
            }
        )

    def agrees(self, one: Statement) -> bool:
        """True where a statement denies as the question does."""
        denies = Said(self.question.text, self.question.language).negations[1]
        return not denies or bool(Said(self.text[slice(*one.span)], self.question.texts).negations[1])
