"""Which reading of a follow-up is meant: the one that the documents answer best."""

from collections.abc import Collection, Sequence

from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding
from assistant.question.expected import is_hard
from assistant.question.reading import read_kind
from assistant.schema import Turn
from assistant.talk.shown import bare
from assistant.text.quantities import read_figures
from index.words import read_words

REFUSED = 1  # the reading that is refused where none is answered: as was asked, without the subject that was left
ALONE = 0.1  # confidence that a follow-up as it stands, which lost how it was asked, must be ahead by


def best_reading(
    readings: Sequence[str], question: str, history: Sequence[Turn], finder: Finder, documents: Collection[str] | None
) -> str:
    """Return the reading that is answered best; the one without the old subject where none is answered."""
    if len(readings) == 1:
        return readings[0]
    said = bare(next((turn.content for turn in reversed(history) if turn.role == "assistant"), ""))
    wants_figure = is_hard(read_kind(readings[0], finder.language_of(question).question), finder.texts)
    found = [
        (finding.judgement.confidence - ALONE * (reading == question), reading)
        for reading, finding in ((reading, finder.find(reading, documents)) for reading in readings)
        if finding.is_answered
        and not repeats(finding, question, said)
        and (reading != question or not wants_figure or has_figure(finding, finder))
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else readings[REFUSED % len(readings)]


def repeats(finding: Finding, question: str, said: str) -> bool:
    """True for an answer that was given already and has none of the words that were asked now."""
    text = finding.evidence[0].sentence.text if finding.evidence else ""
    asked = {word.stem for word in read_words(question) if not word.is_stop}
    return " ".join(text.split()) in said and asked.isdisjoint(word.stem for word in read_words(text))


def has_figure(finding: Finding, finder: Finder) -> bool:
    return any(read_figures(item.sentence.text, finder.texts) for item in finding.evidence)
