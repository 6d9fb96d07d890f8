"""An answer written by a language model, of which only checked sentences are handed on.

Each sentence is checked as soon as it is finished. One that fails is mended once by the model,
else the report's own sentence takes its place, else it is left out and counted. Whatever the
model does, what remains rests on the report.
"""

import re
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

from assistant.config import Config, shipped
from assistant.errors import WriterError
from assistant.evidence import Evidence
from assistant.llm import open_llm, stream
from assistant.local import with_local_model
from assistant.manuscript import Draft, Spot
from assistant.model import Model
from assistant.prompt import Prompt
from assistant.rewriter import WIDE, Rewriter
from assistant.sources import RULES, Source, fence, gather, lower_words
from assistant.support import Line, Verdict, check, in_own_figures
from assistant.written import Written, read_sentences
from index.encoder import Encoder
from index.schema import Hit
from index.store import Store

MOST = 12  # sentences of an answer
WASTED = 8  # sentences that may fail before the model is no longer listened to
REPAIRS = 2  # requests to mend a sentence, in one answer
REPAIR_SECONDS = 8.0  # of the time left, for one of them
LOOK = 2000  # characters of a document in which its script shows
MEANT = 0.7  # share of a failed sentence's words that the report's own has, where it was meant
# How a model says that the passages do not answer.
NOTHING_SAID = re.compile(
    r"^\W*not in the (?:report|passages?)\b"
    r"|\b(?:report|passages?|documents?|text|sources?) (?:do|does|did)(?: not|n['’]t) (?:\w+ )?"
    r"(?:say|state|mention|specify|provide|contain|include|give|answer|address|discuss|indicate)"
    r"|\b(?:is|are|was|were)(?: not|n['’]t) (?:\w+ )?(?:said|stated|mentioned|specified|given|provided|found|addressed)"
    r"\b.*\b(?:report|passages?|documents?|text|sources?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Order:
    """What an answer is to be written about, and until when (monotonic seconds)."""

    question: str
    evidence: Sequence[Evidence]  # the sentences that were judged to answer, best first
    hits: Sequence[Hit]
    until: float


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


class Writer:
    """Writes answers with one model over one opened index. Shared by threads."""

    def __init__(self, model: Model, answer: Prompt, repair: Prompt, store: Store, encoder: Encoder, room: int) -> None:
        self.model = model
        self.answer = answer
        self.repair = repair
        self.store = store
        self.encoder = encoder
        self.room = room
        self.known: Collection[str] = lower_words(store.documents.values())

    def write(self, order: Order) -> Generator[str, None, Draft]:
        """Yield checked text as it is finished; return the draft, which holds all of it.

        A draft without text means that the report's own sentences have to answer, or, where
        it ``says_nothing``, that the model found no answer in the passages.
        """
        sources = gather(order.hits, self.store, self.room)
        writing = Writing(order, sources, Draft(order.evidence, [source.passage for source in sources]))
        asked = self.answer.ask(passages=fence(writing.sources), question=order.question)
        try:
            with closing(self.model.stream(asked, order.until)) as stream:
                yield from self.follow(writing, read_sentences(stream))
        except WriterError as error:
            writing.draft.note(error.code)
        if writing.draft.pieces:
            yield from writing.draft.complete()
        return writing.draft

    def follow(self, writing: Writing, sentences: Iterator[Written]) -> Iterator[str]:
        draft = writing.draft
        for sentence in sentences:
            if NOTHING_SAID.search(sentence.text) and not draft.pieces:
                draft.says_nothing = True
                return
            if sentence.text in writing.seen:
                writing.failed += 1  # a model that repeats itself is soon left
            else:
                writing.seen.add(sentence.text)
                yield from filter(None, self.settle(writing, sentence))
            if writing.is_over:
                return

    def settle(self, writing: Writing, sentence: Written) -> Iterator[str]:
        """Yield what becomes of one sentence: itself, a mended one, the report's own, or nothing."""
        draft = writing.draft
        if added := self.accept(writing, sentence):
            yield added
            return
        verdict = self.judge(sentence.text, writing.sources)
        if verdict.fault == "empty":
            return
        writing.failed += 1
        draft.changed += 1
        mended = self.mended(writing, sentence, verdict)
        if mended and mended.text not in writing.seen and (added := self.accept(writing, mended)):
            yield added
        elif verdict.covered >= MEANT:
            yield draft.quote(spot(writing.sources, verdict.lines[0]), verdict.similarity, sentence.is_item)

    def accept(self, writing: Writing, sentence: Written) -> str:
        """Add a sentence that the passages it marks bear out, else one that any others do; return the text added."""
        marked = [source for source in writing.sources if source.number in sentence.markers]
        for sources in filter(None, (marked, writing.sources)):
            verdict = self.judge(sentence.text, sources)
            if verdict.fault is None:
                lines = lines_of(sources)
                text = in_own_figures(sentence.text, [lines[number] for number in verdict.lines])
                spots = [spot(sources, number) for number in verdict.lines]
                return writing.draft.add(text, spots, verdict.similarity, sentence.is_item)
        return ""

    def judge(self, text: str, sources: Sequence[Source]) -> Verdict:
        return check(text, self.encoder.encode([text])[0], lines_of(sources), self.known)

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


@dataclass(frozen=True, slots=True)
class Pen:
    """What a model does for one engine: it reads questions and writes answers."""

    writer: Writer
    rewriter: Rewriter
    seconds: float  # that an answer may take
    local: object = None  # a model that runs here, for as long as this object lives


def open_pen(config: Config, store: Store, encoder: Encoder) -> Pen | None:
    """Return the configured model ready to write; None where there is none. Raises SettingsError."""
    if not config.writes:
        return None
    config, local = with_local_model(config)
    llm = open_llm(config)
    model = Model(llm.metadata.model_name, partial(stream, llm), config)
    answer, repair, standalone, translate = (
        Prompt.load(shipped("prompts"), name) for name in ("answer", "repair", "standalone", "translate")
    )
    is_wide = any(WIDE.search(text[:LOOK]) for text in store.documents.values())
    room = config.llm_context - config.llm_max_tokens - RULES
    writer = Writer(model, answer, repair, store, encoder, room)
    return Pen(writer, Rewriter(model, standalone, translate, is_wide, config.llm_timeout), config.llm_timeout, local)


def lines_of(sources: Sequence[Source]) -> list[Line]:
    return [line for source in sources for line in source.lines]


def spot(sources: Sequence[Source], number: int) -> Spot:
    """Return the passage and the sentence of a line, by its position among all lines of the sources."""
    return [(source.passage, sentence) for source in sources for sentence in source.sentences][number]
