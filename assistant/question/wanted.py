"""What a question asks for, as a value: its sort, and the noun that is counted or asked for.

A sort is finer than a kind: a time of day, a month, a price, the holder of a role. Kinds help to find a sentence,
sorts to tell whether it states what is asked.
"""

from dataclasses import dataclass

from assistant.question.reading import Question, uncontracted
from index.words import Word


@dataclass(frozen=True, slots=True)
class Wanted:
    """``sort`` is "" where the question tells none, ``noun`` None where it has none or a value tells it itself."""

    sort: str
    noun: Word | None


def read_wanted(question: Question) -> Wanted:
    return Wanted(sort_of(question), asked_noun(question))


def sort_of(question: Question) -> str:
    if question.kind == "yes_no":
        return ""
    text = uncontracted(question.text, question.language.question)
    return next((sort for sort, pattern in question.language.slots.asked if pattern.search(text)), "")


def asked_noun(question: Question) -> Word | None:
    """Return the head of what is counted or asked for: "inspectors", "executive" of "the chief executive".

    Of what is counted the first plural is the head: "How many passengers came ashore?".
    """
    language = question.language
    match = language.slots.noun.search(question.text)
    start, end = match.span("noun") if match else question.focus or (0, 0)
    inside = [word for word in question.words if start <= word.start < end]
    counted = (word for word in inside if not match and language.targets.plural.fullmatch(word.text))
    head = next(counted, inside[-1] if inside else None)
    return head if head and head.text not in language.slots.measures else None
