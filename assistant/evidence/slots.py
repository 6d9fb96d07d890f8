"""What is asked for against what a sentence states: the sort of value, what it counts, what excludes what is asked.

Each difference is a signal; what it is worth is learned. Knows words alone, no vectors.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise

from assistant.evidence.signals import Candidate
from assistant.language.forms import NOTHING, Pattern
from assistant.language.schema import Language
from assistant.question.reading import Question
from assistant.text.contrary import exclusive
from assistant.text.inventory import Amount, read_amounts
from assistant.text.names import proper_names
from assistant.text.quantities import read_figures
from index.han import is_han, simplified
from index.retrieval.lexicon import place_words
from index.words import Word, content_stems, read_words, stems_of

NAMES, REASONS = ("person", "body", "named", "actor"), ("reason", "purpose")
ACTING = ("person", "actor")


def slot_signals(question: Question, best: Candidate) -> dict[str, float]:
    """Return the signals of the best sentence, each 0 or 1 but ``noun_unmet`` and ``role_unmet``, which lie between.

    A sort that the documents' language tells nothing of is neither stated nor unstated. A reason may stand in a
    sentence beside the one that tells what happened.
    """
    sort, noun, text = question.sort, asked_noun(question), best.sentence.text
    words = read_words(text)
    around = [*words, *place_words(best.passage)]
    stated = states(question, sort, best.passage.text if sort in REASONS else text)
    family = "name" if sort in NAMES else "reason" if sort in REASONS else "figure"
    return {
        "figure_unstated": float(stated is False and family == "figure"),
        "name_unstated": float(stated is False and family == "name"),
        "reason_unstated": float(stated is False and family == "reason"),
        "figure_stated": float(stated is True and family == "figure"),
        "noun_unmet": noun_unmet(question, noun, best, around),
        "role_unmet": role_unmet(question, best, {word.stem for word in place_words(best.passage)}),
        "uncounted": float(is_uncounted(question, noun, text, words)),
        "opposed": float(is_opposed(question, {word.text for word in around}) or is_another(question, text)),
    }


def asked_noun(question: Question) -> Word | None:
    """Return the head of what is counted or asked for: "inspectors", "executive" of "the chief executive".

    Of what is counted the first plural is the head: "How many passengers came ashore?". None where there is none, or a
    value of the sort tells it itself.
    """
    language = question.language
    match = language.slots.noun.search(question.text)
    start, end = match.span("noun") if match else question.focus or (0, 0)
    inside = [word for word in question.words if start <= word.start < end and not is_half(question.text, word)]
    counted = (word for word in inside if not match and language.targets.plural.fullmatch(word.text))
    head = next(counted, inside[-1] if inside else None)
    return head if head and head.text not in language.slots.measures else None


def is_half(text: str, word: Word) -> bool:
    """True for a part of a word with a hyphen: "ups" of "grown-ups"."""
    return "-" in (text[word.start - 1 : word.start], text[word.end : word.end + 1])


def states(question: Question, sort: str, text: str) -> bool | None:
    """Return whether a sentence states a value of a sort; None where nothing tells."""
    told = question.texts.slots
    if sort in NAMES and told.stated:
        return has_new_name(question, sort, text) or has_new(question, told.stated.get(sort, NOTHING), text)
    return told.stated[sort].search(text) is not None if sort in told.stated else None


def has_new_name(question: Question, sort: str, text: str) -> bool:
    """True where the sentence has a name of the sort that the question does not have; who acts is no place."""
    told, asked = question.texts.slots, set(stems_of(question.text))
    other = told.other.get(sort, NOTHING)
    names = (name for name in proper_names(text, question.texts) if not other.search(name))
    known = {word.stem for word, named in zip(question.words, question.named, strict=True) if named}
    new = [name for name in names if not set(content_stems(name)) <= asked]
    if sort in ACTING:  # who follows on somebody is not that one with a first name
        new = [name for name in new if read_words(name)[-1].stem not in known]
    return any(sort not in ACTING or not told.placed.search(text, 0, text.find(name)) for name in new)


def has_new(question: Question, pattern: Pattern, text: str) -> bool:
    """True where the sentence has what a pattern finds in words that the question does not have."""
    asked = set(stems_of(question.text))
    return any(not set(stems_of(match.group())) <= asked for match in pattern.finditer(text))


def noun_unmet(question: Question, noun: Word | None, best: Candidate, around: Collection[Word]) -> float:
    """Return how far the noun that is asked for is from all words of the sentence and its place, 0 to 1."""
    if noun is None or noun.stem in {word.stem for word in around}:
        return 0.0
    return 1 - best.counterparts[question.words.index(noun)]


def role_unmet(question: Question, best: Candidate, above: Collection[str]) -> float:
    """Return how far the worst-met word of a role is from the sentence, 0 to 1: "finance" of "finance director".

    What stands above it, by its stem, need not be told again: "the caretaker of Larkspur Court".
    """
    match = question.language.slots.noun.search(question.text) if question.kind == "person" else None
    if match is None:
        return 0.0
    met = zip(question.words, best.counterparts, strict=True)
    told = (value for word, value in met if word.start >= match.start("noun") and word.stem not in above)
    return 1 - min(told, default=1.0)


def is_uncounted(question: Question, noun: Word | None, text: str, words: Collection[Word]) -> bool:
    """True where the sentence has the noun that is to be counted, and no figure of it counts that."""
    if question.texts.slots.measured is not NOTHING:
        return is_measured_otherwise(question, text)
    if question.sort != "count" or noun is None or noun.stem not in {word.stem for word in words}:
        return False
    counted = (counted_words(text, one, question.texts) for one in read_amounts(text, question.texts))
    return all(noun.stem not in {word.stem for word in words_of} for words_of in counted)


def is_measured_otherwise(question: Question, text: str) -> bool:
    """True where no figure of a sentence has the measure word of the question, nor one that counts the same things."""
    told = question.texts.slots
    match = told.measured.search(question.text)
    if match is None:
        return False
    family = {match["measure"]}.union(*(row for row in told.alike if match["measure"] in row))
    after = (text[figure.end :].lstrip(" 多余") for figure in read_figures(text, question.texts))
    return not any(rest.startswith(tuple(family)) for rest in after)


def counted_words(text: str, amount: Amount, language: Language) -> Sequence[Word]:
    """Return the words of what a figure counts, with what that is of: "tonnes of residual waste"."""
    start, end = amount.unit
    more = language.targets.belonging.match(text, end)
    return read_words(text[start : more.end() if more else end])


def is_opposed(question: Question, told: Collection[str]) -> bool:
    """True where what the question has is missing, and what excludes it stands there: "second", "first".

    Across languages the rows of both count: some sides have the words of the other language too.
    """
    asked = {word.text for word in read_words(question.text)}
    for sides in (*exclusive(question.language), *(exclusive(question.texts) if question.is_foreign else ())):
        missing = [side for side in sides if names_one(side, asked) and not names_one(side, told)]
        if missing and any(names_one(side, told) and not names_one(side, asked) for side in sides):
            return True
    return False


def is_another(question: Question, text: str) -> bool:
    """True where a sentence has another thing of a name that one character tells apart, and not the one asked about."""
    told = simplified(text)
    return any(
        first in row and is_han(second) and first + second not in told and any(one + second in told for one in row)
        for first, second in pairwise(question.text)
        for row in question.texts.slots.apart
    )


def names_one(side: Collection[str], words: Collection[str]) -> bool:
    """True where one of a side's words is among others, or a Chinese one of several characters is part of one."""
    return any(one in words or (len(one) > 1 and is_han(one) and any(one in word for word in words)) for one in side)
