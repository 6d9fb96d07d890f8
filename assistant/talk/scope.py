"""Which edition a conversation is about: the one that its last question named, else the newest."""

from collections.abc import Collection
from dataclasses import dataclass

from assistant.evidence.whole.editions import Editions
from assistant.language.schema import Language
from assistant.talk.hearing import Heard


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a message is answered and where it is understood; None means all documents."""

    chosen: Collection[str] | None = None  # by the request, or the edition that the question before named
    meant: Collection[str] | None = None  # what a follow-up or an act is about

    @classmethod
    def of(cls, heard: Heard, documents: Collection[str] | None, editions: Editions, language: Language) -> "Scope":
        if documents is not None or not editions.works:
            return cls(documents, documents)
        if own := editions.named(heard.question, language):
            return cls(None, own)
        before = heard.questions
        named = editions.named(before[-1], language) if before and not heard.act else None
        return cls(named, named or editions.newest)
