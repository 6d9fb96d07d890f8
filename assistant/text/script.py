"""Which script a text is written in: Latin, Han, Cyrillic and so on. Knows no language and no document."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable

LEAST = 0.1  # share of a document's letters from which its script counts; names in brackets stay below


def scripts(text: str) -> Counter[str]:
    """Return how many letters of each script there are; a letter's Unicode name begins with its script's."""
    found: Counter[str] = Counter()
    for character, count in Counter(unicodedata.normalize("NFKC", text)).items():
        if character.isalpha():
            found[unicodedata.name(character, "").partition(" ")[0]] += count
    return found


def scripts_of(documents: Iterable[str]) -> frozenset[str]:
    """Return the scripts that documents are written in."""
    counted = [scripts(text) for text in documents]
    return frozenset(name for found in counted for name, count in found.items() if count >= LEAST * found.total())


def is_foreign(text: str, known: Collection[str]) -> bool:
    """True where most letters of the text are in scripts other than the ``known``."""
    found = scripts(text)
    return 2 * sum(count for name, count in found.items() if name not in known) > found.total()


def bare(word: str) -> str:
    """Return a word without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
