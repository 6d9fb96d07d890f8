"""Other forms of a word: its Chinese synonyms, the terms of a glossary in another script, and a name by its sound.

"午饭" is "午餐", and "lunch"; "通州" is "Tongzhou" where the documents write that with a capital, and the other way
round. Knows no question.
"""

import os
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import islice, product
from pathlib import Path

from index.errors import SeedsError
from index.han import RUN, is_person, simplified
from index.words import Word, read_words, stems_of

Forms = tuple[tuple[str, ...], ...]  # each the stems of one term
SHIPPED = Path(__file__).with_name("glossary.toml")
SYNONYMS = Path(__file__).with_name("synonyms.toml")
SHORTEST = 4  # letters of a name by its sound
KEPT = 4096  # words whose forms are kept
LONGEST = 4  # characters of a Chinese name that is looked for by its sound
MOST_SOUNDS = 64  # of a name whose characters have several readings
KINDS_OF_PLACE = "省市区县镇乡村街路道桥站河湖山门园寺塔峰岭谷岛洞溪泉湾"  # left off a name: "通州区"

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms in Chinese with what they are in English, read both ways."""

    terms: Mapping[str, Forms] = field(default_factory=dict)  # by the term in simplified characters
    # By the stem of an English word, each Chinese term with all stems of the English one that it is a word of.
    back: Mapping[str, tuple[tuple[frozenset[str], str], ...]] = field(default_factory=dict)
    same: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by a Chinese word those that say it as well

    @classmethod
    def of(cls, terms: Mapping[str, Forms], same: Mapping[str, tuple[str, ...]] | None = None) -> "Glossary":
        """A word that is no term has what its synonyms are in English."""
        same = same or {}
        lent = {word: tuple(form for one in others for form in terms.get(one, ())) for word, others in same.items()}
        terms = {**{word: forms for word, forms in lent.items() if forms}, **terms}
        back: dict[str, list[tuple[frozenset[str], str]]] = {}
        for term, forms in terms.items():
            for form in forms:
                for stem in dict.fromkeys(form):
                    back.setdefault(stem, []).append((frozenset(form), term))
        return cls(terms, {stem: tuple(found) for stem, found in back.items()}, same)


@dataclass(frozen=True)
class Counterparts:
    """``names``: words that documents write with a capital only, in lower case; ``written``: their Chinese words."""

    names: Collection[str]
    glossary: Glossary
    written: Collection[str] = ()
    terms: dict[str, Forms] = field(default_factory=dict)  # the glossary's Chinese terms that were asked for before

    def of(self, word: Word, beside: Collection[str] = NONE, is_name: bool = False) -> Forms:
        """Return the forms in which documents in another script may have a word; none for any other.

        ``beside`` are the stems of the words around it, of which an English term may have others: "parking space".
        """
        if RUN.fullmatch(word.text):
            return self.alone(word.text, False)
        if not self.written:
            return ()
        around = {word.stem, *beside}
        terms = [term for stems, term in self.glossary.back.get(word.stem, ()) if stems <= around]
        return (*(form for term in terms for form in self.written_as(term)), *self.alone(word.text, is_name))

    @cached_property
    def alone(self) -> Callable[[str, bool], Forms]:
        """Returns the forms of a word that those around it do not change; of the last ones they are kept."""
        return lru_cache(KEPT)(self.look_up)

    def look_up(self, text: str, is_name: bool) -> Forms:
        if RUN.fullmatch(text):
            return (*self.glossary.terms.get(text, ()), *self.by_sound(text), *self.by_synonyms(text))
        return self.by_letters(text, is_name)

    def by_synonyms(self, text: str) -> Forms:
        """Return the documents' Chinese words for what a Chinese word says."""
        others = self.glossary.same.get(text, ()) if self.written else ()
        return tuple(form for one in others for form in self.written_as(one))

    def by_sound(self, text: str) -> Forms:
        """Return in what forms the documents may have a Chinese name: its sounds, where they write those as a name."""
        if not self.names or len(text) < 2 or not RUN.fullmatch(text):
            return ()
        sounds = dict.fromkeys(sound for form in with_short(text) for sound in sounds_of(form))
        return tuple(stems_of(sound) for sound in sounds if len(sound) >= SHORTEST and sound in self.names)

    def by_letters(self, text: str, is_name: bool) -> Forms:
        """Return the documents' Chinese words that sound as a name in Latin letters, or as a part of a person's."""
        whole = self.sounding.get(text, ()) if len(text) >= SHORTEST else ()
        return tuple((word,) for word in dict.fromkeys([*whole, *(self.calling.get(text, ()) if is_name else ())]))

    @cached_property
    def sounding(self) -> dict[str, list[str]]:
        """The documents' Chinese words by their sound, without the kind of a place as well."""
        words = (word for word in self.written if 1 < len(word) <= LONGEST)
        return by_sounds((word, with_short(word)) for word in words)

    @cached_property
    def calling(self) -> dict[str, list[str]]:
        """The same by what persons are called, "Deng" or "Huaiyuan" of 邓怀远: one character, or a part of a name."""
        surnames = ((word, (word,)) for word in self.written if len(word) == 1)
        persons = ((word, (word[:1], word[1:])) for word in self.written if is_person(word))
        return by_sounds([*surnames, *persons])

    def written_as(self, term: str) -> Forms:
        """Return the forms in which documents may have a Chinese term: its words, or one that it is part of."""
        if term not in self.terms:
            longer = [(word,) for word in self.written if len(term) > 1 and term in word and term != word]
            self.terms[term] = (stems_of(term), *longer)
        return self.terms[term]

    def added(self, text: str) -> list[str]:
        """Return the stems that a question's words and terms have in the documents, for keyword search."""
        plain = simplified(text)
        terms = [forms for term, forms in self.glossary.terms.items() if len(term) > 1 and term in plain]
        words = read_words(plain)
        beside = frozenset(word.stem for word in words)
        own = [self.of(word, beside) for word in words if not word.is_stop]
        return list(dict.fromkeys(stem for forms in [*terms, *own] for form in forms for stem in form))


