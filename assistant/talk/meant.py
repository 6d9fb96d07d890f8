"""Which reading of a follow-up is meant: the one that the documents answer best."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding
from assistant.language.schema import Language
from assistant.question.conversation import readings
from assistant.question.expected import is_hard
from assistant.question.framing import without_framing
from assistant.question.reading import read_kind
from assistant.schema import Turn
from assistant.talk.shown import bare
from assistant.text.quantities import read_figures
from index.words import read_words

REFUSED = 1  # the reading that is refused where none is answered: as was asked, without the subject that was left
ALONE = 0.1  # confidence that a follow-up as it stands, which lost how it was asked, must be ahead by


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question after others, and how it can be read."""

    question: str  # without the words around it
    said: str  # the last reply, without markup
    readings: tuple[str, ...]  # one where it stands alone

    @classmethod
    def of(cls, question: str, history: Sequence[Turn], language: Language) -> "FollowUp":
        asked = without_framing(question, language)
        before = [Turn(turn.role, without_framing(turn.content, language)) for turn in history]
        said = next((turn.content for turn in reversed(before) if turn.role == "assistant"), "")
        return cls(asked, bare(said), tuple(readings(asked, before, language)))


@dataclass(frozen=True, slots=True)
class Tried:
    """A reading with what is found for it; ``counts`` tells whether that may be what was meant."""

    reading: str
    finding: Finding
    counts: bool
    score: float  # confidence, less what a reading without the conversation must be ahead by


def best_reading(followup: FollowUp, finder: Finder, documents: Collection[str] | None) -> str:
    """Return the reading that is answered best; the one without the old subject where none is answered."""
    if len(followup.readings) == 1:
        return followup.readings[0]
    return best_of(tried(followup, finder, documents))


def best_of(found: Sequence[Tried]) -> str:
    counting = [one for one in found if one.counts]
    return max(counting, key=lambda one: one.score).reading if counting else found[REFUSED % len(found)].reading


def tried(followup: FollowUp, finder: Finder, documents: Collection[str] | None) -> list[Tried]:
    """Return each reading with what is found for it, in their order."""
    first, question = followup.readings[0], followup.question
    wants_figure = is_hard(read_kind(first, finder.language_of(question).question), finder.texts)
    made = []
    for reading in followup.readings:
        finding = finder.find(reading, documents)
        is_told = reading != question or not wants_figure or has_figure(finding, finder)
        counts = finding.is_answered and is_told and not repeats(finding, question, followup.said)
        score = finding.judgement.confidence - ALONE * (reading == question)
        made.append(Tried(reading, finding, counts, score))
    return made


def repeats(finding: Finding, question: str, said: str) -> bool:
    """True for an answer that was given already and has none of the words that were asked now."""
    text = finding.evidence[0].sentence.text if finding.evidence else ""
    asked = {word.stem for word in read_words(question) if not word.is_stop}
    return " ".join(text.split()) in said and asked.isdisjoint(word.stem for word in read_words(text))


def has_figure(finding: Finding, finder: Finder) -> bool:
    return any(read_figures(item.sentence.text, finder.texts) for item in finding.evidence)
