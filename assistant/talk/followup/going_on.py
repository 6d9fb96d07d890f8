"""A follow-up that is answered where what was said goes on: "How much is it?", "And in winter?".

A document names its subject once. The sentences behind, "It costs £95", have nothing of what was asked about, and are
found by where they stand.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from assistant.evidence.answerability import Judgement
from assistant.evidence.choice import Evidence
from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding, cited_first
from assistant.evidence.whole.told import LIKELY
from assistant.language.forms import Kind
from assistant.language.schema import Language
from assistant.question import expected
from assistant.question.conversation import is_content, leans
from assistant.question.reading import read_kind
from assistant.schema import ANSWERED
from assistant.talk.followup.dialogue import Dialogue
from index.words import read_words, stems_of

OPENING = 2  # words among which a sentence that goes on points back: "It costs", "In summer it costs"
MOST = 2  # sentences that are told


def go_on(found: Finding, dialogue: Dialogue) -> Finding:
    """Return what was found; where what was said last goes on with the time or the value that is asked for, that."""
    heard, finder, language = dialogue.heard, dialogue.finder, dialogue.language
    if not heard.history or not leans(heard.question, language) or found.judgement.is_claim:
        return found
    times, kind = times_in(heard.question, language), read_kind(heard.question, language.question)
    wants_value = points(heard.question, language) and expected.is_hard(kind, finder.texts)
    if not times and not wants_value:
        return found
    said = dialogue.said_last(dialogue.ranked())
    on = at_times(said, times) if times else with_value(said, kind, finder)
    known = {item.sentence.id for item in on}
    if not on or (found.judgement.status in ANSWERED and any(item.sentence.id in known for item in found.evidence)):
        return found
    confidence = max(found.judgement.confidence, LIKELY)
    return Finding(Judgement("answered", None, confidence), tuple(on[:MOST]), cited_first(on[:MOST], found.hits))


def points(question: str, language: Language) -> bool:
    """True for a question of nothing but what it points to: "How much is it?"."""
    told = language.conversation
    return told.pointing.search(question) is not None and not any(is_content(one, told) for one in read_words(question))


def times_in(question: str, language: Language) -> frozenset[str]:
    """Return the stems of the day, month or season that a follow-up names, where it names nothing besides."""
    told = language.conversation
    spans = [match.span() for match in told.time.finditer(question)]
    words = [word for word in read_words(question) if is_content(word, told)]
    is_all = all(any(start <= word.start < end for start, end in spans) for word in words)
    return frozenset(word.stem for word in words) if is_all else frozenset()


def at_times(said: Sequence[Evidence], times: frozenset[str]) -> list[Evidence]:
    """Return the sentences around what was said that name the times; none where that names them itself."""
    if any(times.issubset(stems_of(item.sentence.text)) for item in said[:1]):
        return []
    return [item for item in around(said) if times.issubset(stems_of(item.sentence.text))]


def with_value(said: Sequence[Evidence], kind: Kind, finder: Finder) -> list[Evidence]:
    """Return the first sentence with a value of a kind, of those right behind what was said that point back to it."""
    if not said or values(said[0], kind, finder):
        return []
    behind = [item for item in around(said[:1]) if item.sentence.start > said[0].sentence.start]
    pointing = takewhile(lambda item: points_back(item, finder), behind)
    return [Evidence(one.sentence, one.passage, LIKELY, decisive=values(one, kind, finder)[:1])
            for one in pointing if values(one, kind, finder)][:1]  # fmt: skip


def around(said: Sequence[Evidence]) -> Iterator[Evidence]:
    """Yield the sentences of the passages of what was said, in order."""
    for passage in {item.passage.id: item.passage for item in said}.values():
        yield from (Evidence(sentence, passage, LIKELY) for sentence in passage.sentences)


def points_back(item: Evidence, finder: Finder) -> bool:
    """True for a sentence that begins with a word for what was named before it."""
    language = finder.linguist.written_in(item.passage.place.document_id)
    words = read_words(item.sentence.text)[:OPENING]
    opening = item.sentence.text[: words[-1].end] if words else ""
    return language.conversation.pointing.search(opening) is not None


def values(item: Evidence, kind: Kind, finder: Finder) -> tuple[tuple[int, int], ...]:
    return tuple(expected.find(kind, item.sentence.text, finder.texts))
