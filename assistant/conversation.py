"""A follow-up into a question that stands alone, with the fewest words from the conversation.

Works by rule, without a model and without the index. Earlier turns are used only where the
question needs them: gluing them onto every question makes retrieval worse.
"""

import re
from collections.abc import Sequence

from assistant.schema import Turn
from index.words import Word, read_words

CHANGE_OF_TOPIC = re.compile(
    r"^(?:now|ok(?:ay)?|thanks?|right|well)?[\s,]*(?:something|anything) (?:else|different)\b[\s:,.-]*"
    r"|^(?:another|a different|new) (?:question|topic|subject)\b[\s:,.-]*|^by the way\b[\s:,.-]*",
    re.IGNORECASE,
)
LINK = re.compile(r"^(?:and|but|so|or|also|then|what about|how about|and what about|and how about)\b[\s:,-]*", re.IGNORECASE)
FRAME = re.compile(
    r"^(?:(?:in|at|on|by|for|to|with|under|from) )?"
    r"(?:how (?:many|much|long|far|large|big|often|high)|what (?:share|percentage|is planned|will be done)|which|what|when|where|who|why|how)\b",
    re.IGNORECASE,
)
POINTING = frozenset(
    "it its they them their theirs this that these those he she his her him there one ones former latter both either"
    " neither same such else another others ago altogether total".split()
)
QUESTION_WORDS = frozenset("how what which who whom whose when where why".split())
EMPTY = frozenset("about many much be will would done do does did say said report planned plan plans next please tell".split())
SHORTEST_ALONE = 4  # a question with fewer words of its own leans on what was said before


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question as it is where it stands alone, else completed from the last question asked."""
    asked = [turn.content for turn in history if turn.role == "user"]
    fresh = CHANGE_OF_TOPIC.sub("", question, count=1)
    if not asked or fresh != question or not leans(question):
        return fresh.strip() or question
    last = asked[-1]
    core = LINK.sub("", question.strip(), count=1).rstrip("?!. ")
    opening = FRAME.match(last.strip())
    frame = f"{opening.group()} " if opening and not has_question_word(core) else ""
    context = topic_words(last, without=core)
    words = f"{frame}{core}".strip()
    about = f" ({' '.join(context)})" if context else ""
    return f"{words[:1].upper()}{words[1:]}{about}?"


def leans(question: str) -> bool:
    """True where the question cannot be understood without what was said before."""
    words = read_words(question)
    names_its_own = [word for word in words if is_content(word)]
    return bool(
        LINK.match(question.strip())
        or any(word.text in POINTING for word in words)
        or len(words) < SHORTEST_ALONE
        or not names_its_own
    )


def has_question_word(text: str) -> bool:
    return any(word.text in QUESTION_WORDS for word in read_words(text))


def topic_words(question: str, without: str) -> list[str]:
    """Return the words that tell what ``question`` is about, leaving out those of ``without``."""
    known = {word.stem for word in read_words(without)}
    return [question[word.start : word.end] for word in read_words(question) if is_content(word) and word.stem not in known]


def is_content(word: Word) -> bool:
    return not word.is_stop and word.text not in QUESTION_WORDS | POINTING | EMPTY
