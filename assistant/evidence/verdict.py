"""Whether a sentence bears a claim out or says otherwise: by figures and their bounds, opposites, negation and names.

Careful on both sides: "no" only where the same thing is stated with another value or the other way round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assistant.evidence.choice import Evidence
from assistant.evidence.mismatch import is_contrary
from assistant.evidence.signals import Candidate
from assistant.language.schema import Language
from assistant.question.reading import Question
from assistant.schema import Bound
from assistant.text.contrary import Said, is_negated_otherwise
from assistant.text.inventory import Amount, clause_cuts, read_amounts
from assistant.text.quantities import read_figures
from index.words import Word, read_words

Verdict = Literal["yes", "no"]
Sides = tuple[frozenset[str], frozenset[str]]  # opposite words

MET = 0.6  # how well the sentence must have each word of a claim
SHARED = 0.6  # share of a claim's words beside its figures that speaks of the same thing
SAME = 0.75  # share of a claim's words that stand in the sentence that bears it out
READ = 8  # sentences that are held against a claim
NEARLY = Fraction(1, 20)  # how far "about" reaches


@dataclass(frozen=True, slots=True)
class Range:
    """What a figure with its bound allows."""

    least: Fraction
    most: Fraction | None  # None: no end

    def holds(self, other: "Range") -> bool:
        over = self.most is None or (other.most is not None and other.most <= self.most)
        return self.least <= other.least and over

    def meets(self, other: "Range") -> bool:
        return (self.most is None or other.least <= self.most) and (other.most is None or self.least <= other.most)


def decide(question: Question, ranked: Sequence[Evidence]) -> tuple[Verdict, Evidence] | None:
    """Return what the best sentences say of a claim, and which of them says it; None where none does."""
    found = [(verdict, item) for item in ranked[:READ] if (verdict := compare(question, item.candidate, is_claim=True))]
    return next((pair for pair in found if pair[0] == "yes"), found[0] if found else None)


def is_refuted(question: Question, candidate: Candidate) -> bool:
    """True for a question that takes for granted what the sentence says otherwise: another figure, the opposite."""
    return compare(question, candidate) == "no"


def compare(question: Question, candidate: Candidate | None, is_claim: bool = False) -> Verdict | None:
    """Return what a sentence says of a claim, or of what a question takes for granted; None where it says nothing."""
    if candidate is None:
        return None
    if names_missing(question, candidate):
        return "no" if is_claim and is_excluded(question, candidate.sentence.text) else None
    claimed, stated = amounts_of(question, is_claim), read_amounts(candidate.sentence.text, question.texts)
    if is_turned_round(question, candidate.sentence.text, is_claim and not claimed):
        return "no"
    if not claimed:
        return "yes" if bears_out(question, candidate) else None
    if share_met(question, candidate) < SHARED or negated(question, candidate):
        return None
    found = [agreement(question, one, candidate, stated) for one in claimed]
    return "no" if "no" in found else "yes" if all(one == "yes" for one in found) else None


def amounts_of(question: Question, is_claim: bool = True) -> list[Amount]:
    """Return the figures of a claim; what is merely asked about "one lift" claims no number of lifts."""
    found, article = read_amounts(question.text, question.language), question.language.verdict.article
    return [one for one in found if is_claim or not article.fullmatch(question.text[one.start : one.end].lower())]


def bears_figures(question: Question, text: str) -> bool:
    """True where a text has the values of all figures of a claim, which may be in another language."""
    return {one.figure.value for one in amounts_of(question, is_claim=False)} <= values_stated(question, text)


def lacks_values(question: Question, text: str) -> bool:
    """True where a text lacks the value of a figure that the question has in digits."""
    stated = values_stated(question, text)
    return any(Fraction(number) not in stated for number in question.numbers)


def values_stated(question: Question, text: str) -> set[Fraction]:
    return {figure.value for figure in read_figures(text, question.texts)}


def names_missing(question: Question, candidate: Candidate) -> bool:
    """True where a proper name of the claim stands neither in the sentence nor in its place's words."""
    stems = {word.stem for word in read_words(f"{candidate.sentence.text} {candidate.passage.place.topic or ''}")}
    return any(named and word.stem not in stems for word, named in zip(question.words, question.named, strict=True))


