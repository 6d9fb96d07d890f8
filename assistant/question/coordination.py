"""Things that share what is asked of them: "How many nursery and primary school places …?" asks of two.

Reads where they begin and end by the words around them, without a parser.
"""

from assistant.language.schema import Conversation, Language
from assistant.question.conversation import END, is_content
from assistant.question.parts import Part, cut_apart, unique
from index.words import read_words

MOST, LONGEST = 5, 7  # things that are asked of apart, and words of one of them


def questions_in(message: str, language: Language) -> list[Part]:
    """Return the questions of a message, and of one that asks of each thing that it joins ("各多少") one for each."""
    parts, told = cut_apart(message, language), language.conversation
    if len(parts) > 1 or not (told.each.search(message) or told.fronted.match(message.rstrip(END))):
        return parts
    return [readings for _, readings in conjuncts(message, language)] or parts


def conjuncts(question: str, language: Language) -> list[tuple[str, Part]]:
    """Return each thing that the question joins, with how it may be asked of alone; none where it joins nothing.

    The last one may have the word that all share: "nursery" is asked of as it is and as "nursery places".
    """
    told, text = language.conversation, question.rstrip(END)
    if sides := compared(text, language) or fronted(text, language):
        return sides
    joints = list(told.coordinated.finditer(text))
    if not joints:
        return []
    start = max((edge.end() for edge in told.edge.finditer(text, 0, joints[0].start())), default=0)
    edge = told.edge.search(text, joints[-1].end())
    stop = edge.start() if edge else len(text)
    things = [thing.strip() for thing in told.between.split(text[start:stop])]
    if len(things) > MOST or not all(is_thing(thing, told) for thing in things):
        return []
    space = " " if text[:stop].endswith(" ") else ""
    before, after, mark = text[:start], space + told.each.sub("", text[stop:]), language.question.mark
    *_, shared = things[-1].split()
    end = told.shared_end.search(things[-1])  # "的增长率" of "2025年和2026年的增长率"
    tail = end.group() if end else ""

    def asked(thing: str) -> str:
        return f"{before}{thing.removesuffix(tail)}{tail}{after}{mark}"

    has_head = shared != things[-1]  # "primary school places" has a word that "nursery" may share
    return [
        (thing, unique(asked(thing), asked(f"{thing} {shared}")) if has_head and " " not in thing else (asked(thing),))
        for thing in things
    ]


def compared(text: str, language: Language) -> list[tuple[str, Part]]:
    """Return two things that are held side by side, each with what is asked of it: what it is, or as the text asks."""
    match = language.conversation.compared.search(text)
    sides = [side.strip() for side in match.groups() if side] if match else []
    if len(sides) != 2:
        return []
    told, mark = language.conversation, language.question.mark
    asks = [bool(told.first_of_two.match(side)) for side in sides]
    words = [side if asking else f"{told.what_about} {side}" for side, asking in zip(sides, asks, strict=True)]
    return [(side, (f"{one[:1].upper()}{one[1:]}{mark}",)) for side, one in zip(sides, words, strict=True)]


def fronted(text: str, language: Language) -> list[tuple[str, Part]]:
    """Return the things that stand before what is asked of each of them: "Lamps and chairs: how many of each?"."""
    told, mark = language.conversation, language.question.mark
    match = told.fronted.match(text)
    if not match:
        return []
    things = [thing.strip() for thing in told.between.split(match["things"])]
    known = {word.text for thing in things for word in read_words(thing)} & told.question_words
    if known or not 1 < len(things) <= MOST or not all(is_thing(thing, told) for thing in things):
        return []
    asks = match["asks"] + match["rest"]
    return [(thing, (f"{thing[:1].upper()}{thing[1:]}: {asks}{mark}",)) for thing in things]


def is_thing(text: str, told: Conversation) -> bool:
    words = read_words(text)
    return len(words) <= LONGEST and any(is_content(word, told) for word in words)
