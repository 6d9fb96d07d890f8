"""Which language a question is in, where words the documents and English know do not settle it.

Decides for another language only on good grounds: a question that is taken for foreign is not searched for, so a name,
a misspelt word or a technical term must never make one so. Its grounds are data in ``assistant/language/``.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from assistant.language.schema import Language, Latin
from assistant.text.languages import Languages
from assistant.text.script import bare, scripts
from index.words import Word, read_words

if TYPE_CHECKING:
    from lingua import LanguageDetector

# Of 3,901 English questions (encyclopedia, reports, minutes; read with the words of other documents) none is taken for
# foreign with these values.
FAMILIAR = 2 / 3  # share of words known to documents and English from which nothing else is looked at
DOUBT = 0.1  # the detector's confidence that it is English from which it is
KNOWN_BESIDE = 0.5  # share of English words up to which common words of another language, or its letters, decide
KNOWN_ALONE = 0.34  # and up to which the detector alone does
POSSIBLE = 0.05  # its confidence below which common words of a language are another's: "pro" is Czech as well
SURE = 0.6  # its confidence from which it does
ODD = 2  # letters in a script that no language here has, from which they are looked at
ODD_SHARE = 0.2  # their share from which one of them is enough
LONGEST = 40  # letters of a word that is cut into syllables; there is no longer one
FEWEST = 2  # grounds that settle it: common words of a language, words with its letters; words typed in syllables
SUREST = 0.96  # and with fewer unknown words than ALONE
ALONE = 3  # unknown words without such grounds
ELISION = re.compile(r"['’]")
HYPHENATED = re.compile(r"\w+(?:-\w+)+")
CAPITAL = 5  # letters of a capitalised first word that is no name


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text and its language."""

    text: str
    language: Language  # that it is read in
    tongue: str | None  # what its words and letters tell, as ``Tongues.of`` does


@dataclass(frozen=True, slots=True)
class Tongues:
    """Recognises languages beside words that are known already."""

    languages: Languages
    others: Mapping[str, frozenset[str]]  # the commonest words of each language that can be recognised, by code
    common: frozenset[str]  # words of the first language, that its questions are made of
    in_documents: Callable[[Word], bool]
    is_word: Callable[[str], bool]  # of the first language, as far as it is known
    is_misspelt: Callable[[str], bool]  # one of the documents' words

    def of(self, text: str) -> str | None:
        """Return the language that letters and words tell, as in BCP 47 ("zh-Latn"); None where none is."""
        words = [word for word in read_words(text) if not word.text[0].isdigit()]
        unknown = [word for word in words if not self.is_familiar(word)]
        if not words or len(unknown) <= (1 - FAMILIAR) * len(words):
            return None
        letters = scripts(text)
        if letters["LATIN"] * 2 <= letters.total():
            return self.told_by_letters(text)
        if name := self.typed_in_latin(text, words, unknown):
            return name
        return None if all(self.is_cut(word.text) for word in unknown) else self.told_by_words(text, words)

    def is_familiar(self, word: Word) -> bool:
        return word.text.removesuffix("'s") in self.common or self.in_documents(word)

    def told_by_letters(self, text: str) -> str | None:
        """Return the language of a text in other letters than Latin ones."""
        owned = {name for language in self.languages.all for name in language.question.scripts}
        odd = "".join(letter for letter in text if not letter.isalpha() or owned.isdisjoint(scripts(letter)))
        count = scripts(odd).total()
        is_word = any(letter in words for letter in odd for words in self.others.values())
        enough = is_word or count >= ODD or count > ODD_SHARE * scripts(text).total()
        likely = self.likely(odd) if enough else {}
        return max(likely, key=lambda code: likely[code], default=None)

    def typed_in_latin(self, text: str, words: Collection[Word], unknown: Collection[Word]) -> str | None:
        """Return the language whose syllables make up every word, with one among them that says something."""
        for language in self.languages.all:
            latin = language.latin
            told = any(word.text in latin.telling and is_no_name(text, word) for word in words)
            if told and len(unknown) >= FEWEST and all(is_made_of(bare(word.text), latin) for word in words):
                return f"{language.name}-Latn"
        return None

    def is_cut(self, word: str) -> bool:
        """True for what may be a name: a word made of the syllables of a language with other letters."""
        return any(is_made_of(bare(word), language.latin) for language in self.languages.all)

    def told_by_words(self, text: str, words: Collection[Word]) -> str | None:
        likely, first = self.likely(text), self.languages.first.name
        if likely.pop(first, 0.0) > DOUBT or not likely:
            return None
        written = [piece for word in words for piece in ELISION.split(word.text) if piece]
        likely = {code: share for code, share in likely.items() if share >= POSSIBLE} or likely
        code = max(likely, key=lambda code: (sum(word in self.others[code] for word in written), likely[code]))
        own = self.others[code]
        telling = [word for word in written if word not in own or word not in self.common]  # "in" is of both
        strange = [word for word in telling if word not in own and not self.is_known(word)]
        known = len(telling) - len(strange) - sum(word in own for word in telling)
        joined = parts_of_others(text.lower(), own)
        common = [word for word in telling if word in own and word not in joined]
        commonest = sum(len(word) > 1 or not word.isascii() for word in common)
        if commonest + sum(not word.isascii() for word in strange) >= FEWEST:
            return code if known <= KNOWN_BESIDE * len(telling) else None
        if commonest or not all(word.isascii() for word in strange):
            return code if strange and known < KNOWN_BESIDE * len(telling) and likely[code] >= SURE else None
        strange = [word for word in strange if not self.is_misspelt(word)]
        alone = len(strange) >= FEWEST and len(telling) - len(strange) < KNOWN_ALONE * len(telling)
        return code if alone and likely[code] >= (SURE if len(strange) >= ALONE else SUREST) else None

    def is_known(self, word: str) -> bool:
        return word in self.common or self.is_word(bare(word))

    def likely(self, text: str) -> dict[str, float]:
        """Return how likely each language is, the first among them; those that it cannot be are left out."""
        found = detector(frozenset({self.languages.first.name, *self.others})).compute_language_confidence_values(text)
        return {value.language.iso_code_639_1.name.lower(): value.value for value in found if value.value}


@cache
def detector(codes: frozenset[str]) -> "LanguageDetector":
    """Load the detector, which most questions never need: a quarter of a second and 25 MB."""
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    wanted = [IsoCode639_1.from_str(code) for code in sorted(codes)]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*wanted).with_low_accuracy_mode().build()


def is_made_of(word: str, latin: Latin) -> bool:
    """True for a word that can be cut into syllables."""
    if len(word) > LONGEST:
        return False
    ends = {0}
    for end in range(1, len(word) + 1):
        if any(end - length in ends and word[end - length : end] in latin.syllables for length in range(1, 7)):
            ends.add(end)
    return len(word) in ends


def parts_of_others(text: str, own: Collection[str]) -> set[str]:
    """Return the parts of hyphenated words not all of whose parts are a language's own: "al" of a name, no "est-il"."""
    found = [match.group().split("-") for match in HYPHENATED.finditer(text)]
    return {part for parts in found if not all(part in own for part in parts) for part in parts}


def is_no_name(text: str, word: Word) -> bool:
    return text[word.start].islower() or (word.start == 0 and len(word.text) >= CAPITAL)
