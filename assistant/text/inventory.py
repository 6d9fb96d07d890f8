"""All figures of a text with what they count, and all names that tell what they name.

Complete rather than choosy: a figure counts unless it is a year or part of a name. Reads one
text at a time; which texts, and what for, is others' business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from assistant.language.schema import Language
from assistant.text.names import is_opener
from assistant.text.quantities import Figure, is_numbering, read_figures
from index.words import read_words, stems_of

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of a text with its bound in words ("more than 800") and what it counts, which may be nothing."""

    figure: Figure
    start: int
    end: int
    unit: Span

    def unit_of(self, text: str) -> str:
        return text[slice(*self.unit)]


# --- figures ----------------------------------------------------------------------------


def read_amounts(text: str, language: Language) -> list[Amount]:
    """Return the figures of a text in order, years and those within names left out."""
    text = re.sub(r"\s", " ", text)
    ratios = [
        (match.span("number"), match.span("unit")) for match in language.targets.ratio.finditer(text)
    ]  # "three-to-one ratio"
    found = list(read_figures(text, language))
    amounts = [
        Amount(figure, *span, unit)
        for span, unit in ratios
        for figure in [next(one for one in found if span[0] <= one.start)]
    ]
    free = (one for one in found if not any(start <= one.start < end for (start, end), _ in ratios))
    amounts += [amount for one in free if (amount := read_amount(text, one, language))]
    return sorted(amounts, key=lambda amount: amount.start)


def clause_cuts(text: str, language: Language) -> list[tuple[int, int]]:
    """Return the spans of the marks and words between what a sentence says one after the other."""
    marks = [match.span() for match in language.verdict.clause.finditer(text)]  # one may stand in "1,000"
    return [
        cut for cut in marks if not text[cut[0] - 1 : cut[1] + 1].replace(",", "").isdigit()
    ]  # "1,000" is one number


def read_amount(text: str, figure: Figure, language: Language) -> Amount | None:
    told, written = language.inventory, text[figure.start : figure.end]
    if told.in_name.search(text, 0, figure.start) or told.in_name_on.match(text, figure.end):
        return None
    if told.dated.match(text, figure.start) or is_numbering(text, figure.start, figure.end):
        return None
    if not written[0].isdigit() and is_titled(text, figure):
        return None
    unit = unit_of(text, figure, language)
    if unit is None:
        return None
    qualifier = language.answers.qualifier.search(text, 0, figure.start)
    end = figure.end - (len(written) - len(percentless(written, figure, language)))
    return Amount(figure, qualifier.start() if qualifier else figure.start, end, unit)


def percentless(written: str, figure: Figure, language: Language) -> str:
    """Return a figure without its percent sign, which is its unit."""
    sign = language.numbers.percent.search(written) if figure.is_share else None
    return written[: sign.start()] if sign else written


def is_titled(text: str, figure: Figure) -> bool:
    """True for a number in words with a capital, before another one: "Three Hills", "Five-Year Plan"."""
    return text[figure.start].isupper() and re.match(r"[ -][A-Z]", text[figure.end :]) is not None


def unit_of(text: str, figure: Figure, language: Language) -> Span | None:
    """Return what a figure counts, an empty span where nothing tells; None where it is no figure."""
    told, end = language.inventory, figure.end
    written = text[figure.start : end]
    if figure.is_share:
        number = len(percentless(written, figure, language))
        return figure.start + len(written[:number]) + len(written[number:]) - len(written[number:].lstrip()), end
    alone = language.targets.uncounted.fullmatch(written) and not written[0].isdigit()
    after = [told.rate] if alone else [told.attached, language.targets.counted, told.unit]
    for pattern in after:
        if match := pattern.match(text, end):
            return trimmed(text, *match.span("unit" if "unit" in pattern.groupindex else 0))
    if alone or text[end : end + 1].isalpha() or re.match(r"-[A-Za-z]", text[end:]):
        return None
    total = next((m for m in told.total.finditer(text) if m.start("number") == figure.start), None)
    if total and (counted := last_counted(text[: figure.start], language)):
        return counted
    before = total or next((m for m in told.ahead.finditer(text[: figure.start])), None)
    return before.span("unit") if before else unnamed(written, figure)


def last_counted(text: str, language: Language) -> Span | None:
    """Return what the last figure of a text counts: "1,000 intersections, bringing the total to" counts them too."""
    *_, last = [None, *read_figures(text, language)]
    unit = unit_of(text, last, language) if last else None
    return unit if unit and unit[0] < unit[1] else None


