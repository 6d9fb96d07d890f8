"""Whether a question leaves open which of several things it is about, and which of the documents' things those are.

"The fee", of which there are several; "how many kilometers", of roads or of pipelines; "how many will be built", of
which nothing says what.
"""

from collections.abc import Iterator, Sequence

from assistant.evidence.choice import Evidence, words_met
from assistant.language.forms import Kind
from assistant.question.reading import Question
from assistant.schema import NearTerm
from assistant.text.inventory import Amount, read_amounts
from index.words import STOP_WORDS, Word, read_words, stem

READ, NEARLY = 8, 0.15  # sentences that are looked at, and how likely each must be beside the best
RICH = 4  # words of a question that tell well enough what it is about
FEWEST, MOST = 2, 4  # things between which is chosen
MEASURES: tuple[Kind, ...] = ("money", "length", "area", "duration")


def open_thing(question: Question) -> tuple[int, int] | None:
    """Return the span of what a question names without telling which, or of no word where it names nothing."""
    told = question.language.question
    wants_all = question.several or question.kind == "list"
    if wants_all or question.is_foreign or not all(question.own) or any(question.named) or len(question.words) > RICH:
        return None
    if match := told.uncounted.search(question.text):
        return (match.end(), match.end()) if len(question.words) < FEWEST else None
    match = told.definite.search(question.text)
    return next((match.span(name) for name in ("noun", "noun_measured") if match[name]), None) if match else None


def things_meant(question: Question, ranked: Sequence[Evidence]) -> list[NearTerm]:
    """Return the things of the best sentences that may be meant, with the question about each; none for a plain one."""
    span = open_thing(question)
    if span is None or not ranked:
        return []
    near = [item for item in ranked[:READ] if item.score >= NEARLY * ranked[0].score]
    noun = question.text[slice(*span)]
    found = [label for item in near for label in (labels(noun, item, question) if noun else counted(item, question))]
    if noun and (is_plain(noun, near[0], question) or any(tells(label, noun, question) for label in found)):
        return []
    terms = {frozenset(content(label)): label for label in reversed(found)}
    before, after = question.text[: span[0]], question.text[span[1] :]
    asked = [NearTerm(noun, term, f"{before}{term}{'' if noun else ' '}{after}") for term in reversed(terms.values())]
    return asked[:MOST] if len(asked) >= FEWEST else []


def content(text: str) -> set[str]:
    return {word.stem for word in read_words(text) if word.text not in STOP_WORDS}


def labels(noun: str, item: Evidence, question: Question) -> Iterator[str]:
    """Yield what a sentence calls things of a kind: "Weir Pool", "fee for water"."""
    text, told = " ".join(item.sentence.text.split()), question.texts
    words = read_words(text)
    for word in [one for one in words if one.stem == stem(noun.lower())]:
        name = next((m for m in told.names.name.finditer(text) if names_with(m.span(), word)), None)
        own = [one.start for one in words if name and one.start >= name.start() and not one.is_stop]
        if own and own[0] < word.start:
            yield text[own[0] : word.end]
        elif belongs := told.question.belongs.match(text, word.end):
            yield text[word.start : belongs.end()]


def names_with(name: tuple[int, int], word: Word) -> bool:
    """True for a name that ends with a word or right before it: "Weir Pool", "Standard plan"."""
    return name[0] < word.start and name[1] in (word.end, word.start - 1)


def counted(item: Evidence, question: Question) -> Iterator[str]:
    """Yield what a sentence that has all words of the question counts."""
    text = " ".join(item.sentence.text.split())
    if len(words_met(item)) == len(question.words):
        amounts = read_amounts(text, question.texts)
        yield from (one.unit_of(text) for one in amounts if one.unit_of(text) and not is_measured(one, text, question))


def is_measured(amount: Amount, text: str, question: Question) -> bool:
    """True for a figure of money, length or another measure, which counts no things."""
    number, told = amount.figure, question.texts.answers.hard
    found = (told[kind].match(text, number.start) for kind in MEASURES if kind in told)
    return number.is_share or any(match.end() > number.end for match in found if match)


def is_unstated(question: Question, ranked: Sequence[Evidence]) -> bool:
    """True where all that is named is one thing, of which the best sentence does not say what it is: "the target"."""
    span = open_thing(question)
    if span is None or len(question.words) > 1 or not ranked:
        return False
    noun, best = question.text[slice(*span)].lower(), ranked[0]
    return (
        noun not in {word.text for word in read_words(best.sentence.text)} if noun else not any(counted(best, question))
    )


def is_plain(noun: str, best: Evidence, question: Question) -> bool:
    """True where the best sentence itself needs no more than the word: "The rent is 5 pounds"."""
    text = best.sentence.text
    own = [word for word in read_words(text) if word.text == noun.lower()]
    return len(own) > len(list(labels(noun, best, question)))


def tells(label: str, noun: str, question: Question) -> bool:
    """True where the question has a word that tells this thing from others."""
    return bool((content(label) - {stem(noun.lower())}) & {word.stem for word in question.words})
