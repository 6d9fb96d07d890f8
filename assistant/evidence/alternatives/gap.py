"""What of a question is left open: what no document has, which value was not found, the statement that comes nearest.

Decides nothing but whether a partial answer leaves anything open.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.evidence.alternatives.absent import Words
from assistant.evidence.answerability import FAR
from assistant.evidence.choice import MET, Evidence
from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding, Gap
from assistant.evidence.kinship import nearest_of, read_kin
from assistant.evidence.signals import Candidate, read_candidates
from assistant.language.forms import Kind
from assistant.question import expected
from assistant.question.coordination import questions_in
from assistant.question.reading import Question, read_kind
from assistant.text.thesaurus import NARROWER
from index.retrieval.retriever import Query
from index.words import Word, read_words

LEAST = 0.25  # share of what is asked, by what its words tell, that a statement must have to be of help
COUNTED = 0.6  # how well a sentence has a word from which it counts as there
NEARNESS = ("sentence", "passage", "meaning")  # signals whose sum tells the nearest statement
LEADS = (":", "：")  # what a sentence ends with that only leads in what follows


def with_gap(finder: Finder, found: Finding, query: Query, question: Question) -> Finding:
    """Return a finding that is no whole answer with what it leaves open."""
    candidates = read_candidates(question, query, found.hits, finder.store, finder.lexicon)
    words = Words(question, finder, tuple(hit.passage for hit in found.hits), candidates)
    if found.is_answered:
        return as_left(found, words)
    judgement = found.judgement
    if judgement.reason == "other_time_or_place" and question.years:
        judgement = replace(judgement, missing=())  # the year is what is missing
    contrary = found.evidence[:1] if judgement.reason == "false_premise" else ()
    told = [one for one in candidates if one.sentence.id in {item.sentence.id for item in contrary}]
    near = nearest(words, told) or nearest(words, candidates)
    return replace(found, judgement=judgement, gap=Gap(words.absent(), question.kind, near))


def nearest(words: Words, candidates: Sequence[Candidate]) -> Evidence | None:
    """Return the statement that comes nearest to what is asked; None where none has enough of what it is about."""
    stating = [one for one in candidates if not one.sentence.text.rstrip().endswith(LEADS)]
    near = [one for one in stating if one.signals["sentence"] >= FAR and share_met(words, one) >= LEAST]
    best = max(near, key=lambda one: sum(one.signals[name] for name in NEARNESS), default=None)
    return Evidence(best.sentence, best.passage, 0.0, candidate=best) if best else None


def share_met(words: Words, candidate: Candidate) -> float:
    """Return the share of what is asked that a sentence or its heading has, by what the words tell.

    What names something counts twice as much as what does not; a name must stand there itself.
    """
    question, lexicon = words.question, words.finder.lexicon
    above = read_words(f"{candidate.sentence.text} {candidate.passage.place.heading}")
    stems, subject = {word.stem for word in above}, set(words.subject)
    total = met = 0.0
    for number, word in enumerate(question.words):
        weight = lexicon.weight(word) * (1.0 if number in subject else 0.5) * question.asked[number]
        is_like = candidate.own[number] >= COUNTED and (question.is_foreign or not question.named[number])
        total, met = total + weight, met + weight * (word.stem in stems or is_like)
    return met / max(total, 1e-9)


def as_left(found: Finding, words: Words) -> Finding:
    """Return what is answered in part with what of it is left open; as answered where that is nothing.

    A word is left open where the sentences told have neither it nor its kin: "kids", where they say "children".
    """
    told, question = {item.sentence.id: item for item in found.evidence}, words.question
    chosen = [one for one in words.candidates if one.sentence.id in told]
    stems = {word.stem for item in found.evidence for word in words_of(item)}
    kin = read_kin(question, words.finder.lexicon, stems)
    open_ = {
        number: question.text[word.start : word.end]
        for number, word in enumerate(question.words)
        if question.text[word.start : word.end] in found.judgement.missing
        and word.stem not in stems
        and nearest_of(kin[number], stems) > NARROWER
        and all(one.counterparts[number] < MET for one in chosen)
    }
    kind = next(unmet(found.evidence, question), None)
    if not open_ and not kind:
        return replace(found, judgement=replace(found.judgement, status="answered", reason=None, missing=()))
    missing = tuple(word for number, word in open_.items() if words.names(number))
    return replace(found, judgement=replace(found.judgement, missing=missing), gap=Gap(kind=kind or "other"))


def unmet(evidence: Iterable[Evidence], question: Question) -> Iterator[Kind]:
    """Yield the kinds of value that a part of the message asks for and no sentence told has."""
    texts = [item.sentence.text for item in evidence]
    for part, *_ in questions_in(question.text, question.language):
        kind = read_kind(part, question.language.question)
        wants = expected.is_hard(kind, question.texts) or expected.is_soft(kind, question.texts)
        if wants and not any(expected.find(kind, text, question.texts) for text in texts):
            yield kind


def words_of(item: Evidence) -> Iterator[Word]:
    yield from read_words(item.sentence.text)
    yield from read_words(item.passage.place.heading)
    yield from read_words(item.passage.place.title)
