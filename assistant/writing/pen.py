"""What a language model does for the engine: it reads questions, takes them apart, writes answers, proposes the next.

Puts a checked draft into the place of the extractive answer; where nothing of the draft stands,
the extractive answer remains.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic
from typing import Any

from assistant.answer.composer import SUGGESTIONS, Composer, passage_ref, pieces
from assistant.answer.refusal import refuse
from assistant.config import Config, shipped
from assistant.evidence.answerability import Judgement
from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding
from assistant.laps import Laps
from assistant.prompt import Prompt, Sayings
from assistant.schema import Answer, Delta, Event, Notice, PassageRef, Progress, Trouble
from assistant.writing.generator import Order, Writer
from assistant.writing.llm import open_llm, stream
from assistant.writing.local import with_local_model
from assistant.writing.manuscript import Draft
from assistant.writing.model import Model
from assistant.writing.rewriter import WIDE, Rewriter
from assistant.writing.sources import RULES, Shelf, fenced
from assistant.writing.translation import Translator
from index.schema import Hit, Passage

PROMPTS = (
    "answer",
    "repair",
    "standalone",
    "translate",
    "parts",
    "suggest",
    "translation",
    "verify.en",
    "verify.zh",
)  # in prompts/, what a model is asked
LOOK = 2000  # characters of a document in which its script shows
SUGGEST_SECONDS = 5.0  # of the time left, for the model to propose what may be asked next
BRIEF = 8  # tokens of a reply that only names numbers
SHOWN = 2  # passages that it proposes questions about


@dataclass(frozen=True, slots=True)
class Pen:
    """One model at work for one engine. Shared by threads."""

    writer: Writer
    rewriter: Rewriter
    translator: Translator
    prompts: Mapping[str, Prompt]  # by name
    seconds: float  # that an answer may take
    suggests: bool  # whether it proposes what may be asked next
    brief: Model | None = None  # the same model for replies of BRIEF tokens, where it is also the verifier
    local: object = None  # a model that runs here, for as long as this object lives

    def over(self, finder: Finder) -> "Pen":
        """Return the same model at work over another finder's documents."""
        shelf, encoder = Shelf(finder.store, finder.texts), finder.retriever.encoder
        writer = Writer(self.writer.model, self.prompts, shelf, encoder, self.writer.bar, self.writer.room)
        rewriter = replace(self.rewriter, is_wide=is_wide(finder), language=finder.texts)
        translator = replace(self.translator, texts=finder.texts)
        return replace(self, writer=writer, rewriter=rewriter, translator=translator)

    def describe(self) -> dict[str, Any]:
        """Return what a run should record of it: the model's name, and the digest of each prompt."""
        digests = {name: prompt.digest for name, prompt in self.prompts.items()}
        return {"language_model": self.writer.model.name, "prompts": digests}

    def write(
        self, own: Answer, finding: Finding, composer: Composer, answers: Callable[[str], bool], laps: Laps
    ) -> Generator[Event, None, Answer]:
        """Yield what the model writes, sentence by checked sentence; return the answer.

        ``own`` is the extractive answer, which is given where nothing of the model's stands;
        ``answers`` tells whether the documents answer a question that the model proposes.
        """
        until = monotonic() + self.seconds - laps.seconds()
        with laps.of("write"):
            draft = yield from deltas(self.writer.write(order(own, finding, until)))
        own = replace(own, model=self.writer.model.name, prompt=self.writer.answer.digest)
        yield Progress("checking")
        with laps.of("verify"):
            with composer.vouching():
                answer = as_drafted(own, draft, finding, composer)
            composer.require_promises(answer)
        if not draft.text:
            yield from pieces(answer.answer)
            return answer
        return replace(answer, suggestions=self.suggestions(answer, finding, answers, until))

    def suggestions(
        self, answer: Answer, finding: Finding, answers: Callable[[str], bool], until: float
    ) -> tuple[str, ...]:
        """Return questions that the model proposes and the documents answer, then those made by rule."""
        cited = {(citation.document_id, citation.start) for citation in answer.citations}
        fresh = [hit.passage for hit in finding.hits if not cited & starts(hit.passage)][:SHOWN]
        if not fresh or not self.suggests:
            return answer.suggestions
        shown = "\n".join(fenced(passage, number) for number, passage in enumerate(fresh, 1))
        said = self.rewriter.next_questions(answer.question, shown, min(until, monotonic() + SUGGEST_SECONDS))
        return tuple(dict.fromkeys([*filter(answers, said), *answer.suggestions]))[:SUGGESTIONS]