def is_excluded(question: Question, text: str) -> bool:
    """True where a sentence says all that a claim does, but only of another place or time: "only in Long Acre"."""
    stems = {word.stem for word in read_words(text)}
    rest = [word for word, named in zip(question.words, question.named, strict=True) if not named]
    return (
        bool(rest) and all(word.stem in stems for word in rest) and bool(question.texts.verdict.only_there.search(text))
    )


def bears_out(question: Question, candidate: Candidate) -> bool:
    """True where the sentence has each word of a claim, most of them the same ones, and undoes or negates nothing."""
    stems = {word.stem for word in read_words(candidate.sentence.text)}
    same = sum(word.stem in stems for word in question.words)
    met = bool(question.words) and all(value >= MET for value in candidate.own)
    contrary = is_contrary(question, candidate.sentence.text) or negated(question, candidate)
    return met and same >= SAME * len(question.words) and not contrary


def share_met(question: Question, candidate: Candidate) -> float:
    """Return the share of the words, figures left out, that the sentence has a counterpart of."""
    pairs = zip(question.words, candidate.own, strict=True)
    values = [value for word, value in pairs if not word.text[0].isdigit()]
    return sum(value >= MET for value in values) / len(values) if values else 0.0


def negated(question: Question, candidate: Candidate) -> bool:
    return is_negated_otherwise(Said(question.text, question.language), Said(candidate.sentence.text, question.texts))


# --- figures ----------------------------------------------------------------------------


def agreement(question: Question, claimed: Amount, candidate: Candidate, stated: Sequence[Amount]) -> Verdict | None:
    """Return whether the figures that count the same allow the claimed one; None where none does or nothing is told."""
    text = candidate.sentence.text
    same = [one for one in stated if counts_same(question, claimed, text, one) and is_of_it(question, candidate, one)]
    wanted = allowed(claimed, read_bound(question, claimed))
    ranges = [allowed(one, one.figure.bound) for one in same]
    if any(wanted.holds(one) or is_plain(claimed, other) for one, other in zip(ranges, same, strict=True)):
        return "no" if limits(question, claimed) and not any(wanted.holds(one) for one in ranges) else "yes"
    said = any(one.figure.value == claimed.figure.value for one in stated)  # of something beside it
    return "no" if ranges and not said and not any(wanted.meets(one) for one in ranges) else None


def is_of_it(question: Question, candidate: Candidate, stated: Amount) -> bool:
    """True where a figure is of what the claim is about: each word before its verb is met, and in the figure's clause.

    A word that stands in another clause alone is what another figure is of.
    """
    text, verb = candidate.sentence.text, question.language.judging.verb.search(question.text)
    here = next(span for span in clauses(text, question.texts) if span[0] <= stated.start <= span[1])
    clause, whole = ({word.stem for word in read_words(part)} for part in (text[slice(*here)], text))
    pairs = zip(question.words, candidate.own, strict=True)
    return all(
        word.stem in clause if word.stem in whole else value >= MET
        for word, value in pairs
        if not word.text[0].isdigit() and (verb is None or word.start < verb.start())
    )


def counts_same(question: Question, claimed: Amount, text: str, stated: Amount) -> bool:
    """True for figures with the same noun, or both shares; of a measure also with what is measured.

    A figure without a noun is of what the question names beside it.
    """
    if claimed.figure.is_share or stated.figure.is_share:
        return claimed.figure.is_share and stated.figure.is_share
    here, there = unit_stems(claimed.unit_of(question.text)), unit_stems(stated.unit_of(text))
    fewer, more = sorted((set(here), set(there)), key=len)
    if not here and there:  # "it is 800": of what the other words tell
        return there[-1] in {word.stem for word in question.words}
    if not fewer or here[-1] != there[-1]:
        return False
    here_of = measured(question.text, claimed, question.language)
    there_of = measured(text, stated, question.texts) or {word.stem for word in read_words(text)}
    return fewer <= more and (not here_of or bool(here_of & there_of))