def with_short(name: str) -> tuple[str, ...]:
    """Return a name, and without the kind of the place that it is: "通州区", "通州"."""
    return (name, name[:-1]) if name[-1] in KINDS_OF_PLACE and len(name) > 2 else (name,)


def by_sounds(words: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, list[str]]:
    """Return words by the sounds of the forms that are given with each."""
    found: dict[str, list[str]] = {}
    for word, forms in words:
        for sound in dict.fromkeys(sound for form in forms for sound in sounds_of(form)):
            found.setdefault(sound, []).append(word)
    return found


def sounds_of(name: str) -> Iterator[str]:
    """Yield how a name may sound in Latin letters: some characters have several readings, "朝" is chao or zhao."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # 45 MB that tell the reading in a phrase
    from pypinyin import Style, pinyin

    readings = pinyin(name, style=Style.NORMAL, heteronym=True)
    yield from map("".join, islice(product(*readings), MOST_SOUNDS))


def read_glossary(path: Path | None = None) -> dict[str, Forms]:
    """Return the terms of the shipped glossary and of ``path``, whose entries go before.

    A line is ``"公租房" = "public rental housing"``, or a list of terms. Raises SeedsError, naming the file.
    """
    found: dict[str, Forms] = {}
    for file in (SHIPPED, path):
        if file is None:
            continue
        try:
            entries = tomllib.loads(file.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise SeedsError(f"{file} cannot be read: {error}.") from error
        for term, written in entries.items():
            terms = [written] if isinstance(written, str) else written
            if not isinstance(terms, list) or not all(isinstance(one, str) and stems_of(one) for one in terms):
                raise SeedsError(f"{file}: {term}: a term or a list of terms is needed.")
            found[simplified(term)] = tuple(map(stems_of, terms))
    return found


@cache
def read_synonyms() -> dict[str, tuple[str, ...]]:
    """Return by each Chinese word that has synonyms those that a document may have in its stead."""
    entries = tomllib.loads(SYNONYMS.read_text("utf-8"))
    found: dict[str, dict[str, None]] = {}
    for row in map(str.split, entries["same"]):
        for word in row:
            found.setdefault(word, {}).update(dict.fromkeys(one for one in row if one != word))
    for word, others in entries["met"].items():
        found.setdefault(word, {}).update(dict.fromkeys(others.split()))
    return {word: tuple(others) for word, others in found.items()}
