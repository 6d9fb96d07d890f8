"""A finding into an answer, in the documents' own words, or into a refusal in ours. Knows no language model."""

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache

from assistant.answer.extract import Extract, cite, extract, placed
from assistant.answer.held import Titles
from assistant.answer.refusal import ask_back, left_open, offer, refuse, refuse_language, statement_of
from assistant.answer.verify import violations
from assistant.config import shipped
from assistant.errors import InvariantError
from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding
from assistant.language.schema import Language
from assistant.locale import DEFAULT
from assistant.prompt import Held, Sayings, Unread, load_unread
from assistant.schema import Answer, BrokenPromise, Delta, Mode, Notice, PassageRef, Reason, Status, Trouble, Turn
from index.schema import Hit

SUGGESTIONS = 3
PIECE_END = re.compile(r"\[\d+\]|\n+")  # the places at which a streamed answer is handed on


@dataclass(frozen=True, slots=True)
class Asked:
    """A message as it was asked and understood, and what was read for it."""

    id: str
    question: str
    read_as: str
    passages: tuple[PassageRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Composer:
    """Words answers over one opened index, its own sentences in one language."""

    sayings: Sayings
    build_id: str
    documents: Mapping[str, str]  # the texts by id, to check answers against
    titles: Titles  # of the same documents
    language: Language  # of the documents
    unread: Mapping[str, Unread]  # how it is said, by language, that it is not read
    read_in: Sequence[str]  # the languages that questions are read in, by code
    contact: str | None = None  # whom a refusal names
    part: tuple[str, ...] | None = None  # the documents by name, where they are not all of the index

    @classmethod
    def of(cls, finder: Finder, build_id: str, contact: str | None) -> "Composer":
        """Return what words answers over all documents of an index; raises SettingsError where a text is missing."""
        store, linguist = finder.store, finder.linguist
        titles, unread = Titles.of(store.passages, linguist.languages.all), load_unread(shipped("prompts"))
        sayings = sayings_in(DEFAULT, titles.held())
        return cls(sayings, build_id, store.documents, titles, linguist.texts, unread, linguist.read_in, contact)

    def over(self, finder: Finder) -> "Composer":
        """Return what words answers over those documents alone that ``finder`` has."""
        store, linguist = finder.store, finder.linguist
        titles, part = Titles.of(store.passages, linguist.languages.all), tuple(sorted(store.documents))
        return replace(
            self, documents=store.documents, titles=titles, language=linguist.texts, read_in=linguist.read_in, part=part
        )

    def compose(self, answer_id: str, question: str, read_as: str, finding: Finding) -> Answer:
        """Put a finding into words, which are still to be held against the documents."""
        judgement = finding.judgement
        lead = self.sayings.say(finding.lead)
        made = extract(finding.evidence, lead, finding.leads, self.documents) if finding.is_answered else None
        text = made.text if made else self.refuse(finding)
        if judgement.status == "partly_answered":
            text += left_open(self.sayings, judgement, self.language, finding.gap)
        near = None if made else statement_of(judgement, finding.gap)
        with self.vouching():
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
                index=self.build_id,
                table=finding.table,
                contact=self.contact_for(judgement.status, judgement.reason),
                near_terms=finding.near,
                nearest=cite(near, 1) if near else None,
            )

    def noting(self, answer: Answer, code: Trouble) -> Answer:
        """Return an answer with one more notice."""
        return replace(answer, notices=(*answer.notices, Notice(code, self.sayings.say(code))))

    def tell(
        self,
        asked: Asked,
        status: Status,
        made: Extract,
        confidence: float,
        offered: Sequence[str] = (),
        mode: Mode = "extractive",
    ) -> Answer:
        """Put what is no finding into an answer: a reply to courtesy, or what is made of the last answer."""
        with self.vouching():
            return Answer(
                id=asked.id,
                question=asked.question,
                standalone_question=asked.read_as,
                status=status,
                reason=None,
                mode=mode,
                answer=made.text,
                citations=made.citations,
                passages=asked.passages,
                suggestions=tuple(offered),
                confidence=round(confidence, 4),
                index=self.build_id,
                contact=self.contact_for(status),
            )

    def contact_for(self, status: Status, reason: Reason | None = None) -> str | None:
        """Return whom to ask instead: where the documents do not say it, or the question cannot be read."""
        return self.contact if status == "not_in_report" or reason == "language" else None

    def refuse(self, finding: Finding) -> str:
        """Return the text of a finding without an answer: a language not read, a question back, or what is missing."""
        judgement = finding.judgement
        if judgement.reason == "language":
            return refuse_language(self.unread, judgement.tongue, self.sayings.language, self.read_in)
        if judgement.status == "needs_clarification" and (asked := ask_back(self.sayings, finding.near, self.language)):
            return asked
        gap = finding.gap
        shelf = self.unread[self.sayings.language].names.get(gap.shelf, "")
        said = refuse(self.sayings, judgement, finding.evidence, finding.hits, self.language, gap, shelf)
        return offer(self.sayings, finding.near, self.language) + said

    @contextmanager
    def vouching(self) -> Iterator[None]:
        """Raise InvariantError where an answer that is made within breaks a promise of its type."""
        try:
            yield
        except BrokenPromise as fault:
            raise InvariantError(self.sayings.say("withheld", fault=str(fault))) from fault

    def require_promises(self, answer: Answer) -> None:
        """Raise InvariantError where the documents do not bear an answer out, see docs/answers.md."""
        if broken := violations(answer, self.documents, self.language):
            raise InvariantError(self.sayings.say("withheld", fault=broken[0]))

    def speaking(self, language: str, documents: Collection[str] | None = None) -> "Composer":
        """Return what words answers in a language, about the ``documents`` named or about all."""
        return replace(self, sayings=sayings_in(language, self.titles.held(documents)))

    def answer_id(self, question: str, history: Sequence[Turn], documents: Collection[str] | None = None) -> str:
        """Return an id that is the same for the same index, question, history, documents and language."""
        documents = self.part if documents is None else documents
        asked = [self.build_id, question, *((turn.role, turn.content) for turn in history)]
        named = [] if documents is None else [sorted(documents)]
        spoken = [] if self.sayings.language == DEFAULT else [self.sayings.language]
        return hashlib.sha256(json.dumps([*asked, *named, *spoken]).encode()).hexdigest()[:16]

    def suggestions(self, finding: Finding) -> tuple[str, ...]:
        """Return the question in the documents' terms where it has one that they lack."""
        return tuple(one.question for one in finding.near)[:SUGGESTIONS]


def passage_ref(hit: Hit) -> PassageRef:
    """Return what an answer says of a passage that was read for it."""
    passage = hit.passage
    return PassageRef(text=passage.text, score=round(hit.similarity, 4), **placed(passage, passage.place))


def pieces(text: str) -> Iterator[Delta]:
    """Yield a text in pieces that end with a line or a marker."""
    position = 0
    for match in PIECE_END.finditer(text):
        yield Delta(text[position : match.end()])
        position = match.end()
    if position < len(text):
        yield Delta(text[position:])


@cache
def sayings_in(language: str, held: Held) -> Sayings:
    """Return the assistant's own sentences in a language, about what the documents are; read once."""
    return Sayings.load(shipped("prompts"), language).about(held)
