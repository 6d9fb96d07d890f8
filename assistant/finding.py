"""What was found for a question, before it is put into words; findings of several questions joined into one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from assistant.answerability import Judgement
from assistant.evidence import Evidence
from index.schema import Hit

ANSWERED = ("answered", "partly_answered")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for a standalone question, before it is put into words."""

    judgement: Judgement
    evidence: tuple[Evidence, ...] = ()  # the chosen sentences, best first
    hits: tuple[Hit, ...] = ()  # the passages read, best first

    @property
    def answered(self) -> bool:
        return self.judgement.status in ANSWERED

    @property
    def may_be_written(self) -> bool:
        """Whether a model may put it into words: evidence was found, and in sentences, not in the outline."""
        return self.answered and any(item.candidate for item in self.evidence)


def cited_first(evidence: Sequence[Evidence], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return what was read, best first: the passages of the chosen sentences, then the rest as retrieved."""
    retrieved = {hit.passage.id: hit for hit in hits}
    chosen = {
        item.passage.id: retrieved.get(item.passage.id) or Hit(item.passage, item.score, item.score)
        for item in evidence
    }
    return tuple({**chosen, **retrieved}.values())


def join(findings: Sequence[Finding], top_k: int) -> Finding:
    """Return one finding for the parts of a message: the evidence of those answered, in their order.

    Where none is answered, the first one's refusal stands for all.
    """
    found = [item for item in findings if item.answered]
    if len(findings) == 1 or not found:
        return findings[0]
    open_parts = [item for item in findings if not item.answered]
    whole = not open_parts and all(item.judgement.status == "answered" for item in found)
    judgement = Judgement(
        "answered" if whole else "partly_answered",
        None if whole else "attribute_missing",
        min(item.judgement.confidence for item in found),
        tuple(dict.fromkeys(word for item in findings for word in item.judgement.missing)),
    )
    evidence = {(item.passage.id, item.sentence.id): item for one in found for item in one.evidence}
    hits = [hit for row in zip_longest(*(item.hits for item in found)) for hit in row if hit]
    hits += chain.from_iterable(item.hits for item in open_parts)
    unique = tuple({hit.passage.id: hit for hit in reversed(hits)}.values())[::-1]
    return Finding(judgement, tuple(evidence.values()), cited_first(tuple(evidence.values()), unique)[:top_k])
