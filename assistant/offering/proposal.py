"""Questions that the documents answer, made from their sentences and headings by rule.

Rather few good questions than many: what another sentence might answer too, or what does
not read well, is left out. Knows no document.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.language.schema import Language
from assistant.question.targets import (
    Fact,
    Name,
    Target,
    figure_targets,
    find_listing,
    find_names,
    name_target,
    ratio_forms,
)
from assistant.text.clause import Usage, ask, ask_what, ask_when, gerund, lower_first, read_clauses
from assistant.text.facts import holds
from index.documents.shape.labels import behind_number
from index.retrieval.lexicon import Lexicon
from index.schema import Passage
from index.vectors.store import Store
from index.words import read_words

MOST_EVIDENCE = 6  # sentences for what is said about a topic
FEWEST_KEYS = 3  # words that carry meaning; a question with fewer fits too much
YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
LONGEST_COMMAND, LONGEST_HEADING = 16, 8  # words; a longer heading is a sentence and makes no topic


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed question; without ``sentences`` no document answers it."""

    question: str
    type: str
    document: str
    source: str  # the sentence it was made from
    sentences: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    note: str = ""
    way: str = ""  # how one without an answer was made, so that all ways get their share

    @property
    def id(self) -> str:
        return f"draft-{hashlib.sha256(self.question.encode()).hexdigest()[:10]}"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with single spaces, and what stands around it."""

    text: str
    document: str
    passage: Passage
    stems: frozenset[str]
    following: str  # the next sentence; "it" there may mean what stands here


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents as drafting sees them."""

    lines: tuple[Line, ...]
    headings: tuple[Passage, ...]
    usage: Usage
    lexicon: Lexicon
    names: dict[str, dict[str, Name]] = field(default_factory=dict)  # by class noun ("park"), then by the name

    @property
    def language(self) -> Language:
        return self.usage.language

    def holders(self, text: str) -> int:
        """Return how many sentences have all the words of ``text`` that carry meaning."""
        wanted = keys(text, self.language)
        return sum(wanted <= line.stems for line in self.lines)

    def about(self, text: str) -> Iterator[Line]:
        """Yield the sentences that have ``text`` in them to the letter."""
        return (line for line in self.lines if text in line.text)


# --- the documents ----------------------------------------------------------------------


def read_corpus(store: Store, lexicon: Lexicon, language: Language) -> Corpus:
    lines = tuple(line for passage in store.passages for line in read_lines(passage, store, lexicon))
    usage = Usage.of((line.text for line in lines), language)
    names: dict[str, dict[str, Name]] = {}
    for line in lines:
        for name in find_names(line.text, usage):
            names.setdefault(name.noun, {}).setdefault(name.words, name)
    headings = tuple(passage for passage in store.passages if passage.kind == "heading" and passage.sentences)
    return Corpus(lines, headings, usage, lexicon, names)


def read_lines(passage: Passage, store: Store, lexicon: Lexicon) -> Iterator[Line]:
    """Yield the whole sentences of a paragraph without its number; the command that opens it states nothing."""
    if passage.kind != "paragraph":
        return
    texts = [tidy(sentence.text) for sentence in passage.sentences]
    for sentence, text, following in zip(passage.sentences, texts, [*texts[1:], ""], strict=True):
        if text.rstrip(".") != passage.place.topic and text.endswith((".", ".”", '."')):
            stems = lexicon.stems[store.sentence_numbers[sentence.id]]
            yield Line(text[behind_number(text) :], passage.place.document_id, passage, stems, following)


def tidy(text: str) -> str:
    return " ".join(text.split())


def keys(text: str, language: Language) -> set[str]:
    """Return the stems of the words that carry meaning; those that only ask are left out."""
    asking = language.question.frame | language.drafting.asking
    return {word.stem for word in read_words(text) if not word.is_stop and word.text not in asking}


# --- questions with an answer -----------------------------------------------------------


def answered(corpus: Corpus) -> Iterator[Draft]:
    for line in corpus.lines:
        found = (*figures(line, corpus), *dates(line, corpus), *names(line, corpus), *lists(line, corpus))
        yield from (item for item in found if is_clear(item, corpus))
    yield from topics(corpus)


def is_clear(item: Draft, corpus: Corpus) -> bool:
    """True where no other sentence has all the question's words, and the question does not hold its own answer."""
    told = any(holds(item.question, word) for fact in item.facts for word in fact)
    holders, telling = corpus.holders(item.question), len(keys(item.question, corpus.language))
    return not told and holders <= 1 and (telling >= FEWEST_KEYS or (telling == FEWEST_KEYS - 1 and holders == 1))


def from_line(line: Line, question: str, kind: str, facts: tuple[Fact, ...]) -> Draft:
    return Draft(question, kind, line.document, line.text, (line.text,), facts)


def asked_for(text: str, corpus: Corpus, find: Callable[[str], Iterable[Target]]) -> Iterator[tuple[str, Target]]:
    """Yield a question for each part of the clauses of ``text`` that ``find`` finds."""
    for clause in read_clauses(text, corpus.usage):
        for target in find(clause.text):
            question = ask(clause, target.start, target.end, target.asked, corpus.usage)
            if question:
                yield question, target


