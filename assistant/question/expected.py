"""What an answer of a kind looks like in a sentence: finds its spans.

A sentence without such a span can hardly answer a question of that kind. Knows no question.
"""

from collections.abc import Collection
from functools import lru_cache

from assistant.language.forms import Kind
from assistant.language.schema import Answers, Language
from assistant.text.names import is_opener
from assistant.text.quantities import is_numbering
from index.han import is_han
from index.words import read_words

Span = tuple[int, int]

REMEMBERED = 4096  # sentences whose spans of a kind are kept, some 0.5 kB each
NAMED = ("name", "person", "organisation", "place")


def is_hard(kind: Kind, language: Language) -> bool:
    """True where an answer must hold a figure or a date."""
    return kind in language.answers.hard


def is_soft(kind: Kind, language: Language) -> bool:
    """True where an answer most often holds a name, a reason or a list."""
    return kind in language.answers.soft


def find(kind: Kind, text: str, language: Language, asked: Collection[str] = ()) -> list[Span]:
    """Return the spans in ``text`` that may answer a question of ``kind``, in order.

    A name all of whose words are among ``asked``, the question's, is no answer.
    """
    spans = spans_of(kind, text, language)
    return [span for span in spans if kind not in NAMED or not has_all(asked, text[slice(*span)])]


@lru_cache(maxsize=REMEMBERED)
def spans_of(kind: Kind, text: str, language: Language) -> tuple[Span, ...]:
    """Return the spans of a kind, whatever is asked: a document's sentence is read for one question after another."""
    told = language.answers
    pattern = told.hard.get(kind) or told.soft.get(kind)
    if pattern is None:
        return ()
    found = (match.span() for match in pattern.finditer(text) if match.group().strip())
    spans = (span for span in found if not is_numbering(text, *span))
    return tuple(span for span in spans if kind not in NAMED or may_name(kind, text, span, told))


def may_name(kind: Kind, text: str, span: Span, told: Answers) -> bool:
    """True for a name of the right sort."""
    wrong = kind in told.not_a and told.not_a[kind].search(text[slice(*span)])
    return not wrong and not opens(text, span)


def has_all(asked: Collection[str], name: str) -> bool:
    """True for a name that the question has already."""
    return all(word.text in asked for word in read_words(name) if not word.is_stop)


def noun_end(text: str, end: int, language: Language) -> int:
    """Return where the noun that follows a figure ends; ``end`` where none follows."""
    match = language.answers.noun.match(text, end)
    return match.end() if match else end


def qualifier_start(text: str, start: int, language: Language) -> int:
    """Return where the words before a figure that qualify it begin; ``start`` where none do."""
    match = language.answers.qualifier.search(text, 0, start)
    return match.start() if match else start


def phrase_of(text: str, span: Span, language: Language) -> Span:
    """Return a figure with another that tells only together with it: "6:00 to 22:00", "two of its five rooms"."""
    held = (match.span() for match in language.answers.joined.finditer(text))
    around = [one for one in held if one[0] < span[1] and span[0] < one[1]]
    return min([span[0], *(start for start, _ in around)]), max([span[1], *(end for _, end in around)])


def undated(text: str, span: Span, language: Language) -> Span:
    """Return a name without the date before it, and what opens that: "Ada Berg" of "On 8 March Ada Berg"."""
    dates = (one for one in spans_of("date", text, language) if one[0] < span[1] and span[0] < one[1])
    ends = [end for start, end in dates if start < span[0] or is_dated(text, span[0], start, end, language)]
    start = max([span[0], *ends])
    return min(start + len(text[start:]) - len(text[start:].lstrip(" ,")), span[1]), span[1]


def is_dated(text: str, first: int, start: int, end: int, language: Language) -> bool:
    """True for a date behind nothing of a name but a word that opens it: "On 8 March", "In May", no "May Berg"."""
    before = text[first:start].strip()
    has_figure = any(character.isdigit() for character in text[start:end])
    return is_opener(before, language.names) if before else has_figure


def items(text: str, language: Language) -> tuple[Span, ...]:
    """Return the spans of what a sentence lists: after "such as" or "including"."""
    return tuple(match.span(1) for match in language.answers.items.finditer(text))


def opens(text: str, span: Span) -> bool:
    """True for a single capitalised word at the start of the sentence: no name by its capital alone."""
    return not is_han(text[span[0]]) and not text[: span[0]].strip() and " " not in text[slice(*span)].strip()
