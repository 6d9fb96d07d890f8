"""Reads a question: what kind of answer it wants, what it asks for, its words and numbers.

Knows nothing of any index, and of a language what it is given. ``respell`` takes a vocabulary.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from fractions import Fraction

from assistant.language.forms import KINDS, Kind, Sort
from assistant.language.schema import Language, Names, Questions, Spelling
from assistant.question.persons import NOBODY, People
from assistant.text.quantities import read_figures
from index import han
from index.words import STOP_WORDS, Word, read_words, stem, stems_of

# Sentences without a question mark before one that has it.
TOLD = re.compile(r"(?:[^.!?。！？]+[.!。！]+\s+)+(?=[^.!。！？]*[?？])")
YEAR = re.compile(r"(?<![A-Za-z0-9_])(?:1[89]|20)\d\d(?![A-Za-z0-9_])")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood."""

    text: str
    sort: str  # of what is asked for, "" where there is none; finer than the kind: a time of day, a month, a date
    kind: Kind
    words: tuple[Word, ...]  # the words that need a counterpart in an answer; none in "What will be done?"
    focus: tuple[int, int] | None  # span of what is counted or named: "parking spaces" of "how many parking spaces …"
    numbers: tuple[str, ...]  # values of figures, in digits without separators; years are not among them
    years: tuple[str, ...]
    named: tuple[bool, ...]  # for each of ``words`` whether it is written as a proper name
    own: tuple[bool, ...]  # for each of ``words`` whether it is the question's, not added from the conversation
    asked: tuple[bool, ...]  # for each of ``words`` whether it is asked, neither added nor only told before
    several: bool  # whether it takes several sentences: a subject or several places, no single fact
    language: Language = field(repr=False, compare=False)
    texts: Language = field(repr=False, compare=False)  # of the documents that are to answer
    people: People = NOBODY  # as far as the documents tell

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all its words, those that ask among them."""
        return frozenset(stems_of(self.text))

    @property
    def is_foreign(self) -> bool:
        """Whether it is asked in another language than the documents'."""
        return self.language is not self.texts


def read_question(text: str, language: Language, texts: Language | None = None) -> Question:
    """Read one standalone question over documents in the language ``texts``, else in its own.

    Never fails: what is not understood is of kind "other".
    """
    told = language.question
    words = read_words(text)
    content = [word for word in words if not is_frame(word, language)]
    years = tuple(YEAR.findall(text))
    numbers = read_numbers(text, {*years, *told.about_me.findall(text)}, language)
    asking = asking_part(text)
    places = (
        place_starts(words) if language is (texts or language) else ()
    )  # a name has another form in another language
    names = [is_name(text, word, language.names) or word.start in places for word in content]
    named = tuple(word.start >= asking and is_named for word, is_named in zip(content, names, strict=True))
    sort = read_sort(text, told)
    several = KINDS[sort] in ("topic", "comparison") or bool(told.several.search(text))
    several = several or bool(language.outline.mentioned.search(" ".join(text.lower().split())))
    own = tuple(word.end <= own_end(text, told) for word in content)
    asked = tuple(asking <= word.start and is_own for word, is_own in zip(content, own, strict=True))
    focus = read_focus(text, told)
    return Question(
        text, value_sort(text, sort, language), KINDS[sort], tuple(content), focus, numbers, years, named, own, asked,
        several, language, texts or language,
    )  # fmt: skip


def is_frame(word: Word, language: Language) -> bool:
    """True for a word that needs no counterpart: it asks, joins, or is a number, which is compared by its value."""
    plain = {word.text, word.text.partition("'")[0]}  # "what's", "I'd"
    return bool(plain & (STOP_WORDS | language.question.frame)) or bool(language.numbers.whole.fullmatch(word.text))


def read_numbers(text: str, known: Collection[str], language: Language) -> tuple[str, ...]:
    """Return the values of the figures that an answer must have: written in digits, or in telling words."""
    found = []
    for figure in read_figures(text, language):
        written, before = text[figure.start : figure.end], text[: figure.start][-1:]
        in_name = before.isascii() and before.isalnum()  # "M102"
        if (written[0].isdigit() and not in_name) or language.numbers.telling.search(written):
            found.append(plain_number(figure.value))
    return tuple(number for number in found if number not in known)


