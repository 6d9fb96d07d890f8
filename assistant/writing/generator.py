"""An answer written by a language model, of which only checked sentences are handed on.

Each sentence is checked as soon as it is finished. One that fails is mended once by the model,
else the report's own sentence takes its place, else it is left out and counted. Whatever the
model does, what remains rests on the report.
"""

from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from time import monotonic

from assistant.errors import WriterError
from assistant.evidence.choice import Evidence
from assistant.evidence.weights import Bar
from assistant.prompt import Prompt
from assistant.writing.manuscript import Draft, Spot
from assistant.writing.model import Model
from assistant.writing.sources import Shelf, Source, fence, in_order, lower_words
from assistant.writing.support import Claim, Line, Verdict, check, in_own_figures
from assistant.writing.written import Written, read_sentences
from index.schema import Hit, Passage
from index.vectors.encoder import Encoder

MOST = 12  # sentences of an answer
WASTED = 8  # sentences that may fail before the model is no longer listened to
REPAIRS = 2  # requests to mend a sentence, in one answer
REPAIR_SECONDS = 8.0  # of the time left, for one of them
MEANT = 0.7  # share of a failed sentence's words that the report's own has, where it was meant


@dataclass(frozen=True, slots=True)
class Order:
    """What an answer is to be written about, and until when (monotonic seconds)."""

    question: str
    evidence: Sequence[Evidence]  # the sentences that were judged to answer, best first
    hits: Sequence[Hit]
    until: float
    parts: int = 1  # of the question, each of which the first sentences of evidence answer
    whole: Sequence[Passage] = ()  # what is to be read from its beginning to its end, instead of the hits


@dataclass(slots=True)
class Writing:
    """An answer on its way: the draft, and what has been spent on it."""

    order: Order
    sources: Sequence[Source]
    draft: Draft
    repairs: int = 0
    failed: int = 0
    seen: set[str] = field(default_factory=set)

    @property
    def is_over(self) -> bool:
        return len(self.draft.pieces) >= MOST or self.failed >= WASTED

    def readings(self, markers: Collection[int]) -> Iterator[Sequence[Source]]:
        """Yield what a sentence may rest on: the passages that it marks, then all."""
        marked = [source for source in self.sources if source.number in markers]
        if marked and len(marked) < len(self.sources):
            yield marked
        yield self.sources


class Writer:
    """Writes answers with one model over one opened index. Shared by threads."""

    def __init__(
        self, model: Model, prompts: Mapping[str, Prompt], shelf: Shelf, encoder: Encoder, bar: Bar, room: int
    ) -> None:
        self.model = model
        self.answer, self.repair = prompts["answer"], prompts["repair"]
        self.shelf = shelf
        self.language = shelf.language
        self.encoder = encoder
        self.bar = bar
        self.room = room
        self.known: Collection[str] = lower_words(shelf.store.documents.values())

    def write(self, order: Order) -> Generator[str, None, Draft]:
        """Yield checked text as it is finished; return the draft, which holds all of it.

        A draft without text means that the report's own sentences have to answer, or, where
        it ``says_nothing``, that the model found no answer in the passages.
        """
        sources = self.shelf.gather(order.whole or in_order(order.hits, self.shelf.store), self.room)
        writing = Writing(
            order, sources, Draft(order.evidence, [s.passage for s in sources], self.language, order.parts)
        )
        asked = self.answer.ask(passages=fence(writing.sources), question=order.question)
        try:
            with closing(self.model.stream(asked, order.until)) as stream:
                yield from self.follow(writing, read_sentences(stream))
        except WriterError as error:
            writing.draft.note(error.code)
        if writing.draft.pieces:
            if len(sources) < len(order.whole):
                writing.draft.note("read_in_part")
            yield from writing.draft.complete()
        return writing.draft

    def follow(self, writing: Writing, sentences: Iterator[Written]) -> Iterator[str]:
        draft = writing.draft
        for sentence in sentences:
            if self.language.writing.nothing_said.search(sentence.text) and not draft.pieces:
                draft.says_nothing = True
                return
            if sentence.text in writing.seen:
                writing.failed += 1  # a model that repeats itself is soon left
            else:
                writing.seen.add(sentence.text)
                yield from filter(None, self.settle(writing, sentence))
            if writing.is_over:
                return
            if monotonic() > writing.order.until:  # checking takes time too, however fast the model was
                raise WriterError("model_too_slow")

    def settle(self, writing: Writing, sentence: Written) -> Iterator[str]:
        """Yield what becomes of one sentence: itself, a mended one, the report's own, or nothing."""
        draft = writing.draft
        if self.language.writing.about_passages.search(sentence.text):
            writing.failed += 1
            draft.changed += 1
            return
        added, verdict = self.accept(writing, sentence)
        if added or verdict.fault == "empty":
            yield added
            return
        writing.failed += 1
        draft.changed += 1
        mended = self.mended(writing, sentence, verdict)
        if mended and mended.text not in writing.seen and (added := self.accept(writing, mended)[0]):
            yield added
        elif verdict.covered >= MEANT:
            yield draft.quote(spot(writing.sources, verdict.lines[0]), verdict.similarity, sentence.is_item)

    def accept(self, writing: Writing, sentence: Written) -> tuple[str, Verdict]:
        """Add a sentence that the passages bear out; return the text added and the verdict over the last ones held."""
        claim = Claim(sentence.text, self.language, self.encoder.encode([sentence.text])[0], self.known)
        for sources in writing.readings(sentence.markers):
            lines = lines_of(sources)
            verdict = check(claim, lines, self.bar)
            if verdict.fault is None:
                text = in_own_figures(claim, [lines[number] for number in verdict.lines])
                spots = [spot(sources, number) for number in verdict.lines]
                if added := writing.draft.add(text, spots, verdict.similarity, sentence.is_item):
                    return added, verdict
        return "", verdict

    def mended(self, writing: Writing, sentence: Written, verdict: Verdict) -> Written | None:
        """Ask the model once to mend a sentence from the passage it is nearest to; None where it cannot."""
        until = min(writing.order.until, monotonic() + REPAIR_SECONDS)
        if writing.repairs >= REPAIRS or not verdict.lines:
            return None
        writing.repairs += 1
        passage, _ = spot(writing.sources, verdict.lines[0])
        near = [source for source in writing.sources if source.passage is passage]
        try:
            said = self.model.complete(self.repair.ask(passages=fence(near), sentence=sentence.text), until)
        except WriterError:
            return None
        return next(read_sentences([said]), None)


def lines_of(sources: Sequence[Source]) -> list[Line]:
    return [line for source in sources for line in source.lines]


def spot(sources: Sequence[Source], number: int) -> Spot:
    """Return the passage and the sentence of a line, by its position among all lines of the sources."""
    return [(source.passage, sentence) for source in sources for sentence in source.sentences][number]
