"""What is learned from: labelled questions with the sentences that come up when they are asked.

A question belongs to a group, and each group to an opened index, so that several collections
can be learned from together.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from assistant.evidence.answerability import rarity_of
from assistant.evidence.finder import Finder
from assistant.evidence.signals import Candidate
from assistant.golden.cases import Case
from assistant.golden.matching import same_sentence
from assistant.question.reading import Question

TOP_K = 24  # passages read for a question, more than in use so that near misses are learned from too


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with its candidate sentences."""

    group: str  # the collection it belongs to
    question: Question
    candidates: tuple[Candidate, ...]
    is_evidence: tuple[bool, ...]  # of each candidate
    answerable: bool
    rarity: float  # of what is asked for, see answerability.rarity_of
    marked: bool = True  # whether it is known which candidates are evidence

    @property
    def found(self) -> bool:
        return any(self.is_evidence)


def read_sample(case: Case, group: str, finder: Finder, documents: Collection[str] | None = None) -> Sample | None:
    """Return the question with its candidates as they come up when it is asked, of the ``documents`` or of all.

    None where it is decided without weights: an order, a question about the outline, or one
    that no sentence comes near.
    """
    weighed = finder.weigh(case.question, TOP_K, documents)
    if weighed is None or not weighed.candidates:
        return None
    labels = tuple(
        any(same_sentence(gold.quote, candidate.sentence.text) for gold in case.evidence)
        for candidate in weighed.candidates
    )
    rarity = rarity_of(weighed.question, finder.lexicon)
    marked = bool(case.evidence) or not case.answerable
    return Sample(group, weighed.question, weighed.candidates, labels, case.answerable, rarity, marked)


def without_evidence(item: Sample) -> Sample:
    """Return the question as one that the candidates do not answer."""
    kept = tuple(c for c, label in zip(item.candidates, item.is_evidence, strict=True) if not label)
    return replace(item, candidates=kept, is_evidence=(False,) * len(kept), answerable=False)
