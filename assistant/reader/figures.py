"""The figures that the documents promise: how many of what, in which sentence.

By rule, precise rather than complete: a figure counts where its sentence says what will be
done and where its unit follows it. Amount, unit, clause and sentence are the document's own
words, to the letter. Knows patterns of English only; other documents give no row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.question.expected import NUMBER, qualifier_start
from assistant.question.targets import COUNTED, FIGURE, RATIO, UNCOUNTED
from assistant.text.clause import ADVERBS, MODAL, Usage
from assistant.text.links import report_url
from index.schema import Passage, Place, Sentence

PROMISED = re.compile(rf"\b(?:{MODAL}|to be|(?:plan|aim|strive|intend)s? to)\b")
# What makes a figure no promise of its own: "the following ten areas", "5 to 8 percent", "and 1,000 Villages".
UNSURE = re.compile(rf"(?:\b(?:following|previous|other|Article|Line|No\.|phase)|{NUMBER} (?:to|and|or)|[+/×]) ?$")
KNOWN_ROW = re.compile(rf"(?:['’]s|\bthe) {NUMBER} [^,;]* and $", re.IGNORECASE)  # "the city's eight stations and two"
TOTAL = re.compile(rf"\b(?P<unit>total(?: number)?) to (?P<number>{NUMBER})(?![\w%-]|[.,]\d)")
PARTS = re.compile(r"; |, (?:but|while|whereas) |,? (?:and )?ensure that |,? so that ")
NEW = re.compile(
    rf",? and (?=(?:[\w,-]+ ){{1,9}}?{MODAL} )"
)  # a new subject; one joined to the first has no verb before
MODALS = re.compile(rf"\b{MODAL}\b")
PROMISE = re.compile(rf"We {MODAL} {ADVERBS}")


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets within a sentence's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence. ``amount``, ``unit`` and ``clause`` stand in ``sentence.text`` as they are here."""

    amount: str  # with what qualifies it: "more than 800"
    unit: str  # "kilometers", "%", "parking spaces for motorized vehicles"
    clause: str  # the part of the sentence that says what is to happen
    start: int  # of the amount in the document
    sentence: Sentence
    place: Place

    @property
    def url(self) -> str:
        return report_url(self.place.document_id, self.sentence.start, self.sentence.end, self.sentence.text)


def find_figures(passages: Sequence[Passage]) -> list[Figure]:
    """Return the promised figures in the order of the documents."""
    usage = Usage.of(plain(sentence.text) for passage in passages for sentence in passage.sentences)
    cuts = [PARTS, in_a_row(usage), NEW]
    return [
        figure
        for passage in passages
        if passage.kind == "paragraph"
        for sentence in passage.sentences
        for figure in figures_of(sentence, passage.place, cuts)
    ]


def figures_of(sentence: Sentence, place: Place, cuts: Sequence[re.Pattern[str]]) -> Iterator[Figure]:
    text = plain(sentence.text)
    if not PROMISED.search(text):
        return
    for amount, unit in sorted([*counted(text), *ratios(text), *totals(text)], key=lambda pair: pair[0].start):
        part = clause_around(text, amount, cuts)
        yield Figure(
            sentence.text[amount.start : amount.end],
            sentence.text[unit.start : unit.end],
            sentence.text[part.start : part.end],
            sentence.start + amount.start,
            sentence,
            place,
        )


def plain(text: str) -> str:
    """Return the text with every kind of white space as a space, so that offsets stay the same."""
    return re.sub(r"\s", " ", text)


def counted(text: str) -> Iterator[tuple[Span, Span]]:
    """Yield amounts and their units: shares, measures and counted things."""
    for match in FIGURE.finditer(text):
        amount = Span(qualifier_start(text, match.start()), match.end("number"))
        if any(pattern.search(text, 0, match.start()) for pattern in (UNSURE, KNOWN_ROW)):
            continue
        if match["percent"]:
            yield amount, trimmed(text, match.start("percent"), match.end("percent"))
        elif not UNCOUNTED.fullmatch(match["number"]) and (noun := COUNTED.match(text, match.end())):
            yield amount, trimmed(text, noun.start(), noun.end())


def ratios(text: str) -> Iterator[tuple[Span, Span]]:
    for match in RATIO.finditer(text):
        after = match.end("number")
        yield Span(match.start("number"), after), Span(after + 1, after + 1 + len("ratio"))


def totals(text: str) -> Iterator[tuple[Span, Span]]:
    for match in TOTAL.finditer(text):
        yield Span(*match.span("number")), Span(*match.span("unit"))


def in_a_row(usage: Usage) -> re.Pattern[str]:
    """Return what stands between the verbs of a row: "complete …, and install …"."""
    verb = "|".join(sorted(map(re.escape, usage.verbs))) or "$^"
    ahead = rf"(?={ADVERBS}(?:{verb}) (?!and\b|or\b|of\b))"
    return re.compile(rf",? and {ahead}|, {ahead}")


def clause_around(text: str, amount: Span, cuts: Sequence[re.Pattern[str]]) -> Span:
    """Return the part of a sentence that holds the amount: what is done to one thing, without "We will"."""
    found = [cut for pattern in cuts for cut in pattern.finditer(text) if MODALS.search(text, 0, cut.start())]
    start = max((cut.end() for cut in found if cut.end() <= amount.start), default=0)
    end = min((cut.start() for cut in found if cut.start() >= amount.end), default=len(text))
    promise = PROMISE.match(text, start)
    part = trimmed(text, promise.end() if promise and promise.end() <= amount.start else start, end)
    return Span(part.start, part.end - text[: part.end].endswith("."))


def trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(end - len(words.lstrip()), start + len(words.rstrip()))
