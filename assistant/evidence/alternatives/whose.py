"""Of which document something is told that a question asks of a place or thing by its kind: "in the library".

Where one document is about such a thing, by its first lines, and the one that answers never has the word, it answers
for something else: the rules of the village hall tell nothing of the trip.
"""

from collections.abc import Collection, Iterator

from assistant.evidence.choice import MET
from assistant.evidence.finder import Finder
from assistant.evidence.finding import Finding
from assistant.evidence.kinship import read_kin
from assistant.question.reading import Question
from assistant.text.nouns import is_known_noun
from assistant.text.thesaurus import NARROWER
from index.words import Word, read_words

LINES = 3  # of a document that tell what it is about
OFTEN = 2  # times that it has the word at least


def find_of_its_kind(
    finder: Finder, question: Question, found: Finding, documents: Collection[str] | None
) -> Finding:  # fmt: skip
    """Return what was found; what the documents about the thing have, where others answered that do not know it."""
    best = found.evidence[0] if found.is_answered and found.evidence else None
    if best is None or best.candidate is None or question.is_foreign or found.judgement.is_claim:
        return found
    own, texts = best.passage.place.document_id, finder.store.documents
    others = [name for name in (texts if documents is None else documents) if name != own]
    for word, met in things_of(question, best.candidate.own):
        if met >= MET or not (about := [name for name in others if is_about(texts[name], word)]):
            continue
        stems = {one.stem for one in read_words(texts[own])}
        kin = read_kin(question, finder.lexicon, stems)[question.words.index(word)]
        if word.stem not in stems and not any(relation <= NARROWER for relation in kin.values()):
            return finder.find(question.text, about)
    return found


def things_of(question: Question, met: Collection[float]) -> Iterator[tuple[Word, float]]:
    """Yield the nouns of places and things that are asked of, with how well the sentence has them: "of the school"."""
    told = question.language.question.asked_of
    spans = [match.span("thing") for match in told.finditer(question.text)]
    for word, named, value in zip(question.words, question.named, met, strict=True):
        inside = any(start <= word.start < end for start, end in spans)
        if inside and not named and is_known_noun(word.text.removesuffix("'s"), question.language.name):
            yield word, value


def is_about(text: str, word: Word) -> bool:
    """True for a document that has a word in one of its first lines, and again."""
    lines = [line for line in text.splitlines() if line.strip()]
    first = {one.stem for line in lines[:LINES] for one in read_words(line)}
    return word.stem in first and sum(one.stem == word.stem for one in read_words(text)) >= OFTEN
