"""Of which work something is asked, where several tell it and the question names none: "What does the course cost?".

Parts and editions of a work share its title and are one. What only one work tells is plain.
"""

from collections.abc import Collection

from assistant.evidence.choice import MET, Evidence
from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding
from assistant.evidence.whole.which import PART
from assistant.question import expected
from assistant.question.reading import Question
from assistant.schema import NearTerm
from assistant.text.nouns import is_noun
from index.words import read_words

RICH = 4  # words of a question that tell well enough what it is about
FEWEST, MOST = 2, 4  # works between which is chosen
BEHIND = 0.2  # confidence by which the answer of another work may be less sure
NAMED_BY = ("actor", "person", "place")  # what is asked for beside figures and dates


def works_meant(
    finder: Finder, question: Question, found: Finding, documents: Collection[str] | None
) -> tuple[NearTerm, ...]:
    """Return the works of which one may be meant, with the question about each; none where all of them are told."""
    if not leaves_work_open(question):
        return ()
    named = {name: title_of(finder, name) for name in finder.store.documents if documents is None or name in documents}
    told = {named[item.passage.place.document_id] for item in found.evidence}
    read = dict.fromkeys(named[hit.passage.place.document_id] for hit in found.hits)
    if len(read) < FEWEST:
        return ()
    meant = [title for title in list(read)[:MOST] if answers_of(finder, question, found, title, named)]
    if len(meant) < FEWEST or told.issuperset(meant):
        return ()
    return tuple(asked_of(question, title) for title in meant)


def leaves_work_open(question: Question) -> bool:
    """True where a value is asked for in a few words, none of them a name."""
    wants_value = expected.is_hard(question.kind, question.texts) or question.kind in NAMED_BY
    is_plain = not question.is_foreign and all(question.own) and not any(question.named) and not question.years
    return wants_value and is_plain and 0 < len(question.words) <= RICH


def answers_of(finder: Finder, question: Question, found: Finding, title: str, named: dict[str, str]) -> bool:
    """True where a work alone answers about as surely, by sentences on the very thing that is asked about."""
    own = [name for name, other in named.items() if other == title]
    other = finder.find(question.text, own)
    is_sure = other.is_answered and other.judgement.confidence >= found.judgement.confidence - BEHIND
    return is_sure and any(speaks_of(question, item) for item in other.evidence)


def speaks_of(question: Question, item: Evidence) -> bool:
    """True for a sentence that has, itself or in its heading, every noun of the question."""
    above = {word.stem for word in read_words(f"{item.sentence.text} {item.passage.place.heading}")}
    met = item.candidate.counterparts if item.candidate else ()
    pairs = zip(question.words, met, strict=False)
    things = [(word, value) for word, value in pairs if is_noun(word.text, question.language.name)]
    return bool(things) and all(word.stem in above or value >= MET for word, value in things)


def asked_of(question: Question, title: str) -> NearTerm:
    asked = question.text.rstrip(" ?？.。")
    return NearTerm("", title, f"{asked}: {title}{question.text[len(asked) :].strip()}")


def title_of(finder: Finder, name: str) -> str:
    """Return the title of a document's work."""
    place = next((one.place for one in finder.store.passages if one.place.document_id == name), None)
    return PART.sub("", place.title).strip() if place else name
