"""All places where something is mentioned, by section and in the documents' order."""

import re
from collections.abc import Sequence
from itertools import groupby

from assistant.evidence.whole.scope import plain_text
from assistant.evidence.whole.told import Pair, Told, lines, sentences_of
from assistant.question.reading import Question
from index.documents.abbreviations import initials
from index.retrieval.lexicon import Lexicon
from index.schema import Passage, Section, Sentence
from index.vectors.store import Store
from index.words import content_stems, read_words

NOTHING = "(?!)"
BEARING = ("subject_all", "subject_measured")  # groups of what is asked so
APART = 1  # words that may stand between those of one thing: "the safety of our food" is food safety


def answer_mentions(question: Question, store: Store, lexicon: Lexicon) -> Told | None:
    """Return every sentence that has what is asked for; None where none has, or no such thing is asked.

    What joins several things asks for each. Where no sentence says it itself, those are told with which a question is
    kept that does.
    """
    asked = things_asked(question)
    things = [frozenset(stems) for stems in map(content_stems, asked) if stems]
    if not things:
        return None
    short = re.compile("|".join(rf"\b{letters}\b" for letters in map(short_form, asked) if letters) or NOTHING)

    def says(sentence: Sentence) -> bool:
        return short.search(sentence.text) is not None or any(is_in(thing, sentence.text) for thing in things)

    def is_asked(sentence: Sentence) -> bool:
        return any(thing <= lexicon.kept[store.sentence_numbers[sentence.id]] for thing in things)

    every = list(sentences_of(store.passages))
    bears = bears_on(question)
    found = [pair for pair in every if says(pair[0]) or (bears and is_under(things, pair[1]))]
    if bears and found:
        return Told(lines(by_section(found)), "by_its_words", is_open=True)
    found = found or [pair for pair in every if is_asked(pair[0])]
    return Told(lines(by_section(found)), "mentioned") if found else None


def bears_on(question: Question) -> bool:
    """True where not the places of a word are asked for but what bears on a thing: "all measures for pensioners"."""
    match = question.language.outline.mentioned.search(plain_text(question))
    return match is not None and any(match.groupdict().get(name) for name in BEARING)


def is_under(things: Sequence[frozenset[str]], passage: Passage) -> bool:
    """True for what stands under a heading or topic that names one of the things."""
    place = passage.place
    names = [place.topic or "", place.section.title if place.section and not place.topic else ""]
    return any(is_in(thing, name) for thing in things for name in names)


def things_asked(question: Question) -> list[str]:
    """Return the things of which all mentions are asked for, as they are named; none where none are."""
    match = question.language.outline.mentioned.search(plain_text(question))
    named = next((words for words in match.groups() if words), "") if match else ""
    return question.language.conversation.between.split(named) if named else []


def short_form(thing: str) -> str:
    """Return the letters that a text may have for a thing of several words: "AI"; "" for one word."""
    words = [word.text for word in read_words(thing) if not word.is_stop]
    letters = initials(words)
    return letters if len(words) > 1 and letters.isascii() and letters.isalpha() else ""


def is_in(thing: frozenset[str], text: str) -> bool:
    """True where the words stand close together in any order, stop words between them left out."""
    stems = content_stems(text)
    size = len(thing) + APART * (len(thing) > 1)
    return any(thing <= set(stems[start : start + size]) for start in range(len(stems)))


def by_section(found: list[Pair]) -> list[list[Pair]]:
    """Return a group for each section, whose name every citation has; a heading cited as well would be no mention."""
    return [list(pairs) for _, pairs in groupby(found, key=lambda pair: place_of(pair[1]))]


def place_of(passage: Passage) -> tuple[str, Section | None]:
    return passage.place.document_id, passage.place.section
