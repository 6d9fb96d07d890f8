"""A question what is not so, "What must pupils not bring?", and whether a sentence denies anything.

What one must bring tells nothing of what one must not.
"""

from assistant.question.reading import Question, uncontracted
from assistant.text.contrary import Said


def asks_denied(question: Question) -> bool:
    """True for a question that asks of what its own verb is denied; why something is not so is another question."""
    asked = question.language.mismatch.denied.search(uncontracted(question.text, question.language.question))
    return bool(asked) and question.kind not in ("reason", "yes_no") and not question.is_foreign


def is_undenied(question: Question, text: str) -> bool:
    """True for a question what is not so, against a sentence that denies, forbids and excludes nothing."""
    return asks_denied(question) and not denies(question, text)


def denies(question: Question, text: str) -> bool:
    """True for a sentence that negates something, or says in another way that something is not, may not be, or ends."""
    said, told = Said(text, question.texts), question.texts.mismatch
    return bool(said.negations[1]) or bool(told.denying.search(text)) or not told.undoing.isdisjoint(said.stems)
