"""Signs that a sentence on the right subject does not answer: the opposite, another time, a part for the whole.

Compares a question with a sentence by English words alone; what a sign is worth is learned.
"""

import re

from assistant.question import expected
from assistant.question.reading import NUMBER_WORDS, Question
from index.words import read_words, stem

# Stems of words that undo or lessen. A question that holds one wants a sentence that holds one, or one of
# those with which a report says the same in other words.
UNDOING = frozenset(
    stem(word)
    for word in "abolish abandon ban cancel close cut decrease delay demolish discontinue dismantle drain eliminate"
    " fewer halt postpone prohibit reduce reduction reject remove scrap shrink shut stop suspend weaken"
    " withdraw".split()
)
LESSENING = UNDOING | frozenset(
    stem(word)
    for word in "address combat control crack curb defuse ease free less limit minimize mitigate moved phase prevent"
    " rectify refund relieve relief relocate restrict root tackle vacated".split()
)
PHRASES = re.compile(
    r"\b(?:giv(?:e|en|ing)|gave) up\b|\bg[eo]t(?:ting)? rid of\b|\bdo(?:ing|ne)? away with\b|\bcall(?:ed)? off\b",
    re.IGNORECASE,
)
NO_UNDOING = re.compile(r"\bclose (?:to|by)\b|\bclosely\b|\bcut[ -]throat\b", re.IGNORECASE)
PAST = re.compile(
    r"\b(?:did|was|were|had|already|so far|to date|until now|by now|currently|at present|used to|ago"
    r"|(?:last|previous|preceding) (?:year|month|quarter|decade)|the (?:year|month) before)\b",
    re.IGNORECASE,
)
# A count of things that does not name them, and what would.
COUNT = re.compile(
    rf"\b(?:\d[\d,.]*|{'|'.join(NUMBER_WORDS)}|several|many|various)\s(?:[\w’'-]+\s){{0,4}}$", re.IGNORECASE
)
NAMING = re.compile(r"\b(?:such as|including|include|namely|like|of)\b|[:—(]|\s-\s", re.IGNORECASE)
# The whole, what is added to it, and what says both.
WHOLE = re.compile(r"\b(?:total|overall|whole|entire|altogether|in all|combined)\b", re.IGNORECASE)
SUM = re.compile(
    r"\bbringing\b|\btotal\w* (?:of|to|at|is|was|will)\b|\baltogether\b|\bin all\b|\breach\w*\b", re.IGNORECASE
)
ON_TOP = re.compile(
    r"\b(?:another|additional|additionally|extend\w*|increase\w*|add(?:s|ed|ing)?|more|new|newly)\b", re.IGNORECASE
)
FUTURE = re.compile(r"\bwill\b", re.IGNORECASE)


def is_contrary(question: Question, text: str) -> bool:
    """True for a question about ending or lessening something, against a sentence that does neither."""
    asked = {word.stem for word in question.words}
    undoes = (UNDOING & asked and not NO_UNDOING.search(question.text)) or PHRASES.search(question.text)
    return bool(undoes) and not LESSENING & {word.stem for word in read_words(text)}


def is_whole(question: Question, text: str) -> bool:
    """True for a question how much the whole is, against a sentence that tells what is added to it."""
    return expected.is_hard(question.kind) and bool(
        WHOLE.search(question.text) and ON_TOP.search(text) and not SUM.search(text)
    )


def is_counted(question: Question, text: str) -> bool:
    """True for a question which things there are, against a sentence that only tells how many: "20 key areas"."""
    if question.kind not in ("name", "list") or not question.focus:
        return False
    *_, noun = [word.stem for word in read_words(question.text[slice(*question.focus)])] or [""]
    return any(
        word.stem == noun and COUNT.search(text, 0, word.start) and not NAMING.search(text, word.end)
        for word in read_words(text)
    )


def is_past(question: Question, text: str) -> bool:
    """True for a question about what was, against a sentence about what will be."""
    return bool(PAST.search(question.text) and FUTURE.search(text))