def figures(line: Line, corpus: Corpus) -> Iterator[Draft]:
    language = corpus.language
    for question, target in asked_for(line.text, corpus, lambda text: figure_targets(text, language)):
        yield from_line(line, question, "numeric", target.facts)
    for ratio in language.targets.ratio.finditer(line.text):
        asked = language.drafting.ratio.format(between=ratio["between"])
        yield from_line(line, asked, "numeric", (ratio_forms(ratio["number"], language),))


def names(line: Line, corpus: Corpus) -> Iterator[Draft]:
    def find(text: str) -> Iterator[Target]:
        return (name_target(name) for name in find_names(text, corpus.usage))

    for question, target in asked_for(line.text, corpus, find):
        yield from_line(line, question, "factoid", target.facts)
    for clause in read_clauses(line.text, corpus.usage):
        if found := ask_what(clause, corpus.usage):
            yield from_line(line, found[0], "factoid", ((corpus.language.drafting.article.sub("", found[1]),),))


def dates(line: Line, corpus: Corpus) -> Iterator[Draft]:
    """Yield what a sentence with a single date in it says to have happened then."""
    found = list(corpus.language.drafting.dated.finditer(line.text))
    if len(found) != 1 or len(YEAR.findall(line.text)) != 1:
        return
    words, date = found[0].group(), found[0]["date"]
    for clause in read_clauses(line.text, corpus.usage):
        here = clause.introduction == words or f" {words}" in clause.predicate
        if here and (question := ask_when(clause, words, corpus.usage)):
            yield from_line(line, question, "date", ((date,),))


def lists(line: Line, corpus: Corpus) -> Iterator[Draft]:
    listing = find_listing(line.text, corpus.usage)
    if not listing:
        return
    noun, facts = listing.noun, tuple((item,) for item in listing.items)
    which = lower_first(noun, corpus.usage)

    def find(text: str) -> Iterator[Target]:
        if (start := text.find(noun)) >= 0:
            yield Target(start, start + len(noun), f"which {which}", facts)

    asked = [question for question, _ in asked_for(listing.rest, corpus, find)]
    if not asked and not corpus.usage.told.pointing.search(re.sub("^we ", "", listing.rest.split(noun)[0].lower())):
        asked = [corpus.language.drafting.examples.format(noun=which)]
    yield from (from_line(line, question, "list", facts) for question in asked[:1])


def topics(corpus: Corpus) -> Iterator[Draft]:
    """Yield what is said under a heading or a command that opens a paragraph, and which section holds it."""
    under: dict[tuple[str, str], list[Line]] = {}
    for line in corpus.lines:
        place = line.passage.place
        title = place.heading
        if title:
            under.setdefault((line.document, title), []).append(line)
    for (document, title), lines in under.items():
        yield from topic(document, title, lines, corpus)


def topic(document: str, title: str, lines: Sequence[Line], corpus: Corpus) -> Iterator[Draft]:
    command = any(passage_opens(line.passage, title) for line in lines)
    subject = f"{title[0].lower()}{title[1:]}" if command else spoken(title, corpus.usage)
    most = LONGEST_COMMAND if command else LONGEST_HEADING
    if len(title.split()) > most or corpus.usage.told.pointing.search(title):
        return
    words = corpus.language.drafting
    said = (words.planned if command else words.said).format(subject=subject)
    sentences = tuple(line.text for line in lines)[:MOST_EVIDENCE]
    yield Draft(said, "topic", document, sentences[0], sentences)
    section = lines[0].passage.place.section
    heading = next((h for h in corpus.headings if h.place.document_id == document and h.place.section == section), None)
    if section and heading and section.title != title and all(line.passage.place.section == section for line in lines):
        which = words.section.format(subject=as_gerund(subject, corpus.usage) if command else subject)
        numbered = (f"{section.number}.", f"section {section.number}") if section.number else ()
        quote = tidy(heading.sentences[0].text)
        yield Draft(which, "section", document, quote, (quote,), ((*numbered, section.title),))


def passage_opens(passage: Passage, title: str) -> bool:
    """True where the passage begins with the title as a sentence of its own: a command, "Plant trees."."""
    return bool(passage.sentences) and tidy(passage.sentences[0].text).rstrip(".") == title


def spoken(title: str, usage: Usage) -> str:
    """Return a title as it stands within a sentence, without the capitals that are only a title's."""
    words = title.split()
    in_capitals = all(word[0].isupper() for word in words if len(word) > 3)
    if not in_capitals or len(words) < 2:
        return lower_first(title, usage)
    return " ".join(word.lower() if word.lower() in usage.common else word for word in words)


def as_gerund(command: str, usage: Usage) -> str:
    """Return "further planting trees" for "further plant trees"."""
    match = re.match(rf"(?P<adverbs>{usage.told.adverbs.pattern})(?P<verb>[\w-]+)(?P<rest>.*)", command)
    return f"{match['adverbs']}{gerund(match['verb'], usage.told)}{match['rest']}" if match else command
