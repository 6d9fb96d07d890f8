"""Questions that the documents do not answer, near to what they do: another place or name, or what is nowhere stated.

What may be asked of a park or a plan is told by the language; knows no document.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.language.forms import Kind
from assistant.language.schema import Language
from assistant.offering.proposal import FEWEST_KEYS, Corpus, Draft, Line, asked_for, keys
from assistant.question import expected
from assistant.question.targets import Name, Target, find_names, uncounted_targets


def twins(items: Sequence[Draft], corpus: Corpus) -> Iterator[Draft]:
    """Yield questions like those with an answer, but about another thing or place."""
    for item in items:
        if item.type in ("numeric", "factoid", "date", "list"):
            changed = next((found for found in changes(item, corpus) if is_nowhere(found[0], corpus)), None)
            if changed:
                question, how, way = changed
                note = f"twin of {item.id}: {how}"
                yield Draft(question, "unanswerable", item.document, item.source, note=note, way=way)


def changes(item: Draft, corpus: Corpus) -> Iterator[tuple[str, str, str]]:
    """Yield the question with another name, another place, or a place added, how it was made, and the way."""
    told = corpus.language.drafting
    places = turned([place for place in told.places if place.lower() not in corpus.lexicon.vocabulary], item.id)
    for name in find_names(item.question, corpus.usage):
        for other in turned(sorted(corpus.names.get(name.noun, {})), item.id):
            if other not in item.source:
                yield item.question.replace(name.words, other), f"{name.words} became {other}", "name"
    for match in told.placed.finditer(item.question):
        for place in places[:1]:
            question = f"{item.question[: match.start('place')]}{place}{item.question[match.end() :]}"
            yield question, f"{match['place']} became {place}", "place"
    if (
        item.type in ("numeric", "list")
        and told.future in item.question
        and not told.inner_capital.search(item.question)
    ):
        for place in places[:1]:
            question = told.somewhere.format(question=item.question[:-1], place=place)
            yield question, f"{place} was added", "place added"


def turned(items: list[str], by: str) -> list[str]:
    """Return the items beginning at one that ``by`` decides, so that not always the first is used."""
    start = int(hashlib.sha256(by.encode()).hexdigest(), 16) % len(items) if items else 0
    return items[start:] + items[:start]


def is_nowhere(question: str, corpus: Corpus) -> bool:
    """True where no sentence, with its section and topic, has all the words of a question."""
    wanted = keys(question, corpus.language)
    return not any(wanted <= line.stems | corpus.lexicon.places[line.passage.id] for line in corpus.lines)


def unstated(corpus: Corpus) -> Iterator[Draft]:
    """Yield questions for what the sentences about a thing do not give: its cost, its number, …"""
    language = corpus.language
    for line in corpus.lines:
        for question, target in asked_for(line.text, corpus, lambda text: shifted(text, language)):
            noun = target.asked.removeprefix("how many ")
            if (
                corpus.holders(noun) == 1
                and lacks("quantity", line, language)
                and len(keys(question, language)) >= FEWEST_KEYS
            ):
                yield Draft(question, "unanswerable", line.document, line.text, note=f"no number of {noun} is given",
                            way="number")  # fmt: skip
    for noun, known in sorted(corpus.names.items()):
        for kinds, kind, words in language.drafting.attributes:
            if noun.split()[-1] in kinds:
                yield from (item for name in known.values() for item in attribute(name, kind, words, corpus))


def attribute(name: Name, kind: Kind, words: str, corpus: Corpus) -> Iterator[Draft]:
    lines = list(corpus.about(name.words))
    if lines and all(lacks(kind, line, corpus.language) for line in lines):
        question = words.replace("{it}", f"the {name.words}" if name.has_article else name.words)
        note = f"no sentence about {name.words} gives this ({kind})"
        yield Draft(question, "unanswerable", lines[0].document, lines[0].text, note=note, way=f"unstated {kind}")


def lacks(kind: Kind, line: Line, language: Language) -> bool:
    """True where neither the sentence nor the next holds a span of that kind."""
    return not expected.find(kind, line.text, language) and not expected.find(kind, line.following, language)


def shifted(text: str, language: Language) -> Iterator[Target]:
    """Yield the targets of what "we will" do, at their places in the clause."""
    promise = language.drafting.promise.match(text)
    if promise:
        begin = promise.end()
        yield from (
            replace(item, start=item.start + begin, end=item.end + begin)
            for item in uncounted_targets(text[begin:], language)
        )
