"""Where an answer's evidence is looked for: in which edition, on which shelf, for the whole question or for each part.

Knows which questions a language model reads better than rules do; nothing of how an answer is worded.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from assistant.evidence.alternatives.offer import find_or_offer
from assistant.evidence.alternatives.shelves import Shelves, find_by_shelf
from assistant.evidence.answerability import screen
from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding, join
from assistant.evidence.whole.editions import Editions, find_changes
from assistant.laps import Laps
from assistant.talk.hearing import Heard
from assistant.talk.meant import FollowUp, best_reading
from assistant.text.tongue import Spoken
from assistant.writing.pen import Pen


@dataclass(frozen=True, slots=True)
class Search:
    """One answer's way through the documents."""

    finder: Finder  # with the verifier of this answer, as have all that ``over`` gives
    editions: Editions
    shelves: Shelves
    pen: Pen | None  # where a language model reads questions too
    over: Callable[[Collection[str]], "Search"]  # the same way through some of the documents alone
    laps: Laps | None = None  # where the times of the stages are kept

    def understood(self, heard: Heard, documents: Collection[str] | None, known: Spoken) -> str:
        """Return the question as it stands alone: by rule, or by the model where rules are not enough."""
        question, history, linguist = heard.question, heard.history, self.finder.linguist
        spoken = linguist.spoken(question, known)
        if not linguist.reads(spoken):
            pen = None if screen(question, spoken.language) else self.pen
            return pen.rewriter.translated(question) if pen else question
        ruled = best_reading(FollowUp.of(question, history, spoken.language), self.finder, documents)
        if self.pen is None or screen(question, spoken.language) or screen(ruled, linguist.spoken(ruled).language):
            return ruled
        return self.pen.rewriter.read(question, history, ruled)

    def find(self, text: str, documents: Collection[str] | None = None, known: Spoken | None = None) -> Finding:
        """Find for the whole question, or for each part that a model took it apart into.

        Where there are several editions of a work, in the one that is meant. ``known`` is the question's language.
        """
        finder, known = self.finder, known or self.finder.linguist.spoken(text)
        if documents is None and self.editions.works:
            return self.find_in_edition(text, known)
        language = finder.linguist.spoken(text, known).language
        parts = self.pen.rewriter.parts(text) if self.pen and not screen(text, language) else []
        found = [finder.find(part, documents, self.laps) for part in parts]
        if any(finding.is_answered for finding in found):
            return join(found)
        if documents is None:
            return find_by_shelf(finder, self.shelves, lambda names: self.over(names).finder, text, self.laps, known)
        return find_or_offer(finder, text, documents, self.laps, known)

    def find_in_edition(self, text: str, known: Spoken) -> Finding:
        """Find in the edition that a question means; where it names none, in an older one what the newest lacks."""
        meant = self.editions.meant(text, known.language)
        if meant.compared:
            query, question = self.finder.read(text)
            if found := find_changes(question, query, self.finder.store, meant.compared):
                return found
        found = self.over(meant.documents).find(meant.text)
        if found.is_answered or not meant.older:
            return found
        other = self.finder.find(meant.text, meant.older, self.laps)
        return other if other.judgement.status == "answered" else found
