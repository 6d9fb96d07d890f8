"""What is weighed for a question when it is asked: worked out as the finder does, without deciding anything."""

from collections.abc import Collection
from dataclasses import dataclass

from assistant.evidence.answerability import screen
from assistant.evidence.choice import by_belief, verified
from assistant.evidence.finder import Finder
from assistant.evidence.signals import Candidate, read_candidates
from assistant.evidence.weights import reading_of
from assistant.evidence.whole.answers import answer_whole
from assistant.question.reading import Question


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question and the sentences that are weighed for it."""

    question: Question
    candidates: tuple[Candidate, ...]
    reading: str  # how it is read, see weights.NEAREST


def weigh(finder: Finder, text: str, top_k: int, documents: Collection[str] | None = None) -> Weighed | None:
    """Return what is weighed for a question, read from ``top_k`` passages of the documents named, or of all.

    None where it is decided without weights: an order, or a question about the outline.
    """
    spoken = finder.linguist.spoken(text)
    if screen(text, spoken.language) or not finder.linguist.reads(spoken):
        return None
    query, question = finder.read(text, spoken)
    if documents is None and answer_whole(question, query, finder.store, finder.lexicon):
        return None
    hits = finder.retriever.retrieve(query, top_k, documents)
    reading = reading_of(query.is_foreign, question.is_foreign, query.has_kept)
    candidates = read_candidates(question, query, hits, finder.store, finder.lexicon)
    if candidates and (verifiers := finder.verifiers_of(question)):
        ordered = [candidate for _, candidate in by_belief(candidates, finder.weights_for(question, query))]
        candidates = verified(question, ordered, verifiers)
    return Weighed(question, tuple(candidates), reading)