def open_pen(config: Config, finder: Finder) -> Pen | None:
    """Return the configured model ready to write over the finder's index; None where there is none.

    Raises SettingsError.
    """
    if not config.writes:
        return None
    config, local = with_local_model(config)
    llm = open_llm(config)
    model = Model(llm.metadata.model_name, partial(stream, llm), config)
    prompts = {name: Prompt.load(shipped("prompts"), name) for name in PROMPTS}
    room = config.llm_context - config.llm_max_tokens - RULES
    texts, languages = finder.texts, finder.linguist.languages
    writer = Writer(model, prompts, Shelf(finder.store, texts), finder.retriever.encoder, finder.weights.bar, room)
    rewriter = Rewriter(model, prompts, is_wide(finder), config.llm_timeout, texts)
    translator = Translator(model, prompts["translation"], config.llm_timeout, languages.of, texts)
    brief = model.brief(partial(stream, open_llm(short(config))), BRIEF) if config.verifies_by_model else None
    return Pen(writer, rewriter, translator, prompts, config.llm_timeout, config.llm_suggest, brief, local)


def short(config: Config) -> Config:
    return config.model_copy(update={"llm_max_tokens": BRIEF})


def is_wide(finder: Finder) -> bool:
    return any(WIDE.search(text[:LOOK]) for text in finder.store.documents.values())


# --- a draft into an answer ---------------------------------------------------------------


def order(own: Answer, finding: Finding, until: float) -> Order:
    """Return what is to be written about; a section that is to be summed up is read instead of the evidence."""
    evidence = () if finding.whole else finding.evidence
    return Order(own.standalone_question, evidence, finding.hits, until, finding.parts, finding.whole)


def as_drafted(own: Answer, draft: Draft, finding: Finding, composer: Composer) -> Answer:
    """Return the answer that a draft makes: written, refused by the model, or ``own`` where it holds nothing."""
    sayings = composer.sayings
    if draft.says_nothing and not finding.whole:
        text = refuse(sayings, Judgement("not_in_report", None, own.confidence), (), finding.hits, composer.language)
        contact = composer.contact_for("not_in_report")
        return replace(own, status="not_in_report", mode="generative", answer=text, citations=(), contact=contact)
    if not draft.text:
        return with_notices(own, draft, draft.notices or ["not_supported"], sayings)
    passages = (*own.passages, *read_beside(draft, finding))
    citations = tuple(draft.citations)
    written = replace(own, mode="generative", answer=draft.text, citations=citations, passages=passages)
    return with_notices(written, draft, [*draft.notices, *changed(draft)], sayings)


def read_beside(draft: Draft, finding: Finding) -> list[PassageRef]:
    """Return the passages that the model was given beside those found, which have no score."""
    known = {hit.passage.id for hit in finding.hits}
    read = {passage.id: passage for passage in draft.read}
    return [passage_ref(Hit(passage, 0.0, 0.0)) for id_, passage in read.items() if id_ not in known]


def with_notices(answer: Answer, draft: Draft, codes: Sequence[Trouble], sayings: Sayings) -> Answer:
    values = {"sentences_changed": {"count": str(draft.changed)}}
    notices = tuple(Notice(code, sayings.say(code, **values.get(code, {}))) for code in codes)
    return replace(answer, notices=notices, changed_sentences=draft.changed)


def changed(draft: Draft) -> list[Trouble]:
    return ["sentences_changed"] if draft.changed else []


def starts(passage: Passage) -> set[tuple[str, int]]:
    """Return by what a citation of one of the passage's sentences is known."""
    return {(passage.place.document_id, sentence.start) for sentence in passage.sentences}


def deltas(writing: Generator[str, None, Draft]) -> Generator[Delta, None, Draft]:
    """Yield each piece of a draft as it is written; return the draft."""
    while True:
        try:
            yield Delta(next(writing))
        except StopIteration as finished:
            draft: Draft = finished.value
            return draft
