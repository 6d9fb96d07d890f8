"""Whether a word names something, by the part of speech that it mostly is. Knows no documents and no question."""

from functools import lru_cache

from assistant.text.thesaurus import ADJECTIVE, NOUN, read_thesaurus
from index import han

# The dictionary's tags of Chinese nouns, names and abbreviations of names, and of verbs that stand as a noun.
TAGS = han.NAMED | {"n", "nz", "vn"}


def is_noun(word: str, language: str) -> bool:
    """True for a noun, in lower case, in a language by its code; and for a word of which nothing is known."""
    if han.RUN.fullmatch(word):
        return is_chinese_noun(word)
    thesaurus = read_thesaurus(language)
    return thesaurus is None or thesaurus.part(word) in (NOUN, None)


def is_known_noun(word: str, language: str) -> bool:
    """True for a noun, in lower case, in a language by its code; not for a word of which nothing is known."""
    if han.RUN.fullmatch(word):
        return is_chinese_noun(word)
    thesaurus = read_thesaurus(language)
    return thesaurus is not None and thesaurus.part(word) == NOUN


def is_adjective(word: str, language: str) -> bool:
    thesaurus = read_thesaurus(language)
    return thesaurus is not None and thesaurus.part(word) == ADJECTIVE


@lru_cache(maxsize=4096)
def is_chinese_noun(word: str) -> bool:
    """True for a word of several characters whose last piece is a noun."""
    import rjieba

    return len(word) > 1 and rjieba.tag(word, hmm=False)[-1][1] in TAGS
