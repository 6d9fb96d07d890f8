"""Tells how an answer came about, see ``explanation``.

Works out again, from the same index and by the same functions, what the engine did; only who asks for it pays.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields
from typing import Any

from assistant.engine import Engine
from assistant.evidence.answerability import judge, screen
from assistant.evidence.choice import Evidence
from assistant.evidence.finder import Finder
from assistant.evidence.verdict import compare
from assistant.evidence.whole.which import answer_meant
from assistant.explanation import Against, AskedPart, ExplainedAnswer, Explanation, Reading, Weighed
from assistant.question.claim import read_claim
from assistant.question.framing import without_framing
from assistant.question.parts import cut_apart
from assistant.schema import ANSWERED, Answer, Turn
from assistant.talk.meant import FollowUp, best_of, tried
from assistant.verifying.once import Once

MOST = 10  # sentences of a question that are told of, best first
DIGITS = 4


def explained(
    engine: Engine, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None
) -> ExplainedAnswer:
    """Return the answer with its explanation; raises what ``Engine.answer`` raises."""
    answer = engine.answer(question, history, documents)
    own: dict[str, Any] = {field.name: getattr(answer, field.name) for field in fields(Answer)}
    return ExplainedAnswer(**own, explanation=explain(engine, answer, history, documents))


def explain(
    engine: Engine, answer: Answer, history: Sequence[Turn], documents: Collection[str] | None = None
) -> Explanation:
    """Return how the answer to its question came about."""
    finder, heard = engine.finder, engine.listener.hear(answer.question, history)
    spoken = finder.linguist.spoken(answer.question)
    language = spoken.language
    if heard.courtesy:
        return Explanation(language.name, heard.courtesy, "courtesy", (), ())
    readings = tuple(read(FollowUp.of(heard.question, heard.history, language), finder, documents))
    text = without_framing(answer.standalone_question, language)  # which may have kept its particles
    if heard.act:
        return Explanation(language.name, heard.act, "act", readings, ())
    spoken = finder.linguist.spoken(text, spoken)
    if screen(text, spoken.language) or not finder.linguist.reads(spoken):
        return Explanation(language.name, "question", "rejected", readings, ())
    if claim := read_claim(text, spoken.language):
        held = part(claim, answer, finder, documents, is_claim=True)
        return Explanation(language.name, "question", "verdict", readings, (held,))
    asked = [readings[0] for readings in cut_apart(text, spoken.language)]
    if documents is None and engine.editions.works:
        documents = engine.editions.meant(text, spoken.language).documents
    if engine.verifier:  # it knows what it replied
        finder = engine.search(once=Once(engine.verifier)).finder
    whole = [one for one in asked if is_whole(one, finder, documents)]
    parts = tuple(part(one, answer, finder, documents) for one in asked if one not in whole)
    return Explanation(language.name, "question", "sentences" if parts else "whole", readings, parts)


def read(followup: FollowUp, finder: Finder, documents: Collection[str] | None) -> Iterator[Reading]:
    """Yield how a question may be meant; the one that was taken is the engine's, where no model read it."""
    found = tried(followup, finder, documents)
    taken = best_of(followup, found) if len(found) > 1 else found[0].reading
    for one in found:
        judgement = one.finding.judgement
        yield Reading(one.reading, judgement.status, rounded(one.score), one.counts, one.reading == taken)


def is_whole(text: str, finder: Finder, documents: Collection[str] | None) -> bool:
    query, question = finder.read(text)
    return answer_meant(question, query, finder.retriever, documents) is not None


def part(
    text: str, answer: Answer, finder: Finder, documents: Collection[str] | None, is_claim: bool = False
) -> AskedPart:
    query, question = finder.read(text)
    weights = finder.weights_for(question, query)
    cited = {(one.document_id, one.start) for one in answer.citations}
    weighed = []
    for item in finder.ranked(text, documents)[:MOST]:
        is_cited = (item.passage.place.document_id, item.sentence.start) in cited
        alone = judge(question, [item], finder.lexicon, weights)
        if is_cited:
            against = None
        elif is_claim:
            against = Against("choice" if compare(question, item.candidate, is_claim=True) else "verdict")
        elif alone.status in ANSWERED:
            against = Against("choice" if answer.status in ANSWERED else "rank")
        else:
            against = Against("judge", alone.reason, alone.missing)
        weighed.append(told(item, None if is_claim else alone.confidence, against))
    words = tuple(question.text[word.start : word.end] for word in question.words)
    return AskedPart(text, question.kind, words, rounded(weights.cutoff), tuple(weighed))


def told(item: Evidence, confidence: float | None, against: Against | None) -> Weighed:
    sentence = item.sentence
    signals = item.candidate.signals if item.candidate else {}
    return Weighed(
        sentence.text,
        item.passage.place.document_id,
        sentence.start,
        sentence.end,
        rounded(item.score),
        None if confidence is None else rounded(confidence),
        {name: rounded(value) for name, value in signals.items()},
        against,
    )


def rounded(value: float) -> float:
    return round(float(value), DIGITS)
