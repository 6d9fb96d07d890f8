"""Whether a fact stands in a text: as whole words, or with its figures and dates written another way."""

import re

from assistant.text.values import PIECES, VALUE, by_value, value_forms

SAME_MARKS = str.maketrans({"\xa0": " ", "’": "'", "‘": "'", "“": '"', "”": '"'})


def normalise(text: str) -> str:
    """Return the text in lower case with straight quotation marks and single spaces."""
    return " ".join(text.translate(SAME_MARKS).split()).lower()


def holds(text: str, fact: str) -> bool:
    """True where the fact stands in the text as whole words, or with its figures and dates written another way.

    A fact that is a figure and nothing else is held by value alone: 5 is not in "5 million".
    """
    valued = by_value(fact)
    if VALUE.search(valued) and re.search(value_pattern(normalise(valued)), normalise(by_value(text))):
        return True
    if VALUE.fullmatch(valued.strip()):
        return False
    fact = normalise(fact)
    after = r"(?!\d|[.,]\d)" if fact[-1:].isdigit() else ""
    return re.search(opening(fact) + re.escape(fact) + after, normalise(text)) is not None


def opening(fact: str) -> str:
    """Return what must not stand before a fact; Chinese words stand side by side, so only letters and digits do."""
    first = fact[:1]
    return r"(?<![\d.,])" if first.isdigit() else r"(?<![a-z])" if first.isascii() and first.isalpha() else ""


def value_pattern(valued: str) -> str:
    """Return the pattern of a text with its figures by value; a number without its percent sign is the share too."""
    return opening(valued) + "".join(
        value_forms(part).replace("⟧", "%?⟧") if VALUE.match(part) else re.escape(part) for part in PIECES.split(valued)
    )
