"""Questions that the documents do not answer, near to what they do: another place or name, or what is nowhere stated.

Knows patterns of English and what may be asked of a park or a plan; knows no document.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.drafting.proposal import FEWEST_KEYS, Corpus, Draft, Line, asked_for, keys
from assistant.question import expected
from assistant.question.reading import Kind
from assistant.question.targets import Name, Target, find_names, uncounted_targets

# Places to be asked about instead of the document's own; those that it mentions are not used.
PLACES = (
    "Lisbon Nairobi Toronto Oslo Hanoi Warsaw Lima Dublin Helsinki Osaka Manila Santiago Prague Accra Denver".split()
)
INNER_CAPITAL = re.compile(r"(?<=[a-z,’'] )[A-Z]")
PLACED = re.compile(
    rf"\b(?:in|of|near|across|from|outside|into|to) (?!{expected.MONTHS})(?P<place>[A-Z][a-z]{{2,}})"
    r"(?<!an)(?<!ish)(?<!ese)(?=['’]s\b|[ ,?])(?! [A-Z0-9])"
)
SOMETHING_BUILT = frozenset(
    "line road street avenue railway bridge tunnel station airport park garden museum library theater theatre hospital"
    " school campus reservoir center centre tower stadium resort hotel palace building dam canal port".split()
)
SOMETHING_RUN = frozenset(
    "plan program programme project initiative campaign festival marathon forum scheme games".split()
)
# What may be asked of something, by what it is, and of what kind the answer would be.
ATTRIBUTES: tuple[tuple[frozenset[str], Kind, str], ...] = (
    (SOMETHING_BUILT, "money", "What is the cost of building {it}?"),
    (SOMETHING_BUILT - {"road", "street", "avenue", "school", "palace"}, "date", "When does {it} open to the public?"),
    (frozenset("park garden museum campus airport reservoir resort".split()), "area", "How large is {it}?"),
    (SOMETHING_RUN, "money", "What is the budget of {it}?"),
    (frozenset("line road street avenue railway bridge tunnel canal river".split()), "length", "How long is {it}?"),
    (frozenset("river lake reservoir sea".split()), "length", "How deep is {it}?"),
    (frozenset("company university hospital academy bureau agency institute".split()), "quantity",
     "How many people does {it} employ?"),
)  # fmt: skip


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
    places = turned([place for place in PLACES if place.lower() not in corpus.lexicon.vocabulary], item.id)
    for name in find_names(item.question, corpus.usage):
        for other in turned(sorted(corpus.names.get(name.noun, {})), item.id):
            if other not in item.source:
                yield item.question.replace(name.words, other), f"{name.words} became {other}", "name"
    for match in PLACED.finditer(item.question):
        for place in places[:1]:
            question = f"{item.question[: match.start('place')]}{place}{item.question[match.end() :]}"
            yield question, f"{match['place']} became {place}", "place"
    if item.type in ("numeric", "list") and " will " in item.question and not INNER_CAPITAL.search(item.question):
        yield from ((f"{item.question[:-1]} in {place}?", f"{place} was added", "place added") for place in places[:1])


def turned(items: list[str], by: str) -> list[str]:
    """Return the items beginning at one that ``by`` decides, so that not always the first is used."""
    start = int(hashlib.sha256(by.encode()).hexdigest(), 16) % len(items) if items else 0
    return items[start:] + items[:start]


def is_nowhere(question: str, corpus: Corpus) -> bool:
    """True where no sentence, with its section and topic, has all the words of a question."""
    wanted = keys(question)
    return not any(wanted <= line.stems | corpus.lexicon.places[line.passage.id] for line in corpus.lines)


def unstated(corpus: Corpus) -> Iterator[Draft]:
    """Yield questions for what the sentences about a thing do not give: its cost, its number, …"""
    for line in corpus.lines:
        for question, target in asked_for(line.text, corpus, lambda text: shifted(text, uncounted_targets)):
            noun = target.asked.removeprefix("how many ")
            if corpus.holders(noun) == 1 and lacks("quantity", line) and len(keys(question)) >= FEWEST_KEYS:
                yield Draft(question, "unanswerable", line.document, line.text, note=f"no number of {noun} is given",
                            way="number")  # fmt: skip
    for noun, known in sorted(corpus.names.items()):
        for kinds, kind, words in ATTRIBUTES:
            if noun.split()[-1] in kinds:
                yield from (item for name in known.values() for item in attribute(name, kind, words, corpus))


def attribute(name: Name, kind: Kind, words: str, corpus: Corpus) -> Iterator[Draft]:
    lines = list(corpus.about(name.words))
    if lines and all(lacks(kind, line) for line in lines):
        question = words.replace("{it}", f"the {name.words}" if name.has_article else name.words)
        note = f"no sentence about {name.words} gives this ({kind})"
        yield Draft(question, "unanswerable", lines[0].document, lines[0].text, note=note, way=f"unstated {kind}")


def lacks(kind: Kind, line: Line) -> bool:
    """True where neither the sentence nor the next holds a span of that kind."""
    return not expected.find(kind, line.text) and not expected.find(kind, line.following)


def shifted(text: str, find: Callable[[str], Iterable[Target]]) -> Iterator[Target]:
    """Yield the targets of what "we will" do, at their places in the clause."""
    promise = re.match(r"We \w+ ", text)
    if promise:
        begin = promise.end()
        yield from (replace(item, start=item.start + begin, end=item.end + begin) for item in find(text[begin:]))
