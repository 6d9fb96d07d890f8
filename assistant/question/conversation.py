"""A follow-up into a question that stands alone, with the fewest words from the conversation.

Works by rule, without a model and without the index. Earlier turns are used only where the
question needs them: gluing them onto every question makes retrieval worse.
"""

import re
from collections.abc import Sequence

from assistant.question.reading import AUX, CONTEXT, CONTEXT_END, FRAME
from assistant.schema import Turn
from index.words import Word, read_words

CHANGE_OF_TOPIC = re.compile(
    r"^(?:(?:now|ok(?:ay)?|thanks?|thank you|right|well)[\s,]+)?(?:something|anything) (?:else|different)\b[\s:,.-]*"
    r"|^(?:(?:now|ok(?:ay)?|right)[\s,]+)?(?:another|(?:a )?(?:different|new)) (?:question|topic|subject)\b[\s:,.-]*"
    r"|^(?:by the way|never mind)\b[\s:,.-]*",
    re.IGNORECASE,
)
LINK = re.compile(
    r"^(?:and |but |so |or |ok(?:ay)?,? )*(?:(?:what|how) about|and|but|also|then)\b[\s:,-]*", re.IGNORECASE
)
# How the last question began: taken over by a follow-up that does not say what it asks for.
OPENING = re.compile(
    r"^(?:(?:in|at|on|by|for|to|with|under|from) )?"
    r"(?:how (?:many|much|long|far|large|big|often|high|deep|tall|wide|old|soon|expensive)"
    r"|what (?:share|percentage)(?: of)?|what (?:is|will be) (?:planned|done|said)(?: for| about| to)?"
    r"|which|what|when|where|who|why|how)\b",
    re.IGNORECASE,
)
WHOLE_QUESTION = re.compile(
    rf"(?:list|name|tell|show|give|describe|explain|compare|summari[sz]e|{AUX})\b", re.IGNORECASE
)
NO_NOUN_AFTER = re.compile(r"how(?: (?!many|much)\w+)?$|what$", re.IGNORECASE)  # openings that fit no bare noun
PREPOSITION = re.compile(r"^(?:for|in|of|on|at|about|to|from|with|by)\b", re.IGNORECASE)
POINTING = re.compile(
    r"\bit\b(?!\s+(?:say|mention|plan|promise|state|address|cover|deal|list|name|call)\b)|\b(?:its|they|them|their|theirs|those|these|he|she|his|her|hers|him)\b"
    r"|\b(?:this|that)\b(?=\s*(?:[?.!,]|$|(?:is|was|will|does|do|mean|happen|work|cost|take|apply|make|come|help|exactly|again|then)\b))"
    r"|\b(?:which|that|this|the) ones?\b|^one\b|\bthen\W*$"
    r"|\bthe (?:first|second|third|last|former|latter|other|same)(?: ones?)?\W*$",
    re.IGNORECASE,
)
ADDED = re.compile(rf"{re.escape(CONTEXT)}[^()]*{re.escape(CONTEXT_END)}$")
QUESTION_WORDS = frozenset("how what which who whom whose when where why".split())
# Words of a question that do not tell what it is about.
EMPTY = (
    QUESTION_WORDS
    | FRAME
    | frozenset("about be did next one first second third last former latter other same total more".split())
)
DOCUMENT = frozenset({"report", "document"})

BARE = 3  # words up to which a question with one word of its own asks on: "how much veg?"
RICH = 5  # words of its own with which a question stands, whatever it begins with


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question as it is where it stands alone, else completed from the last one that was asked."""
    last = ""
    for asked in [*(turn.content for turn in history if turn.role == "user"), question]:
        last = read_after(asked.strip(), last)
    return last


def read_after(question: str, last: str) -> str:
    """Return one question as it reads after ``last``, itself already complete; "" where there was none."""
    fresh = CHANGE_OF_TOPIC.sub("", question, count=1).strip()
    if fresh != question:
        return fresh or question
    return complete(question, own_part(last)) if last and leans(question) else question


def own_part(completed: str) -> str:
    """Leave out what an earlier completion added, where the question still has a subject without it."""
    own = ADDED.sub("?", completed)
    return own if any(is_content(word) for word in read_words(own)) else completed


def leans(question: str) -> bool:
    """True where the question cannot be understood without what was said before."""
    words = read_words(question)
    own = sum(is_content(word) for word in words)
    linked, pointing = LINK.match(question), POINTING.search(question)
    bare = own < 2 and len(words) <= BARE and any(word.text in QUESTION_WORDS for word in words)
    return not own or bare or (own < RICH and linked is not None) or (own < RICH - 1 and pointing is not None)


def complete(question: str, last: str) -> str:
    """Return a leaning question with the last one's opening, where it has none, and its subject."""
    core = LINK.sub("", question, count=1).rstrip("?!. ")
    opening = OPENING.match(last.strip())
    asks = WHOLE_QUESTION.match(core) or any(word.text in QUESTION_WORDS for word in read_words(core))
    if opening and not asks:
        frame = "what about" if NO_NOUN_AFTER.match(opening.group()) else opening.group()
        if PREPOSITION.match(core):
            frame = re.sub(r" (?:for|about|to|of)$", "", frame)
        core = f"{frame} {core}"
    subject = topic(last, without=core)
    return f"{core[:1].upper()}{core[1:]}{CONTEXT + subject + CONTEXT_END if subject else '?'}"


def topic(question: str, without: str) -> str:
    """Return the words that tell what ``question`` is about, leaving out those of ``without``."""
    known = {word.stem for word in read_words(without)}
    words = [word for word in read_words(question) if is_content(word) and word.stem not in known]
    subject = [word for word in words if not is_participle(question, word)] or words
    if len(subject) == 1:  # "published" of "Who published the report?" says too little
        subject += [word for word in read_words(question) if word.text in DOCUMENT]
    return " ".join(question[word.start : word.end] for word in subject)


def is_participle(question: str, word: Word) -> bool:
    """True for the verb of a passive: "completed" in "will be completed"."""
    return word.text.endswith(("ed", "t", "n")) and bool(re.search(r"\b(?:be|is|are|been)\s+$", question[: word.start]))


def is_content(word: Word) -> bool:
    return not word.is_stop and word.text not in EMPTY
