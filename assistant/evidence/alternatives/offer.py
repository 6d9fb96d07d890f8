"""What is offered instead where a question leaves open which thing it is about, or has a word the documents lack."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from assistant.evidence.alternatives.near import near_terms
from assistant.evidence.alternatives.undetermined import FEWEST, is_unstated, open_thing, things_meant
from assistant.evidence.answerability import Judgement
from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding
from assistant.laps import Laps
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
    found = finder.find(text, documents, laps, known)
    if (
        found.judgement.is_claim
        or found.judgement.status == "needs_clarification"
        or (found.is_answered and not all(item.candidate for item in found.evidence))
    ):
        return found
    spoken = finder.linguist.spoken(text, known)
    question = read_question(text, spoken.language, finder.texts)  # its words, not yet encoded

    def answered(tried: Iterable[NearTerm]) -> Iterator[NearTerm]:
        return (one for one in tried if finder.answers(one.question, documents))

    if open_thing(question):
        ranked = finder.ranked(text, documents)
        meant = tuple(answered(things_meant(question, ranked)))
        if len(meant) >= FEWEST or is_unstated(question, ranked):
            return Finding(Judgement("needs_clarification", "vague", 0.0), hits=found.hits, near=meant)
    if found.judgement.reason not in LACKING:
        return found
    query, question = finder.read(text, spoken)
    tried = near_terms(question, query, finder.store, finder.lexicon)
    return replace(found, near=tuple(islice(answered(tried), OFFERED)))
