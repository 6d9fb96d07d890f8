"""Why what was said is so: "Why?", "How so?", "Why are they?" right after an answer.

The sentence that answered the last question answers this one only where it states a reason.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.evidence.answerability import Judgement
from assistant.evidence.choice import Evidence, words_met
from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding, cited_first
from assistant.evidence.whole.told import LIKELY
from assistant.language.forms import NOTHING, Pattern
from assistant.language.schema import Language
from assistant.question.conversation import is_content, leans
from assistant.question.reading import read_kind
from assistant.schema import Turn
from assistant.talk.clauses import clauses
from assistant.talk.hearing import Heard
from assistant.talk.shown import bare
from index.words import read_words


def asks_why(message: str, language: Language) -> bool:
    """True for a message that asks for a reason of what was said before it."""
    return read_kind(message, language.question) == "reason" and leans(message, language)


def give_reason(
    found: Finding, heard: Heard, read_as: str, finder: Finder, documents: Collection[str] | None, language: Language
) -> Finding:
    """Return what was found; for "Why?" the sentence that states the reason of what was said last, else a refusal.

    That is the sentence which was said itself, the one behind it that begins with the reason, or one with all words
    that are asked about. The refusal knows where it was said. What names something of its own may be answered by
    another sentence than was said.
    """
    if not asks_why(heard.question, language):
        return found
    ranked = finder.ranked(read_as, documents)
    before = said_last(ranked, heard.history)
    is_new = found.is_answered and found.evidence[0].sentence.id not in {item.sentence.id for item in before}
    own = any(is_content(word, language.conversation) for word in read_words(heard.question))
    if not before or (own and is_new):
        return found
    whole = [item for item in ranked if item.candidate and len(words_met(item)) == len(item.candidate.counterparts)]
    behind = [item for item in ranked if follows(item, before) and begins_with_reason(item, finder)]
    reason = next((item for item in [*before, *behind, *whole] if reason_in(item, finder)), None)
    if reason is None:
        unsure = min(found.judgement.confidence, round(finder.weights.cutoff / 2, 6))
        judgement = Judgement("not_in_report", "attribute_missing", unsure, asks_why=True)
        return replace(found, judgement=judgement, evidence=tuple(before[:1]))
    told = (replace(reason, decisive=(clause_of(reason, finder),)),)
    confidence = max(found.judgement.confidence, LIKELY)
    return Finding(Judgement("answered", None, confidence), told, cited_first(told, found.hits))


def said_last(ranked: Sequence[Evidence], history: Sequence[Turn]) -> list[Evidence]:
    """Return the sentences, best first, that the last reply which quotes any of them has."""
    replies = [bare(turn.content) for turn in reversed(history) if turn.role == "assistant"]
    quoted = ([item for item in ranked if " ".join(item.sentence.text.split()) in said] for said in replies)
    return next(filter(None, quoted), [])


def stating(item: Evidence, finder: Finder) -> Pattern:
    """Return what states a reason in the language of a sentence's document."""
    language = finder.linguist.written.get(item.passage.place.document_id) or finder.texts
    return language.slots.stated.get("purpose", NOTHING)


def reason_in(item: Evidence, finder: Finder) -> bool:
    return stating(item, finder).search(item.sentence.text) is not None


def follows(item: Evidence, others: Sequence[Evidence]) -> bool:
    """True for the sentence right behind one of the others, in the same passage."""
    ids = [sentence.id for sentence in item.passage.sentences]
    at = ids.index(item.sentence.id)
    return at > 0 and ids[at - 1] in {other.sentence.id for other in others}


def begins_with_reason(item: Evidence, finder: Finder) -> bool:
    """True where only words that mean nothing by themselves stand before the reason: "This is because"."""
    match = stating(item, finder).search(item.sentence.text)
    before = read_words(item.sentence.text[: match.start()]) if match else []
    return bool(before) and all(word.is_stop for word in before)


def clause_of(item: Evidence, finder: Finder) -> tuple[int, int]:
    """Return the span from where the reason begins to the end of its clause."""
    text = item.sentence.text
    match = stating(item, finder).search(text)
    start = match.start() if match else 0
    end = next((last for _, last in clauses(text) if start < last), len(text))
    return start, start + len(text[start:end].rstrip(" .。"))
