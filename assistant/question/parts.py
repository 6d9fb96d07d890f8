"""Several questions in one message, cut apart: "When was it built, and by whom? What did it cost?"

Cuts by rule where another question begins. A part that leans on the one before is completed
as a follow-up is.
"""

import re

from assistant.language.schema import Conversation, Language
from assistant.question.conversation import END, complete, is_content, read_after
from index.words import read_words

MOST = 4  # questions that are read apart; a longer message is read as one
FEWEST, LONGEST = 3, 9  # things of a list that each are a question, and words of one of them
RICH = 3  # words of its own with which a question after "and" stands alone
SENTENCE = re.compile(r"(?<=\?)\s+|(?<=？)\s*(?=\S)")
HEADED = re.compile(
    r"^([^:?.：？。]{3,60})(?::\s+|：\s*)(?=\S)"
)  # "The canal: what about its banks, and what about its bridges?"


def cut_apart(message: str, language: Language) -> list[str]:
    """Return the questions of ``message``, each standing alone; the message itself where it holds one."""
    told = language.conversation
    headed = HEADED.match(message)
    asked: list[str] = []
    for sentence in [part for part in SENTENCE.split(message) if is_question(part, told)]:
        pieces = told.joined.split(sentence)
        first, *others = pieces if told.first_of_two.search(pieces[0]) else [sentence]
        asked.append(read_after(first, asked[-1], language) if asked else first)
        for other in (f"{rest.rstrip(END)}{language.question.mark}" for rest in others):
            asked.append(complete(other, headed.group(1), language) if headed else stand(other, asked[-1], language))
    asked = asked if len(asked) > 1 else facets(message, language)
    return asked if 1 < len(asked) <= MOST else [message]


def facets(message: str, language: Language) -> list[str]:
    """Return a question for each thing that a message lists: "The canal: its banks, its locks, and its bridges"."""
    told, opening, headed = language.conversation, language.conversation.listing.match(message), HEADED.match(message)
    start = headed.end() if headed else opening.end() if opening else len(message)
    items = [item.strip() for item in told.listed.split(message[start:].rstrip(END)) if item.strip()]
    known = {word.text for item in items for word in read_words(item)} & told.question_words
    if known or len(items) < (FEWEST if opening else 2) or not all(names_something(item, told) for item in items):
        return []
    if headed:
        return [complete(f"{told.what_about} {item}", headed[1], language) for item in items]
    asks = message[:start].strip()
    first = items[0].split()[0].lower()
    alike = [item.lower().startswith(first) or not told.preposition.match(item) for item in items]
    return [
        f"{asks} {item}{language.question.mark}" if is_alike else complete(f"{asks} {item}", items[0], language)
        for item, is_alike in zip(items, alike, strict=True)
    ]


def names_something(item: str, told: Conversation) -> bool:
    words = read_words(item)
    return len(words) <= LONGEST and any(is_content(word, told) for word in words)


def is_question(sentence: str, told: Conversation) -> bool:
    """True for what asks and names something: no thanks, no "numbers please"."""
    words = read_words(sentence)
    asks = sentence.endswith(("?", "？")) or any(word.text in told.question_words for word in words)
    return asks and any(is_content(word, told) or word.text in told.question_words for word in words)


def stand(question: str, before: str, language: Language) -> str:
    """Complete a question after "and", which shares the subject of the one before unless it is rich itself."""
    rich = sum(is_content(word, language.conversation) for word in read_words(question)) >= RICH
    return read_after(question, before, language) if rich else complete(question, before, language)
