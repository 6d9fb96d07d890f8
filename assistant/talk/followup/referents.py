"""Whether a follow-up points to what a conversation of several subjects leaves open: "How does it help?"."""

from collections.abc import Sequence

from assistant.evidence.alternatives.offer import LACKING
from assistant.evidence.answerability import Judgement
from assistant.evidence.finding import Finding
from assistant.language.schema import Language
from assistant.question.conversation import own_part, topic
from assistant.question.coordination import conjuncts
from assistant.talk.followup.dialogue import Dialogue
from index.words import stems_of

FEWEST = 2  # subjects between which a pronoun leaves open which is meant


def ask_which(found: Finding, dialogue: Dialogue) -> Finding:
    """Return what was found; what is not there, and may be of another subject than was taken, is asked back."""
    question, asked, language = dialogue.heard.question, dialogue.heard.questions, dialogue.language
    points = language.conversation.one_of_several.search(question)
    if not points or found.judgement.is_claim or found.judgement.reason not in LACKING:
        return found
    joined = conjuncts(asked[-1], language) if asked else []  # "Which is better: A or B?"
    if max(len(joined), len(subjects(question, asked, language))) < FEWEST:
        return found
    return Finding(Judgement("needs_clarification", "vague", 0.0), hits=found.hits)


def subjects(question: str, before: Sequence[str], language: Language) -> list[frozenset[str]]:
    """Return the words of what was asked about before, the latest first; none that goes on with a later one."""
    found: list[frozenset[str]] = []
    for asked in reversed(before):
        subject = topic(own_part(asked, language), question, language.conversation)
        stems = frozenset(stems_of(subject))
        if stems and all(stems.isdisjoint(other) for other in found):
            found.append(stems)
    return found
