"""A question in, a checked and cited answer out: the story of an answer, told once.

``Engine.stream`` is the primitive and ``Engine.answer`` consumes it. ``Engine.from_config``
is the one place where the parts are put together.
"""

import hashlib
import json
import logging
import re
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from time import monotonic

from assistant.answer.extract import extract, placed
from assistant.answer.refusal import left_open, refuse
from assistant.answer.verify import violations
from assistant.config import Config, shipped
from assistant.errors import InvariantError, NotFound, QuestionError
from assistant.evidence.answerability import Judgement, judge, screen
from assistant.evidence.choice import choose, rank
from assistant.evidence.finding import Finding, cited_first, join
from assistant.evidence.outline_answers import answer_structure, summarised
from assistant.evidence.weights import Weights
from assistant.language.loading import load_language
from assistant.language.schema import Language
from assistant.laps import Laps
from assistant.locale import DEFAULT
from assistant.prompt import Sayings, Starter, load_starters
from assistant.question.conversation import standalone
from assistant.question.parts import cut_apart
from assistant.question.reading import Question, read_question, respell
from assistant.schema import (
    ANSWERED,
    Answer,
    Delta,
    Event,
    Notice,
    PassageRef,
    Progress,
    ReadAs,
    Seconds,
    Trouble,
    Turn,
)
from assistant.text.script import is_foreign, scripts_of
from assistant.writing.generator import Order, Pen, open_pen
from assistant.writing.manuscript import Draft
from assistant.writing.sources import fenced
from index.documents.abbreviations import as_documents_have_it, read_abbreviations
from index.folder import DataFolder
from index.manifest import Manifest
from index.retrieval.reranker import CrossEncoderReranker
from index.retrieval.retriever import Query, Retriever
from index.schema import Hit, Passage
from index.vectors.embedder import Embedder, TorchEncoder, find_model
from index.vectors.encoder import Encoder, OnnxEncoder
from index.vectors.store import Store

SUGGESTIONS = 3
SUGGEST_SECONDS = 5.0  # of the time left, for the model to propose what may be asked next
SHOWN = 2  # passages that it proposes questions about
NAMED = 5  # documents that an error lists
log = logging.getLogger(__name__)
PIECE_END = re.compile(r"\[\d+\]|\n+")  # the places at which a streamed answer is handed on


