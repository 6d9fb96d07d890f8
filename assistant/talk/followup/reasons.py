"""Why what was said is so: "Why?", "How so?", "Why are they?" right after an answer.

The sentence that answered the last question answers this one only where it states a reason.
"""

from collections.abc import Sequence
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
from assistant.talk.clauses import clauses
from assistant.talk.followup.dialogue import Dialogue
from index.words import read_words


def asks_why(message: str, language: Language) -> bool:
    """True for a message that asks for a reason of what was said before it."""
    return read_kind(message, language.question) == "reason" and leans(message, language)


def give_reason(found: Finding, dialogue: Dialogue) -> Finding:
    """Return what was found; for "Why?" the sentence that states the reason of what was said last, else a refusal.

    That is the sentence which was said itself, the one behind it that begins with the reason, or one with all words
    that are asked about. The refusal knows where it was said. What names something of its own may be answered by
    another sentence than was said.
    """
    finder, message, language = dialogue.finder, dialogue.heard.question, dialogue.language
    if not asks_why(message, language):
        return found
    ranked = dialogue.ranked()
    before = dialogue.said_last(ranked)
    is_new = found.is_answered and found.evidence[0].sentence.id not in {item.sentence.id for item in before}
    own = any(is_content(word, language.conversation) for word in read_words(message))
    if not before or (own and is_new):
        return found
    whole = [item for item in ranked if item.candidate and len(words_met(item)) == len(item.candidate.counterparts)]
    behind = [item for item in ranked if follows(item, before) and begins_with_reason(item, finder)]
    reason = next((item for item in [*before, *behind, *whole] if reason_in(item, finder)), None)
    if reason is None:
        unsure = finder.weights.unsure(found.judgement.confidence)
        judgement = Judgement("not_in_report", "attribute_missing", unsure, asks_why=True)
        return replace(found, judgement=judgement, evidence=tuple(before[:1]))
    told = (replace(reason, decisive=(clause_of(reason, finder),)),)
    confidence = max(found.judgement.confidence, LIKELY)
    return Finding(Judgement("answered", None, confidence), told, cited_first(told, found.hits))


def stating(item: Evidence, finder: Finder) -> Pattern:
    """Return what states a reason in the language of a sentence's document."""
    language = finder.linguist.written_in(item.passage.place.document_id)
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
