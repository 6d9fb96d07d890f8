"""Other forms of a word in documents of another script: the terms of a glossary, and a name by its sound.

"通州" is "Tongzhou" where the documents write that with a capital. Knows no question.
"""

import os
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from pathlib import Path

from index.errors import SeedsError
from index.han import RUN, simplified
from index.words import Word, read_words

Forms = tuple[tuple[str, ...], ...]  # each the stems of one term
SHIPPED = Path(__file__).with_name("glossary.toml")
SHORTEST = 4  # letters of a name by its sound
MOST_SOUNDS = 64  # of a name whose characters have several readings
KINDS_OF_PLACE = "省市区县镇乡村街路道桥站河湖山门园寺塔"  # left off a name: "通州区"


@dataclass(frozen=True, slots=True)
class Counterparts:
    """``names``: words that the documents write with a capital only, in lower case."""

    names: Collection[str]
    glossary: Mapping[str, Forms]  # by the term in simplified characters
    known: dict[str, Forms] = field(default_factory=dict)  # what was found before, by the word

    def of(self, word: Word) -> Forms:
        """Return the forms in which the documents may have a Chinese word; none for any other."""
        if not RUN.fullmatch(word.text):
            return ()
        if word.text not in self.known:
            self.known[word.text] = (*self.glossary.get(word.text, ()), *self.by_sound(word.text))
        return self.known[word.text]

    def by_sound(self, text: str) -> Forms:
        """Return in what forms the documents may have a Chinese name: its sounds, where they write those as a name."""
        if not self.names or len(text) < 2 or not RUN.fullmatch(text):
            return ()
        shorter = text[:-1] if text[-1] in KINDS_OF_PLACE and len(text) > 2 else text
        sounds = dict.fromkeys(sound for form in (text, shorter) for sound in sounds_of(form))
        return tuple(stems_of(sound) for sound in sounds if len(sound) >= SHORTEST and sound in self.names)

    def added(self, text: str) -> list[str]:
        """Return the stems that a question's words and terms have in the documents, for keyword search."""
        plain = simplified(text)
        terms = [forms for term, forms in self.glossary.items() if term in plain]
        words = [self.of(word) for word in read_words(plain) if not word.is_stop]
        return list(dict.fromkeys(stem for forms in [*terms, *words] for form in forms for stem in form))


def sounds_of(name: str) -> Iterator[str]:
    """Yield how a name may sound in Latin letters: some characters have several readings, "朝" is chao or zhao."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # 45 MB that tell the reading in a phrase
    from pypinyin import Style, pinyin

    readings = pinyin(name, style=Style.NORMAL, heteronym=True)
    yield from map("".join, islice(product(*readings), MOST_SOUNDS))


def stems_of(term: str) -> tuple[str, ...]:
    return tuple(word.stem for word in read_words(term))


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
