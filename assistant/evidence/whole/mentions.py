"""All places where something is mentioned, by section and in the documents' order."""

from itertools import groupby

from assistant.evidence.whole.scope import plain_text
from assistant.evidence.whole.told import Pair, Told, lines
from assistant.question.reading import Question
from index.schema import Passage, Section
from index.vectors.store import Store
from index.words import read_words


def answer_mentions(question: Question, store: Store) -> Told | None:
    """Return every sentence that has what is asked for; None where none has, or no such thing is asked."""
    match = question.language.outline.mentioned.search(plain_text(question))
    named = next((words for words in match.groups() if words), "") if match else ""
    asked = [word.stem for word in read_words(named) if not word.is_stop]
    if not asked:
        return None
    text = [(s, p) for p in store.passages if p.kind == "paragraph" for s in p.sentences]
    found = [pair for pair in text if is_in(asked, pair[0].text)]
    return Told(lines(by_section(found)), "mentioned") if found else None


def is_in(asked: list[str], text: str) -> bool:
    """True where the words stand side by side, stop words between them left out."""
    stems = [word.stem for word in read_words(text) if not word.is_stop]
    return any(stems[start : start + len(asked)] == asked for start in range(len(stems)))


def by_section(found: list[Pair]) -> list[list[Pair]]:
    """Return a group for each section, whose name every citation has; a heading cited as well would be no mention."""
    return [list(pairs) for _, pairs in groupby(found, key=lambda pair: place_of(pair[1]))]


def place_of(passage: Passage) -> tuple[str, Section | None]:
    return passage.place.document_id, passage.place.section