def unnamed(written: str, figure: Figure) -> Span | None:
    """Return an empty unit for a figure that says something by itself; None for "two" or "the three"."""
    return (figure.end, figure.end) if written[0].isdigit() or figure.bound else None


def trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())


# --- names ------------------------------------------------------------------------------


def named(text: str, kind: str, language: Language) -> list[Span]:
    """Return the names of a kind ("river", "subway lines"): by the noun in them, or as examples of it."""
    text = re.sub(r"\s", " ", text)
    *before, noun = stems_of(kind) or [""]
    own = {unowned(text, span, language) for span in by_noun(text, noun, before, language)}
    given = {unowned(text, span, language) for span in by_example(text, noun, before, language)}
    return sorted(own | {one for one in given if not any(one[0] < o[1] and o[0] < one[1] for o in own)})


def unowned(text: str, span: Span, language: Language) -> Span:
    """Return the span of a name without a possessive at its end."""
    start, end = span
    marks = list(language.names.possessive.finditer(text, start, end))
    if marks and marks[-1].end() == end:
        return start, marks[-1].start()
    return span


def by_noun(text: str, noun: str, before: list[str], language: Language) -> Iterator[Span]:
    told = language.inventory
    for match in told.chain.finditer(text):
        start = match.start() + opener_length(match.group(), language)
        words = [word for word in read_words(text) if start <= word.start and word.end <= match.end()]
        span = headed(text, start, match.end(), noun, language)
        held = {word.stem for word in words}
        if span and set(before) <= held and not (words and language.numbers.word.fullmatch(words[0].text)):
            yield span


def headed(text: str, start: int, end: int, noun: str, language: Language) -> Span | None:
    """Return the span of a name if the noun is its head: last, before "of", or in small letters behind it."""
    told = language.inventory
    words = [word for word in read_words(text[:end]) if word.start >= start]
    heads = [word for word in words if word.stem == noun and is_single(word.text, told.several_named, language)]
    for word in heads:
        tail = told.titled.match(text, word.end)
        if tail:
            return (start, max(end, tail.end())) if word.end <= end else None
        if code := told.code.match(text, word.end):
            return start, max(end, code.end())
        if word.end == end and len(words) > 1:
            *_, joint = [start, *(match.end() for match in language.targets.owned.finditer(text, 0, end))]
            article = told.article.match(text, joint)
            return max(start, article.end() if article else joint), end
    after = read_words(text[end : end + 40])
    is_first = not text[:start].strip()
    if words and after and text[end : end + 1] == " " and after[0].start == 1 and after[0].stem == noun:
        single = is_single(after[0].text, told.several_named, language)
        return (start, end + after[0].end) if single and not (is_first and len(words) == 1) else None
    return None


def is_single(word: str, several: frozenset[str], language: Language) -> bool:
    """True for a noun that names one: "Safe Schools" are no school with a name."""
    return word in several or not language.targets.plural.fullmatch(word)


def opener_length(name: str, language: Language) -> int:
    """Return how long the words are that stand before a name and have a capital only there: "The", "Along"."""
    leading, words = language.clause.prepositions, re.findall(r"\S+\s*", name)[:-1]
    openers = takewhile(lambda word: is_opener(word.strip(), language.names) or word.strip().lower() in leading, words)
    return sum(map(len, openers))


def by_example(text: str, noun: str, before: list[str], language: Language) -> Iterator[Span]:
    """Yield the names that follow "such as" behind the noun."""
    told = language.inventory
    for match in told.such_as.finditer(text):
        words = read_words(text[: match.start()])
        if not words or words[-1].stem != noun or not set(before) <= {word.stem for word in words[-4:]}:
            continue
        stop = language.targets.list_end.search(text, match.end())
        yield from proper_items(text, match.end(), stop.start() if stop else len(text), language)


def proper_items(text: str, start: int, end: int, language: Language) -> Iterator[Span]:
    """Yield the items of a list that begin with a name; the list ends with the first that does not."""
    while start < end:
        stop = language.inventory.between.search(text, start, end)
        article = language.inventory.article.match(text, start)
        first, last = article.end() if article else start, stop.start() if stop else end
        if not text[first : first + 1].isupper():
            return
        yield first, len(text[:last].rstrip(" .;:!"))
        start = stop.end() if stop else end
