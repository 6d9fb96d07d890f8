"""How an answer came about, as it is told: readings of the message, what was weighed, what decided against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.schema import Answer, Reason, Status

Stage = Literal["judge", "rank", "choice", "verdict"]
Route = Literal["courtesy", "act", "rejected", "verdict", "whole", "sentences"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a follow-up may be meant, and how well that is answered."""

    question: str
    status: Status
    score: float  # what is compared: the confidence, less for a reading that leaves the conversation out
    counts: bool  # whether it may be what was meant
    taken: bool


@dataclass(frozen=True, slots=True)
class Against:
    """The first stage that decided against a sentence.

    ``judge``: it does not answer. ``rank``: it would, but a better one was judged first, and refused.
    ``choice``: others answer, and this adds nothing. ``verdict``: it says nothing of the claim.
    """

    stage: Stage
    reason: Reason | None = None
    missing: tuple[str, ...] = ()  # words of the question that it has nothing like


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence that was weighed."""

    sentence: str
    document_id: str
    start: int
    end: int
    score: float  # the probability that it answers, among the others
    confidence: float | None  # that it answers the question, as the judge has it; None for a claim
    signals: Mapping[str, float]
    against: Against | None  # None: it is cited


@dataclass(frozen=True, slots=True)
class AskedPart:
    """A question that the message asks, and the sentences weighed for it, best first."""

    question: str
    kind: str
    words: tuple[str, ...]  # that carry meaning
    cutoff: float  # confidence from which it is answered
    weighed: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer came about."""

    language: str  # that the message is read in, by code
    wants: str  # "question", or the kind of courtesy or act
    route: Route  # what gave the answer
    readings: tuple[Reading, ...]  # of a follow-up; the question alone where it stands alone
    parts: tuple[AskedPart, ...]  # none where nothing was weighed


@dataclass(frozen=True, slots=True)
class ExplainedAnswer(Answer):
    """An answer, and how it came about."""

    explanation: Explanation | None = None
