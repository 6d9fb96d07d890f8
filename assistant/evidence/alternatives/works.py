"""Of which work something is asked, where several tell it and the question names none: "What does the course cost?".

Parts and editions of a work share its title and are one. What only one work tells is plain.
"""

from collections.abc import Collection, Sequence

from assistant.evidence.alternatives.undetermined import FEWEST
from assistant.evidence.choice import MET, Evidence
from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding
from assistant.evidence.whole.which import PART
from assistant.question import expected
from assistant.question.reading import Question
from assistant.schema import NearTerm
from assistant.text.nouns import is_noun
from index.schema import Hit, Place
from index.words import read_words

RICH = 4  # words of a question that tell well enough what it is about
MOST = 4  # works between which is chosen
BEHIND = 0.2  # confidence by which the answer of another work may be less sure
NAMED_BY = ("actor", "person", "place")  # what is asked for beside figures and dates


def works_read(hits: Sequence[Hit]) -> dict[str, dict[str, None]]:
    """Return the documents read of each work, by its title, the nearest first."""
    works: dict[str, dict[str, None]] = {}
    for hit in hits:
        works.setdefault(work_of(hit.passage.place), {})[hit.passage.place.document_id] = None
    return works


def works_meant(finder: Finder, question: Question, found: Finding) -> tuple[NearTerm, ...]:
    """Return the works of which one may be meant, with the question about each; none where all of them are told."""
    works = works_read(found.hits)
    if len(works) < FEWEST or not leaves_work_open(question):
        return ()
    meant = [title for title, names in list(works.items())[:MOST] if is_told_by(finder, question, found, names)]
    if len(meant) < FEWEST or {work_of(item.passage.place) for item in found.evidence}.issuperset(meant):
        return ()
    return tuple(asked_of(question, title) for title in meant)


def leaves_work_open(question: Question) -> bool:
    """True where a value is asked for in a few words, none of them a name."""
    wants_value = expected.is_hard(question.kind, question.texts) or question.kind in NAMED_BY
    is_plain = not question.is_foreign and all(question.own) and not any(question.named) and not question.years
    return wants_value and is_plain and 0 < len(question.words) <= RICH


def is_told_by(finder: Finder, question: Question, found: Finding, names: Collection[str]) -> bool:
    """True where documents alone answer about as surely, by sentences on the very thing that is asked about."""
    other = finder.find(question.text, names)
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


def work_of(place: Place) -> str:
    """Return the title of the work that a document is, or is a part or an edition of."""
    return PART.sub("", place.title).strip()
