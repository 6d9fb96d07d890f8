"""Questions next to those that the documents answer: one thing in them exchanged, or something else asked of the same.

What is put in are other words of the documents, so that only what is asked and what is stated tell such a question from
a fair one. Knows no document.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.unanswerable import is_nowhere, turned
from assistant.language.schema import Language
from assistant.offering.proposal import YEAR, Corpus, Draft, Line, from_line
from assistant.question.targets import figure_targets
from assistant.text.clause import Clause, Usage, finish, first_part, lower_first, read_clauses
from index.words import read_words

MOST = 3  # words that are tried in the place of one
TOLD = "reason"  # what a sentence gives behind all else, so that it can be cut off and asked for
Exchange = Callable[[str, str, "Stock"], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Stock:
    """What the documents have to put in the place of something."""

    counted: Sequence[str]  # "how many lifts"
    done: Sequence[str]  # "installed"
    years: Sequence[str]  # next to theirs, that they do not name
    language: Language

    @classmethod
    def of(cls, corpus: Corpus) -> "Stock":
        language = corpus.language
        counted = {one.asked.rstrip(" .") for line in corpus.lines for one in figure_targets(line.text, language)}
        done = {one["verb"] for line in corpus.lines for one in language.drafting.done.finditer(line.text)}
        named = {int(year) for line in corpus.lines for year in YEAR.findall(line.text)}
        near = {year + step for year in named for step in (-3, -2, 2, 3)} - named
        return cls(sorted(counted), sorted(done), [str(year) for year in sorted(near)], language)


def exchanged(items: Sequence[Draft], corpus: Corpus) -> Iterator[Draft]:
    """Yield questions like those with an answer, with another noun, verb, year or opposite, at most one of each way."""
    stock = Stock.of(corpus)
    for item in items:
        for way, exchange in EXCHANGES.items():
            made = (one for one in exchange(item.question, item.id, stock) if is_nowhere(one, corpus))
            if question := next(made, None):
                note = f"twin of {item.id}: another {way}"
                yield Draft(question, "unanswerable", item.document, item.source, note=note, way=way)


def other_noun(question: str, by: str, stock: Stock) -> Iterator[str]:
    """ "How many lifts", "how many euros": another thing, or another unit."""
    own = [asked for asked in stock.counted if asked.lower() in question.lower()]
    if own:
        yield from replaced(question, max(own, key=len), [one for one in stock.counted if one not in own], by)


def other_verb(question: str, by: str, stock: Stock) -> Iterator[str]:
    for match in stock.language.drafting.done.finditer(question):
        others = [verb for verb in stock.done if verb != match["verb"]]
        yield from replaced(question, match["verb"], others, by)


def other_year(question: str, by: str, stock: Stock) -> Iterator[str]:
    """Another year than the one named; where none is named, one that the documents do not name."""
    if own := YEAR.search(question):
        yield from replaced(question, own.group(), stock.years, by)
    else:
        told = stock.language.drafting.in_year
        yield from (told.format(question=question[:-1], year=year) for year in turned([*stock.years], by)[:MOST])


def opposite(question: str, by: str, stock: Stock) -> Iterator[str]:
    """The first word of the question that has an opposite, turned round."""
    turns, rows = stock.language.alterations.turned, stock.language.slots.opposed
    told = stock.language.clause
    for word in (word.text for word in read_words(question) if not told.modal.fullmatch(word.text)):
        others = [turns[word]] if word in turns else []
        others += [other for row in rows if word in row for other in sorted(row - {word})]
        yield from replaced(question, word, others, by)


def replaced(question: str, word: str, others: Sequence[str], by: str) -> Iterator[str]:
    """Yield the question with some of the others in a word's place."""
    found = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", question, re.IGNORECASE)
    if found is None:
        return
    for other in turned([*others], by)[:MOST]:
        made = f"{question[: found.start()]}{other}{question[found.end() :]}"
        yield f"{made[0].upper()}{made[1:]}"


EXCHANGES: dict[str, Exchange] = {
    "noun": other_noun,
    "verb": other_verb,
    "year": other_year,
    "opposite": opposite,
}


# --- something else asked of the same ---------------------------------------------------


def asked_further(corpus: Corpus) -> Iterator[Draft]:
    """Yield why, when, by whom and the like something was done: with its sentence as evidence where that says why.

    Without evidence where neither the sentence nor the next states anything of that sort.
    """
    for line in corpus.lines:
        for clause in read_clauses(line.text, corpus.usage):
            if not clause.is_promise and corpus.usage.told.passive.match(clause.predicate):
                yield from further(clause, line, corpus.usage)


def further(clause: Clause, line: Line, usage: Usage) -> Iterator[Draft]:
    language = usage.language
    predicate = first_part(clause.predicate)
    for words, sort in language.drafting.further:
        stated = language.slots.stated[sort]
        span = stated.search(predicate)
        open_ = not stated.search(f"{line.text} {line.following}")
        said = predicate[: span.start()].rstrip(" ,") if span else predicate
        question = turned_round(words, clause, said, usage) if open_ or (span and sort == TOLD) else None
        if question and not open_:
            yield from_line(line, question, sort, ())
        elif question:
            note, way = f"its sentence does not give this ({sort})", f"unstated {sort}"
            yield Draft(question, "unanswerable", line.document, line.text, note=note, way=way)


def turned_round(words: str, clause: Clause, predicate: str, usage: Usage) -> str | None:
    return finish(f"{words} {clause.auxiliary} {lower_first(clause.subject, usage)} {predicate}", clause, usage)