def plain_number(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else str(float(value))


def asking_part(text: str) -> int:
    """Return where the asking begins after what is only told: "My son is ten. Which schools …?"; 0 if all asks."""
    told = TOLD.match(text)
    return told.end() if told else 0


def own_end(text: str, told: Questions) -> int:
    """Return where a question's own words end and those from the conversation begin."""
    begun = text.rfind(told.context)
    return begun if begun >= 0 and text.endswith(told.context_end) else len(text)


def place_starts(words: Sequence[Word]) -> set[int]:
    """Return where Chinese names of places begin: "郾城县", or "青陵" before "市"."""
    kinds = {word.start: word.text for word in words if len(word.text) == 1}
    return {
        word.start for word in words if any(han.is_place(word.text, kind) for kind in ("", kinds.get(word.end, "")))
    }


def is_name(text: str, word: Word, told: Names) -> bool:
    """True for a known name, or a capitalised word that does not open a sentence, in a text not all capitals."""
    if told.known.fullmatch(word.text):
        return True
    before = text[: word.start].rstrip("\"'“‘( ")
    opens = not before or before[-1] in ".?!:。？！："
    return text[word.start].isupper() and not opens and not text.isupper()


def read_kind(text: str, told: Questions) -> Kind:
    return KINDS[read_sort(text, told)]


def read_sort(text: str, told: Questions) -> Sort:
    """Return what the last sentence asks for, or the whole where that asks nothing ("… Thanks.")."""
    lower = uncontracted(text, told)
    *_, last = [piece for piece in re.split(r"(?<=[.!?])\s|(?<=[。！？])", lower) if piece] or [""]
    sorts = (sort for part in (last, lower) for sort, pattern in told.kinds if pattern.search(part))
    return next(sorts, "other")


def value_sort(text: str, sort: Sort, language: Language) -> str:
    """Return the sort of value that is asked for: by the language's own sorts where it has any; of a claim none."""
    own = language.slots.asked
    if sort == "yes_no" or not own:
        return "" if sort == "yes_no" else sort
    lower = uncontracted(text, language.question)
    return next((name for name, pattern in own if pattern.search(lower)), "")


def uncontracted(text: str, told: Questions) -> str:
    """Return a text in lower case with single spaces, "what's" as "what is"."""
    lower = " ".join(text.lower().replace("’", "'").split())
    for contracted, whole in told.contracted:
        lower = contracted.sub(whole, lower)
    return lower


def read_focus(text: str, told: Questions) -> tuple[int, int] | None:
    """Return the span of the noun that is counted or asked for; None where the question names none."""
    match = told.focus.search(text.lower())
    if not match:
        return None
    end = told.focus_end.search(text.lower(), match.start(1))
    stop = end.start() if end else len(text)
    words = text[match.start(1) : stop].rstrip()
    return (match.start(1), match.start(1) + len(words)) if words else None


# --- spelling ---------------------------------------------------------------------------

CLOSE_ENOUGH = 0.85  # difflib's ratio: "chineese" and "chinese" 0.93, but "fairer" and "fire" 0.8
CLIPPED = 3  # letters that must be left of a clipped word
SHORTEST = 5  # letters; shorter words have too many neighbours


def respell(
    text: str,
    pieces: Sequence[tuple[int, int]],
    vocabulary: Collection[str],
    stems: Collection[str],
    language: Language,
) -> str:
    """Bring the question's words to the spelling of ``vocabulary``, the documents' words; ``stems`` are theirs.

    ``pieces`` are the spans of the encoder's tokens: a word it knows whole is a right word of
    the language and is left alone, unless it is only the British form.
    """
    for word in reversed(read_words(text)):
        if word.text in vocabulary or word.stem in stems or word.text[0].isdigit():
            continue
        broken = sum(word.start <= start < word.end for start, _ in pieces) > 1
        better = other_form(word.text, vocabulary, language.spelling)
        if broken and not better:
            better = unclipped(word.text, vocabulary) or closest(word.text, vocabulary)
        if better:
            text = text[: word.start] + better + text[word.end :]
    return text


def other_form(word: str, vocabulary: Collection[str], spelling: Spelling) -> str | None:
    """Return another form of a word, American or full, where the documents have it."""
    forms = [spelling.abbreviations.get(word, ""), *(pattern.sub(new, word) for pattern, new in spelling.forms)]
    return next((form for form in forms if form in vocabulary), None)


def unclipped(word: str, vocabulary: Collection[str]) -> str | None:
    """Return the word that is cut off in ``word``: "vegetable" for "veg"; None where several could be meant."""
    whole = sorted((other for other in vocabulary if other.startswith(word)), key=lambda other: (len(other), other))
    return whole[0] if len(word) >= CLIPPED and len({stem(other) for other in whole}) == 1 else None


def closest(word: str, vocabulary: Collection[str]) -> str | None:
    """Return the most similar word with the same first letter; None where none is close."""
    if len(word) < SHORTEST:
        return None
    near = [other for other in vocabulary if other[0] == word[0] and abs(len(other) - len(word)) <= 2]
    scored = [(SequenceMatcher(None, word, other).ratio(), other) for other in near]
    swapped = next((other for other in near if sorted(other) == sorted(word)), None)
    ratio, best = (1.0, swapped) if swapped else max(scored, default=(0.0, ""))
    return best if ratio >= CLOSE_ENOUGH else None
