"""A message in its conversation, with where its answer is looked for: what every pass over a finding needs to know."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.evidence.choice import Evidence
from assistant.evidence.finder import Finder
from assistant.language.schema import Language
from assistant.talk.hearing import Heard
from assistant.talk.shown import bare


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A message as it was heard and read."""

    heard: Heard
    read_as: str  # the question as it stands alone
    finder: Finder
    documents: Collection[str] | None  # that a follow-up is about; None means all
    language: Language  # of the message

    def ranked(self) -> list[Evidence]:
        """Return all sentences that are weighed for the question, best first."""
        return self.finder.ranked(self.read_as, self.documents)

    def said_last(self, ranked: Sequence[Evidence]) -> list[Evidence]:
        """Return the sentences, best first, that the last reply which quotes any of them has."""
        replies = [bare(turn.content) for turn in reversed(self.heard.history) if turn.role == "assistant"]
        quoted = ([item for item in ranked if " ".join(item.sentence.text.split()) in said] for said in replies)
        return next(filter(None, quoted), [])