class Engine:
    """Answers questions from one opened index. Holds no conversation and may be shared by threads."""

    def __init__(
        self,
        config: Config,
        manifest: Manifest,
        retriever: Retriever,
        sayings: Sayings,
        weights: Weights,
        language: Language,
    ) -> None:
        self.config = config
        self.manifest = manifest
        self.retriever = retriever
        self.store = retriever.store
        self.sayings = sayings
        self.weights = weights
        self.language = language  # of the questions and the documents
        self.lexicon = retriever.lexicon
        self.abbreviations = read_abbreviations(self.store.documents.values())
        self.scripts = scripts_of(self.store.documents.values())
        self.watchers: list[Callable[[Answer], None]] = []  # each is told of every answer
        self.tracers: list[Callable[[Answer, Laps], None]] = []  # each also of how long its stages took
        self.pen: Pen | None = None  # where a language model writes the answers

    @classmethod
    def from_config(cls, config: Config, weights: Weights | None = None) -> "Engine":
        """Open the index in use with its calibration, or with the ``weights`` given.

        Raises IndexMissing, IndexDamaged, CalibrationError or SettingsError.
        """
        folder = DataFolder(config.data).current()
        manifest = Manifest.read(folder)
        with ThreadPoolExecutor(1) as aside:  # onnxruntime loads its model without holding up Python
            opening = aside.submit(open_encoder, folder, manifest, config.threads)
            store, encoder = Store(folder), opening.result()
        weights = weights or Weights.in_use(config.data, manifest.model_digest)
        if not weights.fit_for(manifest.model_digest):
            log.warning("The weights were learned with another embedding model than %s.", manifest.model)
        reranker = CrossEncoderReranker(config.reranker) if config.reranker else None
        retriever = Retriever(store, encoder, reranker)
        language = load_language(DEFAULT)
        engine = cls(config, manifest, retriever, sayings_in(DEFAULT), weights, language)
        engine.pen = open_pen(config, store, encoder, weights.bar, language)
        return engine

    def speaking(self, language: str) -> "Engine":
        """Return this engine with its own sentences in a language; what the report says stays as it is."""
        other = copy(self)
        other.sayings = sayings_in(language)
        return other

    def answer(self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None) -> Answer:
        """Return the finished answer, from the ``documents`` named or from all.

        Raises QuestionError where there is no question to read, NotFound where a document is not there.
        """
        *_, answer = self.stream(question, history, documents)
        assert isinstance(answer, Answer)  # nosec B101 # tells the type checker what the loop ends with
        return answer

    def stream(
        self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None
    ) -> Iterator[Event]:
        """Yield ReadAs where a follow-up was rewritten, then the text in pieces, then the whole Answer.

        Progress comes before each stage that may take a while.
        """
        laps = Laps()
        question = self.checked(question, history)
        self.require(documents)
        yield Progress("reading")
        with laps.of("rewrite"):
            read_as = self.understood(question, history)
        if read_as != question:
            yield ReadAs(read_as)
        yield Progress("searching")
        finding = self.find_parts(read_as, documents, laps)
        pen = self.pen if finding.may_be_written else None
        yield Progress("writing" if pen else "checking")
        with laps.of("write"):
            answer = self.in_words(self.answer_id(question, history, documents), question, read_as, finding)
        with laps.of("verify"):
            self.require_promises(answer)
        if pen:
            answer = yield from self.written(pen, answer, finding, laps)
        else:
            yield from pieces(answer.answer)
        answer = replace(answer, seconds=seconds(laps))
        self.tell(answer, laps)
        yield answer

    def tell(self, answer: Answer, laps: Laps) -> None:
        for watch in self.watchers:
            watch(answer)
        for trace in self.tracers:
            trace(answer, laps)

    def understood(self, question: str, history: Sequence[Turn]) -> str:
        """Return the question as it stands alone: by rule, or by the model where rules are not enough."""
        ruled = standalone(question, history, self.language)
        if self.pen is None or screen(question, self.language) or screen(ruled, self.language):
            return ruled
        return self.pen.rewriter.read(question, history, ruled)

    def written(self, pen: Pen, own: Answer, finding: Finding, laps: Laps) -> Generator[Event, None, Answer]:
        """Yield what the model writes, sentence by checked sentence; return the answer.

        ``own`` is the extractive answer, which is given where nothing of the model's stands.
        """
        until = monotonic() + pen.seconds - laps.seconds()
        evidence = () if finding.whole else finding.evidence
        order = Order(own.standalone_question, evidence, finding.hits, until, finding.parts, finding.whole)
        writing = pen.writer.write(order)
        with laps.of("write"):
            draft = yield from deltas(writing)
        own = replace(own, model=pen.writer.model.name, prompt=pen.writer.answer.digest)
        yield Progress("checking")
        with laps.of("verify"):
            answer = self.as_drafted(own, draft, finding)
        if not draft.text:
            yield from pieces(answer.answer)
            return answer
        return replace(answer, suggestions=self.suggested(pen, answer, finding, until))

    def suggested(self, pen: Pen, answer: Answer, finding: Finding, until: float) -> tuple[str, ...]:
        """Return questions that the model proposes and the documents answer, then those made by rule."""
        cited = {(citation.document_id, citation.start) for citation in answer.citations}
        fresh = [hit.passage for hit in finding.hits if not cited & starts(hit.passage)][:SHOWN]
        shown = "\n".join(fenced(passage, number) for number, passage in enumerate(fresh, 1))
        if not fresh or not self.config.llm_suggest:
            return answer.suggestions
        said = pen.rewriter.next_questions(answer.question, shown, min(until, monotonic() + SUGGEST_SECONDS))
        good = [line for line in said if self.find(line).judgement.status == "answered"]
        return tuple(dict.fromkeys([*good, *answer.suggestions]))[:SUGGESTIONS]

    def as_drafted(self, own: Answer, draft: Draft, finding: Finding) -> Answer:
        """Return the answer that a draft makes: written, refused by the model, or ``own`` where it holds nothing."""
        if draft.says_nothing and not finding.whole:
            text = refuse(
                self.sayings, Judgement("not_in_report", None, own.confidence), (), finding.hits, self.language
            )
            refusal = replace(own, status="not_in_report", mode="generative", answer=text, citations=())
            self.require_promises(refusal)
            return refusal
        if not draft.text:
            return self.with_notices(own, draft, draft.notices or ["not_supported"])
        read = {passage.id: passage for passage in draft.read}
        known = {hit.passage.id for hit in finding.hits}
        beside = [Hit(passage, 0.0, 0.0) for id_, passage in read.items() if id_ not in known]
        answer = replace(
            own,
            mode="generative",
            answer=draft.text,
            citations=tuple(draft.citations),
            passages=(*own.passages, *(passage_ref(hit) for hit in beside)),
        )
        self.require_promises(answer)
        return self.with_notices(answer, draft, [*draft.notices, *changed(draft)])

    def with_notices(self, answer: Answer, draft: Draft, codes: Sequence[Trouble]) -> Answer:
        values = {"sentences_changed": {"count": str(draft.changed)}}
        notices = tuple(Notice(code, self.sayings.say(code, **values.get(code, {}))) for code in codes)
        return replace(answer, notices=notices, changed_sentences=draft.changed)

    def checked(self, question: str, history: Sequence[Turn]) -> str:
        """Return the question without outer white space; raises QuestionError with a sentence that says why not."""
        question = question.strip()
        limits = (
            ("long_question", len(question), self.config.max_question),
            ("long_history", len(history), self.config.max_history),
            ("large_history", sum(len(turn.content) for turn in history), self.config.max_history_chars),
        )
        if not any(character.isalnum() for character in question):
            raise QuestionError(self.sayings.say("no_question"))
        for saying, length, most in limits:
            if length > most:
                raise QuestionError(self.sayings.say(saying, length=f"{length:,}", most=f"{most:,}"))
        return question

    def require(self, documents: Collection[str] | None) -> None:
        """Raise NotFound where a document that is named is not in the index."""
        there = self.store.documents
        if missing := sorted(set(documents or ()) - there.keys()):
            some = ", ".join(list(there)[:NAMED]) + (", …" if len(there) > NAMED else "")
            raise NotFound(f"There is no document {missing[0]!r}: there are {some}.")

    def find(self, text: str, documents: Collection[str] | None = None, laps: Laps | None = None) -> Finding:
        """Retrieve, choose evidence and judge it; never asks anything but the index.

        With ``documents`` only their passages are read; the outline, which is of all, is then left alone.
        """
        laps = laps or Laps()
        self.require(documents)
        if rejection := screen(text, self.language):
            return Finding(rejection)
        if is_foreign(text, self.scripts):
            return Finding(Judgement("rejected", "language", 0.0))
        return join([self.find_one(part, documents, laps) for part in cut_apart(text, self.language)])

    def find_one(self, text: str, documents: Collection[str] | None, laps: Laps) -> Finding:
        with laps.of("retrieve"):
            query, question = self.read(text)
            hits = self.retriever.retrieve(query, self.config.top_k, documents)
        structure = answer_structure(question, query, self.store) if documents is None else None
        if structure:
            judgement = Judgement("answered", None, structure[0].score)
            whole = summarised(question, self.store)
            return Finding(judgement, tuple(structure), cited_first(structure, hits), whole)
        with laps.of("evidence"):
            ranked = rank(question, query, hits, self.store, self.lexicon, self.weights)
        with laps.of("judge"):
            judgement = judge(question, ranked, self.lexicon, self.weights)
        evidence = choose(question, ranked) if judgement.status in ANSWERED else ranked[:1]
        return Finding(judgement, tuple(evidence), cited_first(evidence, hits))

    def find_parts(self, text: str, documents: Collection[str] | None = None, laps: Laps | None = None) -> Finding:
        """Find for the whole question, or for each part that a model took it apart into."""
        parts = self.pen.rewriter.parts(text) if self.pen and not screen(text, self.language) else []
        found = [self.find(part, documents, laps) for part in parts]
        return join(found) if any(finding.is_answered for finding in found) else self.find(text, documents, laps)

    def read(self, text: str) -> tuple[Query, Question]:
        """Encode the question, once more where its words had to be brought to the documents' spelling."""
        query = self.retriever.read(as_documents_have_it(text, self.abbreviations, self.store.documents.values()))
        text = query.text
        spans = [(int(start), int(end)) for start, end in query.encoding.spans]
        respelled = respell(text, spans, self.lexicon.vocabulary, self.lexicon.idf, self.language)
        if respelled != text:
            query = self.retriever.read(respelled)
        return query, read_question(respelled, self.language)

    def in_words(self, answer_id: str, question: str, read_as: str, finding: Finding) -> Answer:
        """Put a finding into words, which are still to be checked."""
        judgement = finding.judgement
        made = extract(finding.evidence, self.sayings.say("lead_in")) if finding.is_answered else None
        text = made.text if made else refuse(self.sayings, judgement, finding.evidence, finding.hits, self.language)
        if judgement.status == "partly_answered":
            text += left_open(self.sayings, judgement, self.language)
        return Answer(
            id=answer_id,
            question=question,
            standalone_question=read_as,
            status=judgement.status,
            reason=judgement.reason,
            mode="extractive",
            answer=text,
            citations=made.citations if made else (),
            passages=tuple(passage_ref(hit) for hit in finding.hits),
            suggestions=self.suggestions(finding),
            confidence=round(judgement.confidence, 4),
            index=self.manifest.build_id,
        )

    def require_promises(self, answer: Answer) -> None:
        """Raise InvariantError where an answer breaks a promise of docs/answers.md."""
        if broken := violations(answer, self.store.documents, self.language):
            raise InvariantError(self.sayings.say("withheld", fault=broken[0]))

    def answer_id(self, question: str, history: Sequence[Turn], documents: Collection[str] | None = None) -> str:
        """Return an id that is the same for the same index, question, history, documents and language."""
        asked = [self.manifest.build_id, question, *((turn.role, turn.content) for turn in history)]
        named = [] if documents is None else [sorted(documents)]
        spoken = [] if self.sayings.language == DEFAULT else [self.sayings.language]
        return hashlib.sha256(json.dumps([*asked, *named, *spoken]).encode()).hexdigest()[:16]

    def suggestions(self, finding: Finding) -> tuple[str, ...]:
        """Return questions about the topics that were read but not cited."""
        cited = {item.passage.place.topic for item in finding.evidence}
        topics = dict.fromkeys(hit.passage.place.topic for hit in finding.hits)
        fresh = [topic for topic in topics if topic and topic not in cited]
        return tuple(self.sayings.say("next_question", topic=topic) for topic in fresh[:SUGGESTIONS])

    def starters(self) -> tuple[Starter, ...]:
        """Return the starter questions that these documents answer."""
        starters = load_starters(shipped("prompts"), self.sayings.language)
        return tuple(starter for starter in starters if self.find(starter.question).judgement.status == "answered")


