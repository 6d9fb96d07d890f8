"""Signs that a sentence on the right subject does not answer: the opposite, another time, a part for the whole.

Compares a question with a sentence by their words alone; what a sign is worth is learned.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.evidence.polarity.denied import is_undenied
from assistant.language.schema import Language
from assistant.question import expected
from assistant.question.reading import Question, asking_part
from assistant.question.times import changed_spans, holding, is_of_other_period
from assistant.text.inventory import read_amounts
from assistant.text.names import proper_names
from assistant.text.quantities import read_figures
from assistant.text.script import bare
from index.retrieval.lexicon import family, place_words
from index.schema import Passage, Sentence, Span
from index.words import Word, read_words

ABBREVIATION = re.compile(r"\b[A-Z]{2,}\b")
YEAR_DIGITS = 4
OF = 30  # characters behind a share in which stands what it is of


@dataclass(frozen=True, slots=True)
class Shorter:
    """A question without what a sentence need not say."""

    text: str
    answering: Sentence | None  # that alone may answer it, as another is of another time; None for any of the documents
    documents: tuple[str, ...]  # of which it is asked


def is_contrary(question: Question, text: str) -> bool:
    """True for a question about ending or lessening something, against a sentence that does neither.

    What only tells under which circumstance is not asked about.
    """
    told = question.language.mismatch
    aside = [match.span() for match in told.circumstance.finditer(question.text)]
    asked = {word.stem for word in question.words if not any(start <= word.start < end for start, end in aside)}
    undoes = (told.undoing & asked and not told.no_undoing.search(question.text)) or is_denied_here(question, text)
    return bool(undoes) and not question.texts.mismatch.lessening & {word.stem for word in read_words(text)}


def is_denied_here(question: Question, text: str) -> bool:
    """True for a question that denies something, "why is there no dinner", against a sentence that does not.

    A sentence denies it where all that it has of it stands behind its "no", or none: "as for dinner, we lack staff".
    """
    denied = question.language.mismatch.phrases.search(question.text)
    if not denied:
        return False
    words, mark = read_words(text), question.texts.verdict.clause
    asked = {word.stem for word in question.words if word.start >= denied.start()} & {word.stem for word in words}
    for denial in question.texts.mismatch.denial.finditer(text):
        end = mark.search(text, denial.end())
        stop = end.start() if end else len(text)
        behind = {word.stem for word in words if denial.start() <= word.start < stop}
        if asked and (asked <= behind or asked.isdisjoint(behind)):
            return False
    return True


def is_whole(question: Question, text: str) -> bool:
    """True for a question how much the whole is, against a sentence that tells what is added to it.

    "In total" of two things is no whole of either.
    """
    asked, told = question.language.mismatch, question.texts.mismatch
    if question.language.judging.joins.search(question.text):
        return False
    return expected.is_hard(question.kind, question.texts) and bool(
        asked.whole.search(question.text) and told.on_top.search(text) and not told.sum.search(text)
    )


def is_counted(question: Question, text: str) -> bool:
    """True for a question which things there are, against a sentence that only tells how many: "20 key areas"."""
    if question.kind not in ("name", "list", "organisation") or not question.focus:
        return False
    told = question.texts.mismatch
    *_, noun = [word.stem for word in read_words(question.text[slice(*question.focus)])] or [""]
    return any(
        word.stem == noun and told.count.search(text, 0, word.start) and not told.naming.search(text, word.end)
        for word in read_words(text)
    )


def is_past(question: Question, text: str) -> bool:
    """True for a question about what was, against a sentence about what will be. What is told beside it counts not."""
    return is_asked_as_past(question, text) and not changed_spans(text, "old", question.texts)


def is_asked_as_past(question: Question, text: str) -> bool:
    past, future = question.language.mismatch.past, question.texts.mismatch.future
    return bool(past.search(question.text, asking_part(question.text)) and future.search(text))


def is_former(question: Question, text: str) -> bool:
    """True for a question how something was before what a sentence tells of it."""
    return bool(question.language.mismatch.former.search(question.text)) or is_asked_as_past(question, text)


def is_of_other_year(question: Question, sentence: Sentence, passage: Passage) -> bool:
    """True for a sentence on another year than the one asked about."""
    told = years_told(sentence, passage, question.texts)
    return bool(told) and not told.issuperset(question.years)


def without_above(question: Question, sentence: Sentence, passage: Passage, heads: Mapping[str, str]) -> Shorter | None:
    """Return a question without what stands before or above a sentence; None where that is nothing of what it says.

    Its time; else its names, where the head of a document has them all: of the ``heads``, by document.
    """
    own = passage.place.document_id
    times = times_told(question, sentence, passage)
    spans_in = {name: [] if times else names_titled(question, head) for name, head in heads.items()}
    named = tuple(name for name, spans in spans_in.items() if spans)
    of = (own,) if times or own in named else named
    spans = times or (spans_in[of[0]] if of else [])
    if not spans:
        return None
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(question.text)]
    text = "".join(question.text[end:start] for end, start in zip(ends, starts, strict=True)).strip(" ,，")
    return Shorter(text, sentence if times else None, of) if text else None


def times_told(question: Question, sentence: Sentence, passage: Passage) -> list[Span]:
    """Return where a question has its one year, and what stands before or above a sentence tells that.

    Or where it has its "before", and the sentence tells what there was before.
    """
    asked = question.language
    if holding(question, sentence.text):
        return [match.span() for match in asked.periods.asked.finditer(question.text)]
    if changed_spans(sentence.text, "old", question.texts):
        return [match.span() for match in asked.mismatch.former.finditer(question.text)]
    year = question.years[0] if len(question.years) == 1 else None
    if not year or year in sentence.text or year not in years_told(sentence, passage, question.texts):
        return []
    return [match.span() for match in asked.question.in_year.finditer(question.text)]


def names_titled(question: Question, head: str) -> list[Span]:
    """Return where a question has names, each with what leads to it: "of Larkspur Court".

    Nothing where a document's head lacks one of them, as initials too, or nothing leads to one.
    """
    title = {word.stem for word in read_words(head)}
    named = [word for word, is_name in zip(question.words, question.named, strict=True) if is_name]
    if not named or not all(word.stem in title or is_in_short(question, word, head) for word in named):
        return []
    names = joined(question, [(word.start, word.end) for word in named], title)
    leading = [question.language.question.of_name.search(question.text, 0, start) for start, _ in names]
    led = [(match.start(), end) for match, (_, end) in zip(leading, names, strict=True) if match]
    return led if len(led) == len(names) else []


def joined(question: Question, names: Sequence[Span], title: Collection[str]) -> list[Span]:
    """Return names as one where nothing stands between them but what joins names, or words that the title has too."""
    found = [*names[:1]]
    for start, end in names[1:]:
        between = question.text[found[-1][1] : start]
        if question.language.names.joiner.fullmatch(between) or all(w.stem in title for w in read_words(between)):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def years_told(sentence: Sentence, passage: Passage, language: Language) -> set[str]:
    """Return the years that a sentence speaks of: its own, else the last that are told before it, or stand above it.

    None where it tells its year by another: "the year before".
    """
    place, dated = passage.place, language.inventory.dated
    before = [one.text for one in passage.sentences if one.start < sentence.start]
    above = [place.topic or "", place.section.title if place.section else "", place.title]
    for text in (sentence.text, *reversed(before), *above):
        if years := {match.group()[:YEAR_DIGITS] for match in dated.finditer(text)}:
            return years
        if language.inventory.relative.search(text):
            break
    return set()


def is_unnamed(question: Question, passage: Passage, met: Sequence[float] | None = None) -> bool:
    """True where a proper name of the question stands neither in the passage nor above it.

    It may stand there without its accents, or as its initials, or those of the question as their name. What only tells
    the sort of a thing that is to be named need not: "which Irish town". ``met`` is how well a sentence in another
    language has each word.
    """
    start, end = question.focus if question.focus and question.kind in expected.NAMED else (0, 0)
    named = [
        word
        for word, is_name, has in zip(question.words, question.named, met or [0.0] * len(question.words), strict=True)
        if is_name and has < 1 and not start <= word.start < word.end < end
    ]
    if not named:
        return False
    stems = {bare(word.stem) for word in [*read_words(passage.text), *place_words(passage)]}
    families = {family(stem) for stem in stems} - {""}
    lacking = [word for word in named if (stem := bare(word.stem)) not in stems and family(stem) not in families]
    return bool(lacking) and not all(is_in_short(question, word, passage.text) for word in lacking)


def is_in_short(question: Question, word: Word, text: str) -> bool:
    """True where one of question and text has the initials, the other the name: "US", "United States"."""
    written = question.text[word.start : word.end]
    if ABBREVIATION.fullmatch(written):
        return any(written in initials(name) for name in proper_names(text, question.texts))
    whole = (name for name in proper_names(question.text, question.language) if written in name)
    short = set(ABBREVIATION.findall(text))
    return any(initials(name) in short for name in whole)


def initials(name: str) -> str:
    return "".join(part[0] for part in name.split() if part[0].isupper())


def is_unsaid(question: Question, text: str) -> bool:
    """True where a sentence cannot say what is asked: whose words, what letters mean, how many in all or before."""
    before = question.language.mismatch.before.search(question.text) and question.texts.mismatch.future.search(text)
    signs = (lacks_former, is_anothers, is_unexpanded, is_share_alone, is_other_number, is_of_other_period, is_undenied)
    return bool(before) or any(sign(question, text) for sign in signs)


def lacks_former(question: Question, text: str) -> bool:
    """True for a question which figure it was before, against a sentence that only tells how it is or will be."""
    asked, told = question.language.mismatch, question.texts.mismatch
    if not asked.former.search(question.text) or changed_spans(text, "old", question.texts):
        return False
    is_present = not (told.past.search(text) or told.former.search(text))
    return bool(told.future.search(text)) or (expected.is_hard(question.kind, question.texts) and is_present)


def is_anothers(question: Question, text: str) -> bool:
    """True for a question what somebody said, against a sentence in which he says nothing."""
    match = question.language.mismatch.attributed.search(question.text)
    said = question.texts.mismatch.saying.search(text)
    if not match or said:
        return False
    start, end = match.span("who")
    named = [w for w, name in zip(question.words, question.named, strict=True) if name and start <= w.start < end]
    is_person = any(word.text in question.people.surnames for word in named)
    return is_person or len(named) > 1  # one word may be the city, which speaks in its report


def is_unexpanded(question: Question, text: str) -> bool:
    """True for a question what letters stand for, against a sentence that has them without their words."""
    short = [word for word in ABBREVIATION.findall(question.text) if question.kind == "expansion"]
    return any(word in text and not re.search(rf"\({word}\)|\b{word}s? \(", text) for word in short)


def is_share_alone(question: Question, text: str) -> bool:
    """True for a question how many there are, against a sentence that only tells a share of them."""
    nouns = read_words(question.text[slice(*question.focus)]) if question.focus else []
    if question.kind != "quantity" or not nouns:
        return False
    amounts = read_amounts(text, question.texts)
    counted = [read_words(text[one.unit[0] : one.unit[1] + OF]) for one in amounts]
    own = [one for one, words in zip(amounts, counted, strict=True) if nouns[-1].stem in {word.stem for word in words}]
    return bool(own) and all(one.figure.is_share for one in own)


def is_other_number(question: Question, text: str) -> bool:
    """True for a question about a thing that a number tells, against a sentence on another: "Line 6", "Line 5"."""
    asked, told = numbered(question.text, question.language), numbered(text, question.texts)
    return any(head in told and not numbers <= told[head] for head, numbers in asked.items())


def numbered(text: str, language: Language) -> dict[str, set[str]]:
    """Return the numbers that things of a name have, by that name; "80" of "八十岁以上" too."""
    found: dict[str, set[str]] = {}
    for match in language.mismatch.numbered.finditer(text):
        value = next((str(figure.value) for figure in read_figures(match["number"], language)), match["number"].lower())
        found.setdefault(match["head"].lower(), set()).add(value)
    return found
