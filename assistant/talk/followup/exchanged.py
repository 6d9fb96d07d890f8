"""What a follow-up asks about in another's place: "How much is a kayak?", then "And a canoe?".

An answer that speaks of the old thing alone is none, however like the two are.
"""

from dataclasses import replace

from assistant.evidence.alternatives.gap import with_gap
from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding
from assistant.evidence.kinship import read_kin
from assistant.question.conversation import leans
from assistant.question.reading import Question
from assistant.talk.followup.dialogue import Dialogue
from assistant.text.nouns import is_known_noun
from assistant.text.thesaurus import NARROWER
from index.words import stems_of


def require_exchanged(found: Finding, dialogue: Dialogue) -> Finding:
    """Return what was found; a refusal where that has nothing of what the message brings in and no document has."""
    heard, finder = dialogue.heard, dialogue.finder
    told = all(item.candidate for item in found.evidence)
    if not heard.questions or not found.is_answered or not told or not leans(heard.question, dialogue.language):
        return found
    query, question = finder.read(dialogue.read_as)
    old = set(stems_of(heard.questions[-1]))
    brought = set(stems_of(heard.question)) - old
    lacking = [number for number in absent(question, finder) if question.words[number].stem in brought]
    texts = (f"{item.sentence.text} {item.passage.place.heading}" for item in found.evidence)
    stems = {stem for text in texts for stem in stems_of(text)} - old
    if question.is_foreign or not lacking or are_met(lacking, stems, question, finder):
        return found
    unsure = finder.weights.unsure(found.judgement.confidence)
    judgement = replace(found.judgement, status="not_in_report", reason="attribute_missing", confidence=unsure)
    return with_gap(finder, Finding(judgement, found.evidence, found.hits), query, question)


def absent(question: Question, finder: Finder) -> list[int]:
    """Return the numbers of the question's nouns that stand nowhere in the documents."""
    return [
        number
        for number, word in enumerate(question.words)
        if is_known_noun(word.text, question.language.name) and not finder.lexicon.knows(word, question.stems)
    ]


def are_met(numbers: list[int], stems: set[str], question: Question, finder: Finder) -> bool:
    """True where the stems have each of these words in another form: the same or a kind of it."""
    kin = read_kin(question, finder.lexicon, stems)
    return all(any(name <= NARROWER and stem in stems for stem, name in kin[number].items()) for number in numbers)
