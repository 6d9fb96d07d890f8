"""The persons of a question: "Tom Hanlon" is the documents' "Mr Hanlon", where they have no other of that surname.

Tells persons by their titles alone: a name that has none, neither asked nor told, is left as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, takewhile

from assistant.language.forms import NOTHING
from assistant.language.schema import Language
from assistant.text.names import is_opener
from index.schema import Sentence, Span

WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
BEFORE = rf"(?<![\w’'-])(?P<before>(?:{WORD}\.?\s+|[A-Z]\.){{1,3}})"  # "Mr. ", "Sarah Jane ", "J.R. "
BEHIND = r"(?=(?:['’]s)?(?![\w’'-]))"
NAMED = re.compile(rf"{BEFORE}(?P<surname>{WORD}?){BEHIND}")


@dataclass(frozen=True, slots=True)
class Called:
    """What stands before a surname, in lower case, without full stops."""

    words: tuple[str, ...]
    titles: frozenset[int]  # by their rows in the language's file
    given: tuple[str, ...]  # first names and initials

    def agrees(self, other: "Called") -> bool:
        """True where nothing tells this person from another of the same surname."""
        same_title = self.titles == other.titles or not (self.titles and other.titles)
        return same_title and self.has_name_of(other)

    def has_name_of(self, other: "Called") -> bool:
        """True where the first names of one are among the other's, in full or as initials, or one has none."""
        fewer, more = sorted((self.given, other.given), key=len)
        return all(any(one.startswith(name) or name.startswith(one) for one in more) for name in fewer)


@dataclass(frozen=True, slots=True)
class People:
    """The persons that a question names."""

    surnames: frozenset[str] = frozenset()  # in lower case, of those that the documents have
    has_stranger: bool = False  # whether it names somebody of whose surname they have others only


NOBODY = People()


def as_documents_call(text: str, sentences: Sequence[Sentence], language: Language) -> tuple[str, People]:
    """Return a question with the surname alone of each person who is the only one of it in the ``sentences``.

    And which persons it names.
    """
    kept, end, surnames, has_stranger = "", 0, set(), False
    for (start, stop), surname, asked in persons_in(text, NAMED, language):
        told = frozenset(forms_of(surname, sentences, language))
        if not told or not any(one.titles for one in (asked, *told)):
            continue
        given = [one for one in told if one.given]
        has_stranger |= bool(asked.given and given) and not any(asked.has_name_of(one) for one in given)
        if all(one.agrees(other) for one, other in combinations((asked, *told), 2)):
            surnames.add(surname.lower())
            kept, end = (kept, end) if told == {asked} else (kept + text[end:start], stop)
    return kept + text[end:], People(frozenset(surnames), has_stranger)


def forms_of(surname: str, sentences: Sequence[Sentence], language: Language) -> Iterator[Called]:
    """Yield how the sentences call those of a surname, wherever something stands before it."""
    run = re.compile(rf"{BEFORE}(?P<surname>{re.escape(surname)}){BEHIND}")
    for sentence in sentences:
        if surname in sentence.text:
            yield from (called for _, _, called in persons_in(sentence.text, run, language))


def persons_in(text: str, run: re.Pattern[str], language: Language) -> Iterator[tuple[Span, str, Called]]:
    """Yield the span of what stands before each surname, the surname, and what it is called by.

    "Street" and "Council" are no surnames.
    """
    rows = {title: number for number, row in enumerate(language.names.titles) for title in row}
    for match in run.finditer(text):
        if language.answers.not_a.get("person", NOTHING).search(match["surname"]):
            continue
        words = list(re.finditer(rf"{WORD}\.?", match["before"]))
        names = [word.group().lower().rstrip(".") for word in words]
        first = max((number for number, name in enumerate(names) if name in rows), default=0)
        opening = sum(1 for _ in takewhile(lambda word: is_opener(word.group(), language.names), words))
        own = range(max(first, opening), len(names))
        if own:
            titles = frozenset(rows[names[number]] for number in own if names[number] in rows)
            given = tuple(names[number] for number in own if names[number] not in rows)
            span = match.start("before") + words[own[0]].start(), match.start("surname")
            yield span, match["surname"], Called(tuple(names[own.start :]), titles, given)