@cache
def sayings_in(language: str) -> Sayings:
    return Sayings.load(shipped("prompts"), language)


def open_encoder(folder: Path, manifest: Manifest, threads: int) -> Encoder:
    """Return the exported question encoder, or torch's where the model could not be exported."""
    if manifest.encoder_digest:
        return OnnxEncoder(folder, manifest.encoder_digest, manifest.max_tokens, threads)
    return TorchEncoder(Embedder(find_model(manifest.model)))


def starts(passage: Passage) -> set[tuple[str, int]]:
    """Return by what a citation of one of the passage's sentences is known."""
    return {(passage.place.document_id, sentence.start) for sentence in passage.sentences}


def pieces(text: str) -> Iterator[Delta]:
    """Yield a text in pieces that end with a line or a marker."""
    position = 0
    for match in PIECE_END.finditer(text):
        yield Delta(text[position : match.end()])
        position = match.end()
    if position < len(text):
        yield Delta(text[position:])


def changed(draft: Draft) -> list[Trouble]:
    return ["sentences_changed"] if draft.changed else []


def deltas(writing: Generator[str, None, Draft]) -> Generator[Delta, None, Draft]:
    """Yield each piece of a draft as it is written; return the draft."""
    while True:
        try:
            yield Delta(next(writing))
        except StopIteration as finished:
            draft: Draft = finished.value
            return draft


def passage_ref(hit: Hit) -> PassageRef:
    passage = hit.passage
    return PassageRef(text=passage.text, score=round(hit.similarity, 4), **placed(passage, passage.place))


def seconds(laps: Laps) -> Seconds:
    return Seconds(
        standalone=laps.seconds("rewrite"),
        retrieve=laps.seconds("retrieve", "evidence", "judge"),
        answer=laps.seconds("write", "verify"),
        total=laps.seconds(),
    )
