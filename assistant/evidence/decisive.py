"""What in a sentence is the answer proper: the figure asked for among several, the name, the items, the cell."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from assistant.evidence.cells import decisive_cell
from assistant.evidence.mismatch import is_former
from assistant.evidence.signals import Candidate
from assistant.language.schema import Language
from assistant.question import expected
from assistant.question.periods import read_periods
from assistant.question.reading import YEAR, Question
from assistant.question.times import changed_spans, holding, precedes
from assistant.text.contrary import Said
from assistant.text.inventory import Amount, clause_cuts, read_amounts
from assistant.text.quantities import read_figures
from index.han import is_han
from index.schema import Span
from index.words import read_words, stems_of

IN_BRACKETS = re.compile(r"\s?[(（]([^()（）]{1,80})[)）]")
# What a word counts in a clause, beside others: what is done to a thing, "have been replanted"; the thing itself.
DONE, HEAD = 4, 2


def decisive_spans(question: Question, candidate: Candidate) -> tuple[Span, ...]:
    """Return what is asked for, in whole words: the figure of the noun, unit and time, the name, or the items."""
    text, language = candidate.sentence.text, question.texts
    spans = spans_asked(question, candidate)
    spans = tuple(whole(text, span, language) for span in spans) if is_han(text) else spans
    hard = expected.is_hard(question.kind, language)
    return tuple(expected.phrase_of(text, span, language) for span in spans) if hard else spans


def whole(text: str, span: Span, language: Language) -> Span:
    """Return a span of a Chinese text, whose words have no space between, with the words and the figures that it cuts.

    A figure that it ends with has what is counted behind it: "61200份".
    """
    start, end = span
    figures = [(one.start, one.end) for one in read_figures(text, language)]
    for first, last in [*figures, *((word.start, word.end) for word in read_words(text))]:
        start = first if first < start < last else start
        end = last if first < end < last else end
    ends_in_figure = any(last == end for _, last in figures)
    return start, expected.noun_end(text, end, language) if ends_in_figure else end


def spans_asked(question: Question, candidate: Candidate) -> tuple[Span, ...]:
    """Return the spans of what is asked for, as they were found."""
    text, answers, language = candidate.sentence.text, own_answers(candidate), question.texts
    changed = changed_to(question, text)
    if candidate.sentence.reading and (cell := decisive_cell(question, candidate.sentence, changed)):
        return (cell,)
    if whole := total_span(question, text):
        return (whole,)
    if expected.is_hard(question.kind, language):
        best = decisive_figure(question, text, answers, changed)
        if best is None or best not in answers:
            return (best,) if best else ()
        start, end = best
        last = end if question.kind == "date" else expected.noun_end(text, end, language)
        return ((expected.qualifier_start(text, start, language), last),)
    if changed and (question.language.mismatch.renewed.search(question.text) or is_former(question, text)):
        return changed[:1]
    if question.kind not in ("list", "name", "person", "organisation"):
        return ()
    asked = {word.text for word in question.words}
    undated = (expected.undated(text, span, language) for span in answers if question.kind != "list")
    names = tuple(span for span in undated if is_new_name(text[slice(*span)], asked))
    return titled(question, text, names)[:1] or names[:1] or expected.items(text, language)[:1]


def titled(question: Question, text: str, names: Sequence[Span]) -> tuple[Span, ...]:
    """Return the names behind which the asked role stands in brackets: "Ada Berg (Chair), Ole Lund (Treasurer)"."""
    asked = {word.stem for word in question.words}
    behind = [(span, IN_BRACKETS.match(text, span[1])) for span in names]
    return tuple(span for span, match in behind if match and asked & set(stems_of(match[1])))


def own_answers(candidate: Candidate) -> tuple[Span, ...]:
    """Return the spans of the expected kind; those of a sentence's own words, where it has any, not its lead-in's."""
    reading = candidate.sentence.reading
    own = tuple(span for span in candidate.answers if reading and span[0] >= reading.own)
    return own or candidate.answers


def is_new_name(name: str, asked: set[str]) -> bool:
    """True for a name of several words, not all of which the question had."""
    words = {word.text for word in read_words(name) if not word.is_stop}
    return len(words) > 1 and not words <= asked


# --- figures ----------------------------------------------------------------------------


def decisive_figure(question: Question, text: str, answers: Sequence[Span], changed: Sequence[Span]) -> Span | None:
    """Return the figure that is asked for: of the asked year, of those ``changed``, or of those that count the noun.

    A count may be told as a share; that of another year, or of before, without its noun or unit.
    """
    counted = [counted_span(one) for one in amounts_asked(question, text)]
    free = counted or [span for span in of_clock(question, text, answers) if not is_given(question, text, span)]
    other = [counted_span(one) for one in read_amounts(text, question.texts)] if question.kind == "quantity" else []
    before = changed if question.kind != "date" and is_former(question, text) else ()
    by_year, held = of_year(question, text, other or free), overlapping(other or free, holding(question, text))
    told = overlapping(held or other or free, changed) or before or held
    aside = unchanged(question, text, free, told)
    return by_year or aside or best_figure(question, text, told or free or other)


def unchanged(question: Question, text: str, spans: Sequence[Span], told: Sequence[Span]) -> Span | None:
    """Return the figure that does not change and whose clause has more of the question than those ``told``, if any.

    "The fee rises from £48 to £52; students pay £20."
    """
    changing = [*changed_spans(text, "old", question.texts), *changed_spans(text, "new", question.texts)]
    others = [span for span in spans if not overlapping([span], changing)]
    if not told or not changing or not others:
        return None
    _, share = clause_measures(question, text)
    best = max(others, key=share)
    return best if share(best) > max(map(share, told)) else None


def changed_to(question: Question, text: str) -> tuple[Span, ...]:
    """Return the figures that others become, "from 3 to 4", or from which they come, where it is asked how it was.

    None where the change itself is asked for, or a year that the text has.
    """
    asked = question.language.mismatch
    is_change = asked.changing.search(question.text) and not (
        asked.renewed.search(question.text) or asked.former.search(question.text)
    )
    is_dated = any(year in text for year in question.years) and not read_periods(text, question.texts)
    if is_change or is_dated:
        return ()
    is_old = is_former(question, text) or precedes(question, text)
    return tuple(changed_spans(text, "old" if is_old else "new", question.texts))


def overlapping(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    return [span for span in spans if any(span[0] < end and start < span[1] for start, end in others)]


def total_span(question: Question, text: str) -> Span | None:
    """Return the figure that is told as the whole, "bringing the total number to 8,000", where the whole is asked."""
    match = (
        question.texts.inventory.total.search(text) if question.language.mismatch.whole.search(question.text) else None
    )
    return match.span("number") if match else None


def amounts_asked(question: Question, text: str) -> list[Amount]:
    """Return the figures that count the asked noun."""
    nouns = read_words(question.text[slice(*question.focus)]) if question.focus else []
    amounts = read_amounts(text, question.texts) if nouns else []
    units = [read_words(amount.unit_of(text))[-1:] for amount in amounts]
    return [one for one, unit in zip(amounts, units, strict=True) if unit and unit[0].stem == nouns[-1].stem]


def counted_span(amount: Amount) -> Span:
    return amount.start, max(amount.end, amount.unit[1])


def is_given(question: Question, text: str, span: Span) -> bool:
    """True for a figure that the question has, the "2028" of "the target for 2028", and for a year that is no date."""
    written = text[slice(*span)]
    if question.kind == "date" and set(stems_of(written)) <= question.stems:
        return True  # "winter"
    values = {figure.value for figure in read_figures(written, question.texts)}
    known = {Fraction(number) for number in (*question.years, *question.numbers)}
    is_year = question.kind != "date" and question.texts.inventory.dated.fullmatch(written)
    return bool(is_year) or (bool(values) and values <= known)


def of_clock(question: Question, text: str, spans: Sequence[Span]) -> Sequence[Span]:
    """Return the times of day among dates where one is asked for, or stands right behind what is: "closes at 18:00"."""
    clock = question.texts.slots.stated.get("clock")
    if question.kind != "date" or clock is None:
        return spans
    times = [span for span in spans if clock.search(text[slice(*span)])]
    before = [[word for word in read_words(text[: span[0]]) if not word.is_stop][-1:] for span in times]
    follows = any(word.stem in question.stems for words in before for word in words)
    return times if question.sort == "clock" or follows else spans


def best_figure(question: Question, text: str, spans: Sequence[Span]) -> Span | None:
    """Return the figure at the question's year, whose clause has most of the question.

    Of those alike the first: they come with the nearest to the asked noun first.
    """
    agrees, share = clause_measures(question, text)
    article = question.texts.verdict.article

    def rank(span: Span) -> tuple[bool, float, bool, int]:
        is_article = article.match(text[slice(*span)].lower()) is not None
        return not is_article, -year_distance(question, text, span), agrees(span), share(span)

    return max(spans, key=rank, default=None)


def of_year(question: Question, text: str, spans: Sequence[Span]) -> Span | None:
    """Return the figure that belongs to the asked year, where a text has as many figures as years: in their order."""
    years = [match.group() for match in YEAR.finditer(text)]
    asked = [number for number, year in enumerate(years) if year in question.years]
    return sorted(spans)[asked[0]] if len(years) == len(spans) > 1 and len(asked) == 1 else None


def year_distance(question: Question, text: str, span: Span) -> float:
    """Return how many characters lie between a figure and the nearest year of the question; 0 where it has none."""
    places = [at for year in question.years if (at := text.find(year)) >= 0]
    return min((max(at - span[1], span[0] - at) for at in places), default=0)


def clause_measures(question: Question, text: str) -> tuple[Callable[[Span], bool], Callable[[Span], int]]:
    """Return what tells of a figure whether its clause denies as the question does, and how much of that it has."""
    asked, language = Said(question.text, question.language), question.texts
    verbs = question.language.judging.verb.finditer(question.text)
    first = min((word.start for word in question.words), default=0)
    done = next((verb.end() for verb in verbs if verb.start() > first), len(question.text))
    cuts = clause_cuts(text, language)

    def clause(span: Span) -> Said:
        start = max((end for _, end in cuts if end <= span[0]), default=0)
        end = min((begin for begin, _ in cuts if begin >= span[1]), default=len(text))
        return Said(text[start:end], language)

    def agrees(span: Span) -> bool:
        return not asked.negations[1] or bool(clause(span).negations[1])

    def share(span: Span) -> int:
        stems = clause(span).stems
        own = (word for word, is_own in zip(question.words, question.own, strict=True) if is_own)
        shared = [word.start for word in own if word.stem in stems]
        return sum(HEAD if start == first else DONE if start >= done else 1 for start in shared)

    return agrees, share
