"""Several questions in one message, cut apart: "When was it built, and by whom? What did it cost?"

Cuts by rule where another question begins. A part that leans on the one before may be meant in several ways, which
are all given: the documents tell which.
"""

import re

from assistant.language.schema import Conversation, Language
from assistant.question.conversation import END, complete, is_content, opened, read_after
from index.words import read_words

MOST = 4  # questions that are read apart; a longer message is read as one
FEWEST, LONGEST = 3, 9  # things of a list that each are a question, and words of one of them
RICH = 3  # words of its own with which a question after "and" stands alone
SENTENCE = re.compile(r"(?<=\?)\s+|(?<=？)\s*(?=\S)")
HEADED = re.compile(
    r"^([^:?.：？。]{3,100})(?::\s+|：\s*)(?=\S)"
)  # "The canal: what about its banks, and what about its bridges?"

Part = tuple[str, ...]  # how one question may be meant, each standing alone, the likeliest first


def cut_apart(message: str, language: Language) -> list[Part]:
    """Return the questions of ``message``; the message itself where it holds one."""
    told = language.conversation
    headed = HEADED.match(message)
    asked: list[Part] = []
    for sentence in [part for part in SENTENCE.split(message) if is_question(part, told)]:
        first, *others = pieces(sentence, told)
        asked.append((read_after(first, asked[-1][0], language),) if asked else (first,))
        for other in (f"{rest.rstrip(END)}{language.question.mark}" for rest in others):
            under = (complete(other, headed.group(1), language),) if headed else ()
            readings = stand(other, asked[-1][0], language)
            asked.append(unique(*under, readings[0], *gapped(other, first, language), *readings[1:]))
    asked = asked if len(asked) > 1 else facets(message, language)
    return asked if 1 < len(asked) <= MOST else [(message,)]


def pieces(sentence: str, told: Conversation) -> list[str]:
    """Return the questions of a sentence; behind one that is joined, others may stand in a row without "and"."""
    joined = told.joined.split(sentence)
    if len(joined) > 1:
        joined = [piece for part in joined for piece in told.in_a_row.split(part)]
    stands = told.first_of_two.search(joined[0]) and any(is_content(word, told) for word in read_words(joined[0]))
    return joined if stands else [sentence]


def facets(message: str, language: Language) -> list[Part]:
    """Return a question for each thing that a message lists: "The canal: its banks, its locks, and its bridges"."""
    told, opening, headed = language.conversation, language.conversation.listing.match(message), HEADED.match(message)
    if each := repeated(message[headed.end() :] if headed else message, language):
        return each
    start = headed.end() if headed else opening.end() if opening else len(message)
    if headed and (asking := told.listing.match(message[start:])):
        start += asking.end()
    items = listed(message[start:].rstrip(END), told)
    asks_itself = any(read_words(item)[:1] and read_words(item)[0].text in told.question_words for item in items)
    if asks_itself or len(items) < (FEWEST if opening else 2) or not all(names_something(item, told) for item in items):
        return []
    mark = language.question.mark
    if headed:
        return [
            unique(complete(f"{told.what_about} {item}", headed[1], language), f"{headed[1]}: {item}{mark}")
            for item in items
        ]
    asks = message[:start].strip()
    first = items[0].split()[0].lower()
    alike = [item.lower().startswith(first) or not told.preposition.match(item) for item in items]
    return [
        (f"{asks} {item}{mark}",)
        if is_alike
        else unique(complete(f"{asks} {item}", items[0], language), *gapped(item, f"{asks} {items[0]}", language))
        for item, is_alike in zip(items, alike, strict=True)
    ]


def repeated(message: str, language: Language) -> list[Part]:
    """Return a question for each thing of a list that goes on with the same preposition: "… for A, for B and for C"."""
    told, text = language.conversation, message.rstrip(END)
    *_, joint = [None, *told.repeated.finditer(text)]
    if joint is None or not told.first_of_two.match(text):
        return []
    by = joint["by"]
    asks, found, first = text[: joint.start()].partition(f" {by} ")
    items = [*first.split(f", {by} "), text[joint.end() :]]
    alike = all(names_something(item, told) and f" {by} " not in item for item in items)
    if not found or not alike or len(items) > MOST:
        return []
    return [(f"{asks} {by} {item}{language.question.mark}",) for item in items]


def listed(text: str, told: Conversation) -> list[str]:
    """Return the things of a list; the last two may be joined by a mere "and"."""
    *items, last = [item.strip() for item in told.listed.split(text) if item.strip()] or [""]
    return [*items, *(told.last_two.split(last) if items else [last])]


def names_something(item: str, told: Conversation) -> bool:
    words = read_words(item)
    return len(words) <= LONGEST and any(is_content(word, told) for word in words)


def is_question(sentence: str, told: Conversation) -> bool:
    """True for what asks and names something: no thanks, no "numbers please"."""
    words = read_words(sentence)
    asks = sentence.endswith(("?", "？")) or any(word.text in told.question_words for word in words)
    return asks and any(is_content(word, told) or word.text in told.question_words for word in words)


def stand(question: str, before: str, language: Language) -> Part:
    """Return how a question after "and" may be meant: with the subject of the one before, or alone.

    One that is rich in words of its own most likely stands alone.
    """
    if language.conversation.led.search(question):
        return unique(led(question, before, language), question)
    rich = sum(is_content(word, language.conversation) for word in read_words(question)) >= RICH
    likely = read_after(question, before, language) if rich else complete(question, before, language)
    if language.conversation.pointing.search(question):
        return (likely,)
    return unique(
        likely, *gapped(question, before, language), f"{opened(question, before, language)}{language.question.mark}"
    )


def led(question: str, before: str, language: Language) -> str:
    """Return a question with what stands before the asking word of the one before it: its time and its verb."""
    asking = language.conversation.first_of_two.search(before)
    return f"{before[: asking.start()] if asking else ''}{question}"


def gapped(question: str, before: str, language: Language) -> Part:
    """Return the question before with this one's end in place of its own: "What is to happen at A and what at B?".

    A noun that is left out, as in "along the old road and what along the new?", is the one before.
    """
    told, mark = language.conversation, language.question.mark
    match = told.gap.search(question)
    word = match and re.search(rf"\s{re.escape(match['by'])}\s", before, re.IGNORECASE)
    if not match or not word:
        return ()
    start, end = before[: word.start()], question[match.start("by") :].rstrip(END)
    _, *noun = before[word.end() :].rstrip(END).removeprefix("the ").split()
    lacks = len(end.removeprefix(f"{match['by']} the ").split()) == 1 and noun
    return unique(*([f"{start} {end} {' '.join(noun)}{mark}"] if lacks else []), f"{start} {end}{mark}")


def unique(*readings: str) -> Part:
    return tuple(dict.fromkeys(readings))
