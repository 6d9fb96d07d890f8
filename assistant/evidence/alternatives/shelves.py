"""Documents in several languages: those in the question's own are asked first, the others where these do not answer.

Together they would be judged by one language's weights: a question in Chinese over an English shelf is one that is read
across languages, though the shelf has a document in Chinese.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from assistant.evidence.alternatives.offer import find_or_offer
from assistant.evidence.answerability import screen
from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding
from assistant.evidence.slots import states
from assistant.evidence.whole.answers import answer_whole
from assistant.language.schema import Language
from assistant.laps import Laps
from assistant.question.linguist import Linguist
from assistant.question.reading import Question, read_question
from assistant.text.tongue import Spoken

ELSEWHERE = 0.6  # confidence from which an answer in another language is told, unless its words are there alone


@dataclass(frozen=True, slots=True)
class Shelves:
    """The names of the documents by the language that they are written in."""

    by_language: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, linguist: Linguist) -> "Shelves":
        """A document in a language that is not read stands with most of the others."""
        found: dict[str, list[str]] = {}
        for name, language in linguist.written.items():
            found.setdefault((language or linguist.texts).name, []).append(name)
        return cls({language: tuple(names) for language, names in found.items()})

    def split(self, language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the documents in a language, and the others."""
        own = self.by_language.get(language.name, ())
        return own, tuple(name for names in self.by_language.values() for name in names if name not in own)


def find_by_shelf(
    finder: Finder,
    shelves: Shelves,
    over: Callable[[Collection[str]], Finder],
    text: str,
    laps: Laps | None,
    known: Spoken,
) -> Finding:
    """Find on the shelf of the question's language, else on the others; what is asked of all documents, in all."""
    own, others = shelves.split(known.language)
    if not own or not others or is_of_all(finder, text, known):
        return find_or_offer(finder, text, None, laps, known)
    here = over(own)
    found = find_or_offer(here, text, None, laps, known)
    asks_which = found.judgement.status == "needs_clarification" and bool(found.near)
    if found.is_answered or asks_which or found.judgement.status == "rejected":
        return found
    there = over(others)
    other = there.find(text, None, laps, known)
    least = 0.0 if speaks_elsewhere(text, here, there, known) else ELSEWHERE
    if other.is_answered and other.judgement.confidence >= least and has_more(other, found):
        question = there.read(text, known)[1]
        if question.kind != "person" or names_somebody(question, other):
            return other
    return replace(found, gap=replace(found.gap, shelf=known.language.name))


def speaks_elsewhere(text: str, here: Finder, there: Finder, known: Spoken) -> bool:
    """True for a question with words that the documents in its language lack, all of which the others have."""
    question = read_question(text, known.language, there.linguist.texts)
    lacking = [word for word in question.words if not here.lexicon.knows(word)]
    return bool(lacking) and all(there.lexicon.knows(word, question.stems) for word in lacking)


def has_more(other: Finding, own: Finding) -> bool:
    """True where a sentence in another language has more of the question's words than the nearest in its own.

    Words, not likeness: to an encoder any meal on any Saturday is near. Where neither has one, likeness has to do.
    """
    here = share_had(own)
    return not here or share_had(other) > here


def names_somebody(question: Question, found: Finding) -> bool:
    """False where it is asked who, and no sentence found names anybody: "Four bicycles were stolen"."""
    told = [states(question, question.sort, item.sentence.text) for item in found.evidence]
    return not told or any(one is not False for one in told)


def share_had(found: Finding) -> float:
    """Return the share of the question's words, by what they tell, that the best of the sentences found has."""
    return max((item.candidate.signals["placed"] for item in found.evidence if item.candidate), default=0.0)


def is_of_all(finder: Finder, text: str, known: Spoken) -> bool:
    """True where the documents as a whole are asked about."""
    spoken = finder.linguist.spoken(text, known)
    if screen(text, spoken.language) or not finder.linguist.reads(spoken):
        return True
    query, question = finder.read(text, spoken)
    return bool(answer_whole(question, query, finder.store, finder.lexicon))
