"""Checks one build from outside: python -m index.health FOLDER. Exit status 0 where it is good."""

import sys
from itertools import product
from pathlib import Path

from index.documents.readings import adds_words
from index.errors import IndexDamaged
from index.manifest import Manifest
from index.schema import Passage, Sentence
from index.vectors.store import Store

SAMPLE = 20  # rows that must be found by their own vector


def verify(folder: Path) -> None:
    """Raise IndexDamaged where rows, vectors, offsets or texts of a build do not fit together."""
    manifest = Manifest.read(folder)
    store = Store(folder)
    if (len(store.passages), len(store.sentences)) != (manifest.passages, manifest.sentences):
        raise IndexDamaged(f"{folder} does not hold the rows its manifest names.")
    items: list[Passage | Sentence] = [*store.passages, *store.sentences]
    for item in items:
        text = store.documents[item.id.rsplit(":", 1)[0]]
        if text[item.start : item.end] != item.quote:
            raise IndexDamaged(f"{item.id} does not stand at its offsets.")
        if isinstance(item, Sentence) and item.reading and adds_words(item.reading, item.quote, text):
            raise IndexDamaged(f"{item.id} reads what does not stand there.")
    every = range(0, len(store.sentences), max(1, len(store.sentences) // SAMPLE))
    for space, number in product(store.spaces, every):
        scores = space.search_sentences(space.sentences[number])
        if scores[number] < scores.max() - 1e-4:
            raise IndexDamaged(f"{store.sentences[number].id} is not found by its own vector.")


if __name__ == "__main__":
    verify(Path(sys.argv[1]))
