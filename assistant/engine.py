"""A question in, a checked and cited answer out: the story of an answer, told once.

``Engine.stream`` is the primitive and ``Engine.answer`` consumes it. ``Engine.from_config``
is the one place where the parts are put together.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import get_args

from assistant.answer.composer import Asked, Composer, pieces, sayings_in
from assistant.answering.remembered import Remembered
from assistant.answering.search import Search
from assistant.config import Config
from assistant.errors import NotFound
from assistant.evidence.alternatives.shelves import Shelves
from assistant.evidence.finder import Finder
from assistant.evidence.weights import Weights
from assistant.evidence.whole.editions import Editions
from assistant.intent.recognition import Recogniser
from assistant.language.schema import Language
from assistant.laps import Laps
from assistant.locale import DEFAULT, LANGUAGES
from assistant.offering.offers import Offers, Starter
from assistant.prompt import Held
from assistant.question.limits import checked, collapsed, readable
from assistant.question.linguist import Linguist
from assistant.schema import Answer, Event, Progress, ReadAs, Seconds, Turn
from assistant.talk.followup.dialogue import Dialogue
from assistant.talk.followup.passes import follow_up
from assistant.talk.hearing import Heard, Listener
from assistant.talk.meant import is_kept
from assistant.talk.scope import Scope
from assistant.talk.talk import act_on, converse
from assistant.text.languages import Languages
from assistant.text.tongue import Spoken
from assistant.verifying.by_model import ModelVerifier
from assistant.verifying.once import Once
from assistant.verifying.opening import open_by_model, open_verifiers
from assistant.writing.pen import Pen, open_pen
from index.documents.collections import Collections
from index.folder import DataFolder
from index.manifest import Manifest
from index.retrieval.reranker import CrossEncoderReranker
from index.retrieval.retriever import Retriever
from index.vectors.encoders import open_encoder, open_foreign
from index.vectors.store import Store
from index.vectors.view import record_of

VIEWS = 16  # parts of the documents that are kept ready: one for each choice and kind of reader in use


class Engine:
    """Answers questions from one opened index. Holds no conversation and may be shared by threads."""

    def __init__(
        self, config: Config, manifest: Manifest, finder: Finder, composer: Composer, pen: Pen | None = None,
        verifier: ModelVerifier | None = None,
    ) -> None:  # fmt: skip
        self.config, self.composer = config, composer
        self.pen = pen  # where a language model writes the answers
        self.verifier = verifier  # where it also tells which sentences answer, once an answer
        sayings = [sayings_in(language, held) for language in LANGUAGES for held in get_args(Held)]
        recogniser = Recogniser(finder.linguist.encoder_of, config.data / "intents")
        self.listener = Listener(recogniser, finder.linguist.languages.of, sayings)
        self.remembered = Remembered()
        self.watchers: list[Callable[[Answer], None]] = []  # each is told of every answer
        self.tracers: list[Callable[[Answer, Laps], None]] = []  # each also of how long its stages took
        self.hold(manifest, finder)

    def hold(self, manifest: Manifest, finder: Finder) -> None:
        """Answer from the finder's documents, of which ``manifest`` is the record."""
        self.manifest, self.finder = manifest, finder
        self.collections = Collections.of_record(manifest.collections)  # those that hold one of its documents
        self.editions, self.shelves = Editions.of(self.collections, finder.store.documents), Shelves.of(finder.linguist)
        self.offers = Offers(finder)
        self.views = lru_cache(VIEWS)(self.view)

    @classmethod
    def from_config(cls, config: Config, weights: Weights | None = None, folder: Path | None = None) -> "Engine":
        """Open the index in use, or that in the ``folder`` given, with its calibration, or with the ``weights`` given.

        Raises IndexMissing, IndexDamaged, CalibrationError or SettingsError.
        """
        folder = folder or DataFolder(config.data).current()
        manifest = Manifest.read(folder)
        with ThreadPoolExecutor(1) as aside:  # onnxruntime loads its model without holding up Python
            opening = aside.submit(open_encoder, folder, manifest, config.threads)
            store, encoder = Store(folder), opening.result()
        foreign = open_foreign(folder, manifest, config.threads)
        made_with = manifest.model_digest, manifest.model
        weights = weights or Weights.in_use(config.data, *made_with)
        weights.warn_unless(*made_with, config.verified_by)
        reranker = CrossEncoderReranker(config.reranker) if config.reranker else None
        retriever = Retriever(store, encoder, reranker, foreign, config.glossary_file)
        linguist = Linguist.of(retriever, languages := Languages.load())
        finder = Finder(retriever, weights, config.top_k, linguist, open_verifiers(config, foreign))
        composer, pen = Composer.of(finder, manifest.build_id, config.contact), open_pen(config, finder)
        return cls(config, manifest, finder, composer, pen, open_by_model(pen, languages))

    @property
    def store(self) -> Store:
        """The documents that it answers from."""
        return self.finder.store

    def over(self, documents: Iterable[str]) -> "Engine":
        """Return the engine of those of its documents alone: nothing in its answers tells that there are others.

        The last ones are kept: one is made in a fraction of the time that opening an index takes.
        """
        wanted = self.store.documents.keys() & set(documents)
        if len(wanted) == len(self.store.documents):
            return self
        return self.views(frozenset(wanted)).speaking(self.composer.sayings.language)

    def within(self, collection: str | None) -> "Engine":
        """Return the engine of a collection's documents, or this one; raises NotFound."""
        if collection is None:
            return self
        known = self.collections.by_name
        if collection not in known:
            there = f"there are {', '.join(known)}" if known else "there is none"
            raise NotFound(f"There is no collection {collection[:100]!r}: {there}.")
        return self.over(filter(known[collection].holds, self.store.documents))

    def view(self, documents: frozenset[str]) -> "Engine":
        other, known = copy(self), self.finder
        part = known.retriever.over(documents)
        linguist = Linguist.of(part, known.linguist.languages)
        finder = Finder(part, known.weights, known.top_k, linguist, known.verifiers)
        other.hold(record_of(self.manifest, documents), finder)
        other.composer = self.composer.over(finder)
        other.pen = self.pen.over(finder) if self.pen else None
        other.remembered = Remembered(self.remembered.most)
        return other

    def speaking(self, language: str) -> "Engine":
        """Return this engine with its own sentences in a language; what the report says stays as it is."""
        other = copy(self)
        other.composer = self.composer.speaking(language)
        return other

    def remember(self, most: int) -> None:
        """Keep so many of the last answers; those that a model writes are never the same twice."""
        self.remembered = Remembered(0 if self.pen else most)

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
        """Yield Progress before each stage, ReadAs for a rewritten follow-up, the text in pieces, then the Answer."""
        laps, longest = Laps(), self.config.max_question
        spoken = self.finder.linguist.spoken(collapsed(question)[:longest])
        composer = self.composer_for(spoken.language, documents)
        question, history = checked(question, history, self.config, composer.sayings), readable(history, longest)
        self.finder.require(documents)
        yield Progress("reading")
        asked = Asked(composer.answer_id(question, history, documents), question, question)
        for event in self.remembered.stream(asked.id, self.make(asked, history, documents, composer, spoken, laps)):
            yield self.told(event, composer, laps) if isinstance(event, Answer) else event

    def make(
        self, asked: Asked, history: Sequence[Turn], documents: Collection[str] | None, composer: Composer,
        spoken: Spoken, laps: Laps,
    ) -> Iterator[Event]:  # fmt: skip
        """Yield what ``stream`` does of an answer that is not known."""
        question, pen, once = asked.question, None, Once(self.verifier) if self.verifier else None
        with laps.of("rewrite"):
            heard = self.listener.hear(question, history)
            scope = Scope.of(heard, documents, self.editions, spoken.language)
            read_as = question if heard.courtesy else self.search().understood(heard, scope.meant, spoken)
            asked = replace(asked, read_as=question if is_kept(question, read_as, spoken.language) else read_as)
            answer = self.talk(asked, heard, composer, scope.meant) or self.talk(asked, heard, composer, documents)
        if asked.read_as != question:
            yield ReadAs(asked.read_as)
        if not answer:
            yield Progress("searching")
            found = self.search(laps, once).find(read_as, documents if read_as == question else scope.chosen, spoken)
            finding = follow_up(found, Dialogue(heard, read_as, self.finder, scope.meant, spoken.language))
            pen = self.pen if finding.may_be_written else None
            yield Progress("writing" if pen else "checking")
            with laps.of("write"):
                answer = composer.compose(asked.id, question, asked.read_as, finding)
        with laps.of("verify"):
            composer.require_promises(answer)
        if pen:
            answer = yield from pen.write(answer, finding, composer, self.finder.answers, laps)
        else:
            yield from pieces(answer.answer)
        yield composer.noting(answer, "not_verified") if once and once.is_silent else answer

    def composer_for(self, language: Language, documents: Collection[str] | None = None) -> Composer:
        """Return what words the reply: its own sentences in the language of a question that is asked in another one."""
        is_own = language.name == DEFAULT or language.name not in LANGUAGES
        return self.composer.speaking(self.composer.sayings.language if is_own else language.name, documents)

    def talk(self, asked: Asked, heard: Heard, composer: Composer, documents: Collection[str] | None) -> Answer | None:
        """Return the reply to what is no question of the documents; None for a question."""
        if heard.courtesy:
            return converse(asked, heard, composer, self.finder, self.starter_questions)
        if not heard.act:
            return None
        translate = partial(self.pen.translator.translate, asked.question) if self.pen else None
        return act_on(asked, heard, composer, self.finder, documents, translate)

    def search(self, laps: Laps | None = None, once: Once | None = None) -> Search:
        """Return the way of one answer through the documents.

        Here alone its finders get ``once``, for whichever documents are searched; follow-ups are understood without.
        """
        finder = self.finder.verified_by(once) if once else self.finder
        return Search(
            finder, self.editions, self.shelves, self.pen, lambda names: self.over(names).search(laps, once), laps
        )

    def told(self, answer: Answer, composer: Composer, laps: Laps) -> Answer:
        """Return an answer with its times, after those who watch were told of it."""
        answer = self.editions.noted(replace(answer, seconds=Seconds.of(laps)), composer.sayings)
        for watch in self.watchers:
            watch(answer)
        for trace in self.tracers:
            trace(answer, laps)
        return answer

    def answer_on(
        self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None
    ) -> Answer:
        """Return what ``answer`` does, with what may be asked next."""
        answer = self.answer(question, history, documents)
        return replace(answer, suggestions=self.suggested(answer))

    def stream_on(
        self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None
    ) -> Iterator[Event]:
        """Yield what ``stream`` does, the Answer with what may be asked next: for those who show it."""
        for event in self.stream(question, history, documents):
            yield replace(event, suggestions=self.suggested(event)) if isinstance(event, Answer) else event

    def suggested(self, answer: Answer) -> tuple[str, ...]:
        """Return what may be asked after an answer: its own suggestions, then others near it that are answered."""
        return self.offers.after(answer, self.composer.sayings.language)

    def starters(self) -> tuple[Starter, ...]:
        """Return questions to begin with, which the documents answer."""
        return self.offers.starters(self.composer.sayings.language)

    def starter_questions(self) -> list[str]:
        return [starter.question for starter in self.starters()]
