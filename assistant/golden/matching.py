"""Text against what was marked: whether a fact, a quote, a figure or a name stands in it.

Knows texts only. A fact is matched as whole words and a number stands alone: 20 is
neither in 2026 nor in 20,000.
"""

import re
from collections import Counter

from assistant.answer.verify import CITED_SENTENCE, FIGURE
from assistant.schema import MARKER

SAME_SENTENCE = 0.5  # share of them from which a single quote is that sentence; quotes are cut to their clause
WITHIN = 0.8  # or the share of the quote's words that the marked sentence holds
SAME_MARKS = str.maketrans({"\xa0": " ", "’": "'", "‘": "'", "“": '"', "”": '"'})
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")
WORD = re.compile(r"[^\W\d_][\w&'’-]+")
LIST_MARK = re.compile(r"^(?:(?:[-*•]|\d+[.)])\s+)+")
HEADING = re.compile(r"^\s*(?:#+\s|\*\*[^*]+\*\*:?\s*$)")


def normalise(text: str) -> str:
    """Return the text in lower case with straight quotation marks and single spaces."""
    return " ".join(text.translate(SAME_MARKS).split()).lower()


def words(text: str) -> list[str]:
    return re.findall(r"\w+", normalise(text))


def covered(quote: str, text: str) -> float:
    """Return the share of the quote's words that the text holds, 0 to 1; a word that comes twice counts twice."""
    wanted, there = Counter(words(quote)), Counter(words(text))
    return (wanted & there).total() / max(1, wanted.total())


def holds(text: str, fact: str) -> bool:
    """True where the fact stands in the text as whole words."""
    fact = normalise(fact)
    first = fact[:1]  # Chinese words stand side by side, so only letters and digits have bounds
    before = r"(?<![\d.,])" if first.isdigit() else r"(?<![a-z])" if first.isascii() and first.isalpha() else ""
    after = r"(?!\d|[.,]\d)" if fact[-1:].isdigit() else ""
    return re.search(before + re.escape(fact) + after, normalise(text)) is not None


def figures(text: str) -> set[str]:
    """Return the numbers written in digits, with their percent sign, markers left out."""
    return {figure.rstrip(".,") for figure in FIGURE.findall(MARKER.sub(" ", text))}


def names(text: str) -> set[str]:
    """Return the words with a capital that does not open a sentence, and acronyms wherever they stand."""
    found: set[str] = set()
    for sentence in sentences(MARKER.sub(" ", text).replace("**", "")):
        first, *others = WORD.findall(sentence) or [""]
        named = [word for word in others if word[0].isupper()] + [first] * first.isupper()
        found.update(re.sub(r"['’]s$", "", word) for word in named)
    return found


def sentences(text: str) -> list[str]:
    """Return the sentences and list items of a text; headings and lines that open a list are none."""
    lines = [LIST_MARK.sub("", line.strip()) for line in text.splitlines() if not HEADING.match(line)]
    own = [line for line in lines if not line.endswith(":")]
    return [sentence for line in own for sentence in SENTENCE_END.split(line) if words(sentence)]


def cited_sentences(answer: str) -> list[tuple[str, list[int]]]:
    """Return an answer's sentences, each with the markers that stand right behind it."""
    found: list[tuple[str, list[int]]] = []
    for part in CITED_SENTENCE.finditer(answer):
        own = sentences(part["words"].replace("**", ""))
        markers = [int(number) for number in MARKER.findall(part["markers"])]
        found += [(sentence, []) for sentence in own[:-1]] + [(sentence, markers) for sentence in own[-1:]]
    return found


def contains_words(text: str, name: str) -> bool:
    """True where the text holds every word of the name."""
    return set(words(name)) <= set(words(text))


def same_sentence(gold: str, quote: str) -> bool:
    """True where a quote is the marked sentence or a part of it."""
    return covered(gold, quote) >= SAME_SENTENCE or covered(quote, gold) >= WITHIN
