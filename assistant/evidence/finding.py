"""What was found for a question, before it is put into words; findings of several questions joined into one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from assistant.evidence.answerability import Earlier, Judgement
from assistant.evidence.choice import Evidence
from assistant.language.forms import Kind
from assistant.question.parts import Part
from assistant.schema import ANSWERED, NearTerm, Row
from index.schema import Hit, Passage
from index.words import content_stems, read_words, stems_of


@dataclass(frozen=True, slots=True)
class Gap:
    """What of a question the documents leave open, as far as it can be told."""

    absent: tuple[str, ...] = ()  # what the question names and no document has, as it is written
    kind: Kind = "other"  # what is asked for
    nearest: Evidence | None = None  # the statement that comes nearest and is no answer
    shelf: str = ""  # the language of the documents that were looked into, where there are others


OPEN = Gap()  # of which nothing can be told


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for a standalone question, before it is put into words."""

    judgement: Judgement
    evidence: tuple[Evidence, ...] = ()  # the chosen sentences, best first
    hits: tuple[Hit, ...] = ()  # the passages read, best first
    whole: tuple[Passage, ...] = ()  # the section that is to be summed up, in its order
    parts: int = 1  # questions that it answers
    lead: str = "lead_in"  # the key of what is said before the sentences
    table: tuple[Row, ...] | None = None  # all of a kind, where that was asked for
    gap: Gap = OPEN  # of one that is no whole answer
    near: tuple[NearTerm, ...] = ()  # of a refused question: terms of the documents with which it is answered

    @property
    def is_answered(self) -> bool:
        """Whether the whole of the question is answered, or a part."""
        return self.judgement.status in ANSWERED

    def has_words(self, thing: str) -> bool:
        """True where one of the chosen sentences has every word of a thing that is asked for."""
        asked = set(content_stems(thing))
        return any(asked <= set(stems_of(item.sentence.text)) for item in self.evidence)

    @property
    def leads(self) -> bool:
        """Whether what is said before the sentences is part of the answer, and not only of a list."""
        return self.lead.startswith(("verdict", "mentioned_perhaps", "by_its_words", "may_be_more"))

    @property
    def may_be_written(self) -> bool:
        """Whether a model may put it into words: evidence was found in sentences, or a section is to be summed up."""
        is_verdict = self.lead.startswith("verdict")
        return (
            self.is_answered and not is_verdict and (bool(self.whole) or any(item.candidate for item in self.evidence))
        )


def cited_first(evidence: Sequence[Evidence], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return what was read, best first: the passages of the chosen sentences, then the rest as retrieved."""
    retrieved = {hit.passage.id: hit for hit in hits}
    chosen = {
        item.passage.id: retrieved.get(item.passage.id) or Hit(item.passage, item.score, item.score)
        for item in evidence
    }
    return tuple({**chosen, **retrieved}.values())


def naming(found: Finding, asked: str) -> Finding:
    """Return the finding of a part; one that is not answered names what it asked where nothing else is named."""
    if found.is_answered or found.judgement.missing:
        return found
    words = tuple(
        asked[word.start : word.end] for word in read_words(asked) if not word.is_stop and word.text.isalpha()
    )
    return replace(found, judgement=replace(found.judgement, missing=words))


def earlier_of(found: Sequence[Finding], parts: Sequence[Part]) -> Earlier:
    """Return what the parts of a message that have been found so far were answered by and asked with."""
    return Earlier(
        frozenset(item.sentence.id for one in found if one.is_answered for item in one.evidence),
        frozenset(word.stem for _, readings in zip(found, parts, strict=False) for word in read_words(readings[0])),
    )


def join(findings: Sequence[Finding]) -> Finding:
    """Return one finding for the parts of a message: the evidence of those answered, in their order.

    Where none is answered, the first one's refusal stands for all.
    """
    found = [item for item in findings if item.is_answered]
    if len(findings) == 1 or not found:
        return findings[0]
    open_parts = [item for item in findings if not item.is_answered]
    whole = not open_parts and all(item.judgement.status == "answered" for item in found)
    judgement = Judgement(
        "answered" if whole else "partly_answered",
        None if whole else "attribute_missing",
        min(item.judgement.confidence for item in found),
        tuple(dict.fromkeys(word for item in findings for word in item.judgement.missing)),
    )
    evidence = tuple({item.sentence.id: item for one in found for item in one.evidence}.values())
    rows = zip_longest(*(item.hits for item in [*found, *open_parts]))
    hits = {hit.passage.id: hit for row in rows for hit in row if hit}
    most = max(len({item.passage.id for item in evidence}), *(len(item.hits) for item in findings))
    return Finding(judgement, evidence, cited_first(evidence, tuple(hits.values()))[:most], parts=len(found))


def as_far_as(refused: Finding, alone: Sequence[tuple[Finding, str]], least: float) -> Finding:
    """Return what of a refused question's things, each with how it was asked, is answered with ``least`` confidence.

    The others are named; the refusal itself where none is answered.
    """
    unnamed = replace(refused, judgement=replace(refused.judgement, missing=()))
    sure = [(one if one.is_answered and one.judgement.confidence >= least else unnamed, asked) for one, asked in alone]
    named = [naming(one, asked) for one, asked in sure]
    return join(named) if any(one.is_answered for one in named) else refused


def beside(found: Finding, others: Sequence[Finding]) -> Finding:
    """Return what was found for a question with the best sentences of single things that it joins."""
    answered = [item for item in others if item.is_answered]
    known = {item.sentence.id for item in found.evidence}
    fresh = {one.evidence[0].sentence.id: one.evidence[0] for one in answered if one.evidence}
    added = tuple(item for sentence, item in fresh.items() if sentence not in known)
    evidence = (*found.evidence, *added)
    judgement = found.judgement
    if others and len(answered) == len(others) and judgement.status == "partly_answered":
        judgement = replace(judgement, status="answered", reason=None, missing=())
    hits, parts = cited_first(evidence, found.hits), found.parts + len(added)
    return replace(found, judgement=judgement, evidence=evidence, hits=hits, parts=parts)
