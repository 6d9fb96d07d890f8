"""Of which document something is told that a question asks of a place or thing by its kind: "in the library".

Where one document is about such a thing, by its first lines, and the one that answers never has the word, it answers
for something else: the rules of the village hall tell nothing of the trip.
"""

from collections.abc import Collection, Iterator

from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding
from assistant.evidence.kinship import read_kin
from assistant.question.reading import Question
from assistant.text.nouns import is_known_noun
from assistant.text.thesaurus import NARROWER
from index.words import Word, stems_of

LINES = 3  # of a document's head that tell what it is about
BEGUN = 3  # letters that a word keeps in all its forms
OFTEN = 2  # times that it has the word at least


def find_of_its_kind(finder: Finder, text: str, found: Finding, documents: Collection[str] | None) -> Finding:
    """Return what was found; what the documents about the thing have, where others answered that do not know it."""
    told = {item.passage.place.document_id for item in found.evidence}
    heads = {name: head for name, head in finder.heads.items() if documents is None or name in documents}
    if len(heads) == 1 or found.parts > 1:
        return found
    _, question = finder.read(text)
    for word in things_of(question):
        about = [name for name, head in heads.items() if is_about(head, finder.store.documents[name], word)]
        if about and not all(name in about or knows(finder, question, word, name) for name in told):
            return finder.find(text, about)
    return found


def things_of(question: Question) -> Iterator[Word]:
    """Yield the nouns of places and things that are asked of: "school" of "the phone number of the school"."""
    told, code = question.language.question, question.language.name
    spans = [match.span() for match in told.asked_of.finditer(question.text)]
    for word, named in zip(question.words, question.named, strict=True):
        inside = any(start <= word.start < end for start, end in spans)
        if inside and not named and is_known_noun(word.text.removesuffix("'s"), code):
            yield word


def is_about(head: str, text: str, word: Word) -> bool:
    """True for a document one of whose first lines ends with a word, or has it where it is told once more."""
    if word.text[:BEGUN] not in head.lower():  # of many documents few are read
        return False
    lines = [stems_of(line) for line in head.splitlines()[:LINES]]
    if any(line and line[-1] == word.stem for line in lines):
        return True
    return any(word.stem in line for line in lines) and list(stems_of(text)).count(word.stem) >= OFTEN


def knows(finder: Finder, question: Question, word: Word, name: str) -> bool:
    """True for a document that has a word, one that means the same, or a kind of it."""
    stems = set(stems_of(finder.store.documents[name]))
    kin = read_kin(question, finder.lexicon, stems)[question.words.index(word)]
    return word.stem in stems or any(relation <= NARROWER for relation in kin.values())
