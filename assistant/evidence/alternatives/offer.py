"""What is offered instead where a question leaves open which thing it is about, or has a word the documents lack."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from assistant.evidence.alternatives.gap import with_gap
from assistant.evidence.alternatives.near import near_terms
from assistant.evidence.alternatives.undetermined import FEWEST, is_unstated, open_thing, things_meant
from assistant.evidence.alternatives.whose import find_of_its_kind
from assistant.evidence.alternatives.works import works_meant, works_read
from assistant.evidence.answerability import Judgement
from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding
from assistant.laps import Laps
from assistant.question.claim import read_claim
from assistant.question.reading import read_question
from assistant.schema import NearTerm
from assistant.text.tongue import Spoken

LACKING = ("attribute_missing", "entity_missing", "off_topic")  # reasons for which other words are tried
OFFERED = 2  # near terms at most


def find_or_offer(
    finder: Finder,
    text: str,
    documents: Collection[str] | None = None,
    laps: Laps | None = None,
    known: Spoken | None = None,
) -> Finding:
    """Find; else offer the things that may be meant, or the documents' terms for a word that they do not have.

    What is offered is always answered.
    """
    found = find_where_meant(finder, text, documents, laps, known)
    if is_settled(found):
        return ask_of_which(finder, text, found, documents, known)
    spoken = finder.linguist.spoken(text, known)
    if found.judgement.is_claim:
        return with_gap(finder, found, *finder.read(read_claim(text, spoken.language) or text, spoken))
    question = read_question(text, spoken.language, finder.texts)  # its words, not yet encoded
    if open_thing(question):
        ranked = finder.ranked(text, documents)
        meant = tuple(answered(finder, things_meant(question, ranked), documents))
        if len(meant) >= FEWEST or is_unstated(question, ranked):
            return Finding(Judgement("needs_clarification", "vague", 0.0), hits=found.hits, near=meant)
    if found.judgement.status == "answered":
        return ask_of_which(finder, text, found, documents, known)
    query, question = finder.read(text, spoken)
    found = with_gap(finder, found, query, question)
    if found.judgement.reason not in LACKING:
        return found
    tried = near_terms(question, query, finder.store, finder.lexicon)
    return replace(found, near=tuple(islice(answered(finder, tried, documents), OFFERED)))


def find_where_meant(
    finder: Finder, text: str, documents: Collection[str] | None, laps: Laps | None, known: Spoken | None
) -> Finding:
    """Find; where a document answers that is not about the place or thing asked of, in those that are."""
    found = finder.find(text, documents, laps, known)
    language = finder.linguist.spoken(text, known).language
    is_plain = found.is_answered and not is_settled(found) and not finder.linguist.is_foreign(language)
    is_asked = is_plain and len(finder.store.documents) >= FEWEST and language.question.asked_of.search(text)
    return find_of_its_kind(finder, text, found, documents) if is_asked else found


def ask_of_which(
    finder: Finder, text: str, found: Finding, documents: Collection[str] | None, known: Spoken | None
) -> Finding:
    """Return what was found; where works that an answer leaves out tell as much, ask back of which it is meant."""
    judgement = found.judgement
    if judgement.status != "answered" or judgement.is_claim or not (found.evidence and found.evidence[0].candidate):
        return found
    if len(works_read(found.hits)) < FEWEST:
        return found  # without reading the question once more
    question = read_question(text, finder.linguist.spoken(text, known).language, finder.texts)
    works = tuple(answered(finder, works_meant(finder, question, found), documents))
    if len(works) < FEWEST:
        return found
    return Finding(Judgement("needs_clarification", "vague", 0.0), hits=found.hits, near=works)


def is_settled(found: Finding) -> bool:
    """True where nothing else may be meant: it is told whole, or is no question that can be looked for."""
    if found.judgement.status in ("needs_clarification", "rejected"):
        return True
    return found.is_answered and (found.judgement.is_claim or not all(item.candidate for item in found.evidence))


def answered(finder: Finder, tried: Iterable[NearTerm], documents: Collection[str] | None) -> Iterator[NearTerm]:
    return (one for one in tried if finder.answers(one.question, documents))
