"""Text against what was marked: whether a fact, a quote, a figure or a name stands in it.

Knows texts only. A fact is matched as whole words and a number stands alone: 20 is
neither in 2026 nor in 20,000.
"""

import re
from collections import Counter

from assistant.answer.verify import CITED_SENTENCE
from assistant.schema import MARKER
from assistant.text.contrary import Said, is_negated_otherwise, is_opposite
from assistant.text.facts import normalise
from assistant.text.languages import Languages
from assistant.text.names import comparable, has_name, proper_names
from assistant.text.values import missing_values, values
from index.documents.sentences import split_sentences

SAME_SENTENCE = 0.5  # share of them from which a single quote is that sentence; quotes are cut to their clause
WITHIN = 0.8  # or the share of the quote's words that the marked sentence holds
WORD = re.compile(r"[^\W\d_][\w&'’-]+")
LIST_MARK = re.compile(r"^(?:(?:[-*•]|\d+[.)])\s+)+")
CLAUSE_END = re.compile("[,.;:!?，。；：！？]")
HEADING = re.compile(r"^\s*(?:#+\s|\*\*[^*]+\*\*:?\s*$)")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", normalise(text))


def covered(quote: str, text: str) -> float:
    """Return the share of the quote's words that the text holds, 0 to 1; a word that comes twice counts twice."""
    wanted, there = Counter(words(quote)), Counter(words(text))
    return (wanted & there).total() / max(1, wanted.total())


def figures(text: str) -> set[str]:
    """Return the figures in which there are digits, by value, markers left out."""
    text = MARKER.sub(" ", text)
    return set(values(text) - values(re.sub(r"\d", " ", text)))


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
    return [line[low:high] for line in own for low, high in split_sentences(line) if words(line[low:high])]


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
    """True where a quote is the marked sentence or a part of it: by its words, and by what it says.

    The one that holds most of the other's words must have all its figures, by value, and its
    names, and neither may say the contrary.
    """
    if covered(quote, gold) >= WITHIN:
        return agrees(quote, gold)
    return covered(gold, quote) >= SAME_SENTENCE and agrees(gold, quote)


def holds_sentence(text: str, gold: str, share: float) -> bool:
    """True where the text has that share of the marked sentence's words, and all its figures by value."""
    return covered(gold, text) >= share and not missing_values(values(gold), text)


def agrees(part: str, whole: str) -> bool:
    """True where ``whole`` has the figures and names of ``part``, and does not say the contrary of it."""
    if missing_values(values(part), whole):
        return False
    languages = Languages.load()
    language = languages.of(whole) or languages.first
    before, literal, _ = normalise(whole).partition(normalise(part))
    if literal:  # a clause cut out of it: what would turn it round is left behind in the same clause
        return not language.opposites.negation.search(CLAUSE_END.split(before)[-1])
    there = comparable(whole, language)
    if not all(has_name(there, name, language) for name in proper_names(part, language)):
        return False
    said, source = Said(part, language), Said(whole, language)
    return not (is_negated_otherwise(said, source) or is_opposite(said, source))
