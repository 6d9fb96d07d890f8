"""A question whether something is so, answered by the sentence that says it is not: "open?", "closed on Sundays".

Only what excludes the one asked about does: that lifts will be installed tells nothing of whether one is removed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.evidence.choice import Evidence
from assistant.evidence.polarity.denied import asks_denied
from assistant.evidence.signals import Candidate
from assistant.evidence.slots import states
from assistant.evidence.verdict import MET, clauses, names_missing
from assistant.language.forms import NOTHING, Pattern
from assistant.question.expected import is_hard
from assistant.question.reading import Question
from assistant.text.contrary import Said, exclusive
from index.retrieval.lexicon import place_words
from index.words import Word, read_words

READ = 3  # best sentences that are looked at
RULED_OUT = ("year_missing", "number_missing")  # signals of a sentence on another time or number


@dataclass(frozen=True, slots=True)
class Contrary:
    """What a question has of one side, whose other side answers it."""

    asked: tuple[int, int]  # its span in the question
    own: Pattern
    other: Pattern

    def is_in(self, part: Said) -> bool:
        """True for a clause that has the other side alone, and does not negate it: "is not closed"."""
        rest, count = self.other.subn(" ", part.text)
        return bool(count) and not self.own.search(rest) and not Said(rest, part.language).negations[1]


def says_otherwise(question: Question, ranked: Sequence[Evidence], heads: Mapping[str, str]) -> list[Evidence]:
    """Return the best sentence that says it is not so, where it is asked whether it is, or of what it is not.

    What the question is about may stand above it, or in one of the ``heads``, by document.
    """
    of_what = asks_denied(question)
    negated = Said(question.text, question.language).negations[1]
    if question.is_foreign or not (of_what or (question.kind == "yes_no" and not negated)):
        return []
    sides = [*contraries(question), *(denials(question) if of_what else [])]
    read = (item for item in ranked[:READ] if item.candidate and tells(question, item.candidate))
    return next(
        ([item] for item in read if item.candidate and is_denied_by(question, sides, item.candidate, heads)), []
    )


def denials(question: Question) -> list[Contrary]:
    """Return what denies all that is asked about, whatever that is."""
    told = question.texts
    return [Contrary((0, 0), NOTHING, pattern) for pattern in (told.opposites.negation, told.mismatch.denying)]


def tells(question: Question, candidate: Candidate) -> bool:
    """True for a sentence that has the figure or date that is asked for, if one is, or a circumstance of it."""
    text, when = candidate.sentence.text, question.texts.mismatch.circumstance
    is_told = states(question, question.sort, text) or when.search(text) is not None
    return is_told or not is_hard(question.kind, question.texts)


def contraries(question: Question) -> list[Contrary]:
    """Return the words of the question of which something else is the contrary."""
    pairs = question.language.verdict.contraries
    sides = [side for pair in pairs for side in (pair, pair[::-1])]
    return [Contrary(match.span(), own, other) for own, other in sides for match in own.finditer(question.text)]


def is_denied_by(question: Question, sides: Sequence[Contrary], candidate: Candidate, heads: Mapping[str, str]) -> bool:
    """True where a clause of the sentence has the contrary and is of all that the question is about."""
    text = candidate.sentence.text
    if names_missing(question, candidate) or any(candidate.signals[name] for name in RULED_OUT):
        return False
    head = read_words(heads.get(candidate.passage.place.document_id, ""))
    above = {word.stem for word in (*place_words(candidate.passage), *head)}
    spans = clauses(text, question.texts)
    parts = [Said(text[slice(*span)], question.texts) for span in spans]
    return any(is_of_it(question, side, part, candidate, above) for side in sides for part in parts if side.is_in(part))


def is_of_it(question: Question, side: Contrary, part: Said, candidate: Candidate, above: Collection[str]) -> bool:
    """True where each other word of the question is met, one of them at least in the clause with the contrary."""
    start, end = side.asked
    pairs = [
        (word, value)
        for word, value in zip(question.words, candidate.own, strict=True)
        if not (start <= word.start < end) and not question.language.opposites.negation.fullmatch(word.text)
    ]
    stems = {word.stem for word in part.words}
    apart = {word for row in exclusive(question.language) for side in row for word in side}
    stated = [word for word, _ in pairs if word.stem in stems]
    return bool(stated) and all(is_met(word, value, stems, above, apart) for word, value in pairs)


def is_met(word: Word, value: float, stems: Collection[str], above: Collection[str], apart: Collection[str]) -> bool:
    """True for a word that stands there, or has its like; what excludes that, as a day does, has to stand there."""
    return word.stem in stems or word.stem in above or (value >= MET and word.text not in apart)