def measured(text: str, amount: Amount, language: Language) -> set[str]:
    """Return the stems of what a figure's unit is of: "greenways" of "30 kilometers of greenways"."""
    match = language.targets.belonging.match(text, amount.unit[1])
    return {word.stem for word in read_words(match.group()) if not word.is_stop} if match else set()


def unit_stems(unit: str) -> list[str]:
    return [word.stem for word in read_words(unit)]


def is_plain(claimed: Amount, stated: Amount) -> bool:
    """True where the claim has the sentence's own number, only without its bound: "800" for "more than 800"."""
    return claimed.figure.value == stated.figure.value and claimed.figure.bound in ("", stated.figure.bound)


def limits(question: Question, claimed: Amount) -> bool:
    """True for "only 800"."""
    return question.language.verdict.only.search(question.text, 0, claimed.start) is not None


def read_bound(question: Question, claimed: Amount) -> Bound:
    return "most" if limits(question, claimed) and not claimed.figure.bound else claimed.figure.bound


def allowed(amount: Amount, bound: Bound) -> Range:
    value = amount.figure.value
    if bound == "about":
        return Range(value * (1 - NEARLY), value * (1 + NEARLY))
    return {"least": Range(value, None), "most": Range(Fraction(0), value)}.get(bound, Range(value, value))


# --- the other way round ----------------------------------------------------------------


def clauses(text: str, language: Language) -> list[tuple[int, int]]:
    """Return the spans of what a sentence says one after the other; ", for 5 euros" goes on with what stands before."""
    cuts = [cut for cut in clause_cuts(text, language) if not goes_on(text[slice(*cut)], text[cut[1] :], language)]
    return list(zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)], strict=True))


def goes_on(mark: str, rest: str, language: Language) -> bool:
    """True for a comma before a preposition."""
    first = next(iter(rest.split()), "").lower()
    return mark.strip() == "," and first in language.clause.prepositions


def is_turned_round(question: Question, text: str, may_deny: bool) -> bool:
    """True where one clause says the contrary: by an opposite word or, where that counts, by a negation."""
    said = Said(question.text, question.language)
    told = question.language.verdict.pairs + question.language.opposites.pairs
    sides = [pair for pair in told if any(said.sides & side for side in pair)]
    if not sides and not may_deny:
        return False
    parts = [Said(text[slice(*place)], question.texts) for place in clauses(text, question.texts)]
    return any(
        is_opposed(question, said, part, sides) or (may_deny and is_denied(question, said, part)) for part in parts
    )


def is_opposed(question: Question, said: Said, clause: Said, pairs: Sequence[Sides]) -> bool:
    """True where a clause has every word of the claim but one that it says the contrary of."""
    own, theirs = said.sides - clause.sides, clause.sides - said.sides  # "building" is no act where both demolish one
    sides = [(a, b) for a, b in pairs if (own & a and theirs & b) or (own & b and theirs & a)]
    opposed = {stem for pair in sides for side in pair for stem in side}
    rest = [word for word in question.words if word.stem not in opposed]
    return bool(sides) and bool(rest) and all(is_in(word, clause) for word in rest)


def is_denied(question: Question, said: Said, clause: Said) -> bool:
    """True where one of claim and clause negates, and the clause has every word of the claim, at least two."""
    told = len(question.words) > 1 and all(is_in(word, clause) for word in question.words)
    return told and bool(said.negations[1]) != bool(clause.negations[1])


def is_in(word: Word, clause: Said) -> bool:
    return word.stem in clause.stems
