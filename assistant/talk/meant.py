"""Which reading of a follow-up is meant: the one that the documents answer best."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding
from assistant.language.schema import Language
from assistant.question.conversation import readings
from assistant.question.expected import is_hard
from assistant.question.framing import without_framing
from assistant.question.reading import read_kind, read_question
from assistant.schema import Turn
from assistant.talk.shown import bare
from assistant.text.quantities import read_figures
from index.han import simplified
from index.retrieval.lexicon import Lexicon
from index.words import content_stems, read_words, stems_of

REFUSED = 1  # the reading that is refused where none is answered: as was asked, without the subject that was left
ALONE = 0.1  # confidence that a follow-up as it stands, which lost how it was asked, must be ahead by


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question after others, and how it can be read."""

    question: str  # without the words around it
    said: str  # the last reply, without markup
    readings: tuple[str, ...]  # one where it stands alone; else completed first, as it stands last
    narrows: bool  # whether it only adds to what was asked: "for graduates"
    language: Language

    @classmethod
    def of(cls, question: str, history: Sequence[Turn], language: Language) -> "FollowUp":
        asked = without_framing(question, language)
        before = [Turn(turn.role, without_framing(turn.content, language)) for turn in history]
        said = next((turn.content for turn in reversed(before) if turn.role == "assistant"), "")
        told = language.conversation
        narrows = told.preposition.match(told.link.sub("", asked, count=1).strip()) is not None
        return cls(asked, bare(said), tuple(readings(asked, before, language)), narrows, language)


@dataclass(frozen=True, slots=True)
class Tried:
    """A reading with what is found for it; ``counts`` tells whether that may be what was meant."""

    reading: str
    finding: Finding
    counts: bool
    score: float  # confidence, less what a reading without the conversation must be ahead by

    @property
    def best(self) -> str:
        """The sentence that answers it best, by id."""
        return self.finding.evidence[0].sentence.id if self.finding.evidence else ""


def is_kept(message: str, reading: str, language: Language) -> bool:
    """True where a reading is what the message says without marks and particles."""
    plain = simplified(message)
    places = [at for at, letter in enumerate(plain) if letter.isalnum()]
    said, read = letters(plain), letters(simplified(reading))
    first = said.find(read)
    if not read or first < 0:
        return False
    around = plain[: places[first]], plain[places[first + len(read) - 1] + 1 :]
    return all(word.text in language.framing.particles for part in around for word in read_words(part))


def letters(text: str) -> str:
    """Return letters and digits alone, each as one in lower case."""
    return "".join(letter.lower()[0] for letter in text if letter.isalnum())


def best_reading(followup: FollowUp, finder: Finder, documents: Collection[str] | None) -> str:
    """Return the reading that is answered best; the one without the old subject where none is answered."""
    if len(followup.readings) == 1:
        return followup.readings[0]
    return best_of(followup, tried(followup, finder, documents))


def best_of(followup: FollowUp, found: Sequence[Tried]) -> str:
    """Return the reading with the best score; the same sentence may answer it with the old subject and without.

    Then what only adds to the last question keeps its subject, and what is of its own leaves it.
    """
    counting = [one for one in found if one.counts]
    if not counting:
        return found[REFUSED % len(found)].reading
    best = max(counting, key=lambda one: one.score)
    completed, alone = followup.readings[0], followup.readings[-1]
    worded = [one for one in counting if one.reading != alone and one.best == best.best]
    wanted = [one for one in worded if (one.reading == completed) is followup.narrows]
    return wanted[0].reading if best in worded and wanted else best.reading


def tried(followup: FollowUp, finder: Finder, documents: Collection[str] | None) -> list[Tried]:
    """Return each reading with what is found for it, in their order; none that counts a mere name: "How many in X?"."""
    completed, question = followup.readings[0], followup.question
    wants_figure = is_hard(read_kind(completed, followup.language.question), finder.texts)
    made = []
    for reading in followup.readings:
        if reading != completed and counts_mere_name(reading, followup.language, finder.lexicon):
            continue
        finding = finder.find(reading, documents)
        is_told = reading != question or not wants_figure or has_figure(finding, finder)
        is_new = not repeats(finding, question, followup.said)
        counts = finding.is_answered and is_told and is_new and has_measure(reading, finding, followup.language)
        score = finding.judgement.confidence - ALONE * (reading == question)
        made.append(Tried(reading, finding, counts, score))
    return made


def counts_mere_name(reading: str, language: Language, lexicon: Lexicon) -> bool:
    """True where a question asks how many, and has no word but proper names to tell of what."""
    question = read_question(reading, language)
    named = [
        is_name or bool(lexicon.counterparts.by_sound(word.text))
        for word, is_name in zip(question.words, question.named, strict=True)
    ]
    return question.kind == "quantity" and bool(named) and all(named)


def has_measure(reading: str, finding: Finding, language: Language) -> bool:
    """True unless a reading asks for kilometers, or another measure, of which the answer has none."""
    told = language.conversation
    opening = told.opening.search(reading)
    measure = told.measured.search(reading, 0, opening.end()) if opening else None
    asked = set(content_stems(measure.group())) if measure else set()
    return asked <= {stem for item in finding.evidence for stem in stems_of(item.sentence.text)}


def repeats(finding: Finding, question: str, said: str) -> bool:
    """True for an answer that was given already and has none of the words that were asked now."""
    text = finding.evidence[0].sentence.text if finding.evidence else ""
    asked = set(content_stems(question))
    return " ".join(text.split()) in said and asked.isdisjoint(stems_of(text))


def has_figure(finding: Finding, finder: Finder) -> bool:
    return any(read_figures(item.sentence.text, finder.texts) for item in finding.evidence)
