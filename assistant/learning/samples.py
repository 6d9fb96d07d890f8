"""What is learned from: labelled questions with the sentences that come up when they are asked.

A question belongs to a group, and each group to an opened index, so that several collections
can be learned from together.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.evidence.answerability import rarity_of
from assistant.evidence.finder import Finder
from assistant.evidence.signals import Candidate
from assistant.evidence.weights import NATIVE
from assistant.golden.cases import Case
from assistant.golden.matching import same_sentence
from assistant.golden.questions import DRAFT
from assistant.learning.weighing import weigh
from assistant.question.reading import Question
from assistant.text.facts import normalise
from index.progress import Progress, Report

UNWEIGHED = "an order, about the outline, or nothing comes near it: decided without weights"
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
    reading: str = NATIVE  # how it is read, see weights.NEAREST

    @property
    def found(self) -> bool:
        return any(self.is_evidence)


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of one group, and what they are asked of."""

    group: str
    cases: Sequence[Case]
    finder: Finder


def read_samples(
    asked: Iterable[Asked], left_out: Counter[str], report: Report = lambda progress: None
) -> list[Sample]:
    """Return what can be learned from, and count in ``left_out`` what cannot, by the reason why."""
    samples = []
    for questions in asked:
        documents = [normalise(text) for text in questions.finder.store.documents.values()]
        for number, case in enumerate(questions.cases, 1):
            report(Progress("reading questions", number, len(questions.cases)))
            reason = unusable(case, documents)
            sample = None if reason else read_sample(case, questions.group, questions.finder)
            if sample:
                samples.append(sample)
            else:
                left_out[reason or UNWEIGHED] += 1
    return samples


def unusable(case: Case, documents: Sequence[str]) -> str | None:
    """Return why nothing can be learned from a question, None where something can. ``documents`` are normalised."""
    if case.extra.get("review") == DRAFT:
        return "a draft that no person has accepted"
    if case.history:
        return "part of a conversation: it does not stand alone"
    if case.scope is not None:
        return "about some of the documents only"
    if case.answerable and not case.evidence:
        return "answerable, but no evidence is marked"
    quotes = [normalise(gold.quote) for gold in case.evidence]
    if not all(any(quote in text for text in documents) for quote in quotes):
        return "its evidence is not in these documents"
    return None


def read_sample(case: Case, group: str, finder: Finder, documents: Collection[str] | None = None) -> Sample | None:
    """Return the question with its candidates as they come up when it is asked, of the ``documents`` or of all.

    None where it is decided without weights: an order, a question about the outline, or one
    that no sentence comes near.
    """
    weighed = weigh(finder, case.question, TOP_K, documents)
    if weighed is None or not weighed.candidates:
        return None
    labels = tuple(
        any(same_sentence(gold.quote, candidate.sentence.text) for gold in case.evidence)
        for candidate in weighed.candidates
    )
    rarity = rarity_of(weighed.question, finder.lexicon)
    marked = bool(case.evidence) or not case.answerable
    read_as = weighed.reading
    return Sample(group, weighed.question, weighed.candidates, labels, case.answerable, rarity, marked, read_as)


def without_evidence(item: Sample) -> Sample:
    """Return the question as one that the candidates do not answer."""
    kept = tuple(c for c, label in zip(item.candidates, item.is_evidence, strict=True) if not label)
    return replace(item, candidates=kept, is_evidence=(False,) * len(kept), answerable=False)
