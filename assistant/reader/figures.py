"""The figures that the documents promise: how many of what, in which sentence.

By rule, precise rather than complete: a figure counts where its sentence says what will be
done and where its unit follows it. Amount, unit, clause and sentence are the document's own
words, to the letter. A sentence that the patterns of its language do not fit gives no row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.language.schema import Language
from assistant.question.expected import qualifier_start
from assistant.text.clause import Usage
from assistant.text.links import report_url
from index.schema import Passage, Place, Sentence


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
        return report_url(self.place.document_id, self.sentence.start, self.sentence.end, self.sentence.quote)


def find_figures(passages: Sequence[Passage], language: Language) -> list[Figure]:
    """Return the promised figures in the order of the documents."""
    usage = Usage.of((plain(sentence.text) for passage in passages for sentence in passage.sentences), language)
    cuts = [language.promises.part, in_a_row(usage), language.promises.new_subject]
    return [
        figure
        for passage in passages
        if passage.kind == "paragraph"
        for sentence in passage.sentences
        for figure in figures_of(sentence, passage.place, cuts, language)
    ]


def figures_of(
    sentence: Sentence, place: Place, cuts: Sequence[re.Pattern[str]], language: Language
) -> Iterator[Figure]:
    text = plain(sentence.text)
    if not language.promises.promised.search(text):
        return
    found = [*counted(text, language), *ratios(text, language), *totals(text, language)]
    for amount, unit in sorted(found, key=lambda pair: pair[0].start):
        part = clause_around(text, amount, cuts, language)
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


def counted(text: str, language: Language) -> Iterator[tuple[Span, Span]]:
    """Yield amounts and their units: shares, measures and counted things."""
    told, promises = language.targets, language.promises
    for match in told.figure.finditer(text):
        amount = Span(qualifier_start(text, match.start(), language), match.end("number"))
        if any(pattern.search(text, 0, match.start()) for pattern in (promises.unsure, promises.known_row)):
            continue
        if match["percent"]:
            yield amount, trimmed(text, match.start("percent"), match.end("percent"))
        elif not told.uncounted.fullmatch(match["number"]) and (noun := told.counted.match(text, match.end())):
            yield amount, trimmed(text, noun.start(), noun.end())


def ratios(text: str, language: Language) -> Iterator[tuple[Span, Span]]:
    for match in language.targets.ratio.finditer(text):
        yield Span(*match.span("number")), Span(*match.span("unit"))


def totals(text: str, language: Language) -> Iterator[tuple[Span, Span]]:
    for match in language.promises.total.finditer(text):
        yield Span(*match.span("number")), Span(*match.span("unit"))


def in_a_row(usage: Usage) -> re.Pattern[str]:
    """Return what stands between the verbs of a row: "complete …, and install …"."""
    verb = "|".join(sorted(map(re.escape, usage.verbs))) or "$^"
    language = usage.language
    ahead = rf"(?={usage.told.adverbs.pattern}(?:{verb}) (?!{language.promises.no_object.pattern}))"
    return re.compile(rf",? and {ahead}|, {ahead}")


def clause_around(text: str, amount: Span, cuts: Sequence[re.Pattern[str]], language: Language) -> Span:
    """Return the part of a sentence that holds the amount: what is done to one thing, without "We will"."""
    found = [
        cut
        for pattern in cuts
        for cut in pattern.finditer(text)
        if language.promises.modals.search(text, 0, cut.start())
    ]
    start = max((cut.end() for cut in found if cut.end() <= amount.start), default=0)
    end = min((cut.start() for cut in found if cut.start() >= amount.end), default=len(text))
    promise = language.promises.promise.match(text, start)
    part = trimmed(text, promise.end() if promise and promise.end() <= amount.start else start, end)
    return Span(part.start, part.end - text[: part.end].endswith("."))


def trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(end - len(words.lstrip()), start + len(words.rstrip()))
