"""What could be asked of each passage: questions kept with its sentences, else made of them by rule.

The first question that is kept with a sentence is its plainest. Whether a question is really answered is tried
elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language.schema import Language
from assistant.offering.proposal import Corpus, Line, dates, figures, is_clear, lists, names, read_corpus, read_lines
from index.retrieval.lexicon import Lexicon
from index.schema import Passage
from index.vectors.store import Store

LONGEST = 90  # characters of a question that is read at a glance
MARKS = ("?", "？")


@dataclass(frozen=True, slots=True)
class Offer:
    """A question, and the sentence that it was kept with or made from."""

    question: str
    sentence_id: str


class Inventory:
    """The offers of one language over one index, made passage by passage when they are asked for."""

    def __init__(self, store: Store, lexicon: Lexicon, language: Language, texts: Language) -> None:
        self.store, self.lexicon, self.language, self.texts = store, lexicon, language, texts
        self.made: dict[str, tuple[Offer, ...]] = {}  # by passage
        self.corpus: Corpus | None = None  # read with the first question that has to be made
        self.kept: dict[str, str] = {}
        for one in store.kept:
            if one.answered and one.language == language.name and is_short_question(one.text):
                self.kept.setdefault(one.sentence_id, one.text.rstrip("".join(MARKS)) + language.question.mark)

    def of(self, passage: Passage) -> tuple[Offer, ...]:
        """Return the offers of a passage in the order of its sentences."""
        if passage.id not in self.made:
            self.made[passage.id] = tuple(self.make(passage)) if passage.kind == "paragraph" else ()
        return self.made[passage.id]

    def make(self, passage: Passage) -> Iterator[Offer]:
        lines = {} if self.has_kept(passage) else {line.text: line for line in self.lines(passage)}
        for sentence in passage.sentences:
            line = lines.get(" ".join(sentence.text.split()))
            question = self.kept.get(sentence.id) or (self.proposed(line) if line else None)
            if question:
                yield Offer(question, sentence.id)

    def has_kept(self, passage: Passage) -> bool:
        return any(sentence.id in self.kept for sentence in passage.sentences)

    def lines(self, passage: Passage) -> Iterator[Line]:
        """Yield the sentences that questions can be made of; none where the language has no rules for that."""
        if self.language is self.texts and self.language.drafting.planned:
            yield from read_lines(passage, self.store, self.lexicon)

    def proposed(self, line: Line) -> str | None:
        """Return the first question that rules make of a sentence, and that no other one answers."""
        corpus = self.corpus = self.corpus or read_corpus(self.store, self.lexicon, self.language)
        drafts = (item for rule in (figures, names, lists, dates) for item in rule(line, corpus))
        return next((one.question for one in drafts if is_short_question(one.question) and is_clear(one, corpus)), None)


def is_short_question(text: str) -> bool:
    return text.rstrip().endswith(MARKS) and len(text) <= LONGEST
