"""A part of an opened index as an index of its own: nothing in it tells of what was left out."""

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.documents.collections import Collections
from index.manifest import Manifest
from index.vectors.encoder import Ints
from index.vectors.space import Space
from index.vectors.store import Store

T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a store that a view has, by their numbers in the whole, in order."""

    passages: Ints
    sentences: Ints
    kept: Ints

    @classmethod
    def of(cls, store: Store, documents: Collection[str]) -> "Part":
        """Find the rows of these documents in a store."""
        passages = [n for n, one in enumerate(store.passages) if one.place.document_id in documents]
        own = {store.passages[number].id for number in passages}
        sentences = [n for n, one in enumerate(store.sentences) if one.passage_id in own]
        said = {store.sentences[number].id for number in sentences}
        kept = [n for n, one in enumerate(store.kept) if one.sentence_id in said]
        return cls(np.array(passages, np.int32), np.array(sentences, np.int32), np.array(kept, np.int32))


def only(store: Store, documents: Collection[str], part: Part | None = None) -> Store:
    """Return a store of these documents' rows alone, which keep their order; ``part`` where that is known already."""
    part = part or Part.of(store, documents)
    view = copy(store)
    view.documents = {name: text for name, text in store.documents.items() if name in documents}
    view.layouts = {name: layout for name, layout in store.layouts.items() if name in documents}
    view.passages = [store.passages[number] for number in part.passages]
    view.sentences = [store.sentences[number] for number in part.sentences]
    view.kept = [store.kept[number] for number in part.kept]
    rows = len(store.passages), len(store.passages) + len(store.sentences)
    numbers = [*part.passages, *(part.sentences + rows[0]), *(part.kept + rows[1])]
    view.digests = [store.digests[number] for number in numbers]
    view.passage_numbers = {passage.id: number for number, passage in enumerate(view.passages)}
    view.sentence_numbers = {sentence.id: number for number, sentence in enumerate(view.sentences)}
    view.spaces = [part_of(space, part) for space in store.spaces]
    return view


def part_of(space: Space, part: Part) -> Space:
    """Return the vectors of a view's rows."""
    held = np.isin(space.kept_numbers, part.kept)
    lengths = np.diff(space.token_bounds)[part.sentences]
    tokens = token_rows(space, part.sentences)
    return replace(
        space,
        passages=space.passages[part.passages],
        sentences=space.sentences[part.sentences],
        kept=space.kept[held],
        kept_numbers=np.searchsorted(part.kept, space.kept_numbers[held]).astype(np.int32),
        token_vectors=take(space.token_vectors, tokens),
        token_spans=take(space.token_spans, tokens),
        token_bounds=np.concatenate([[0], np.cumsum(lengths)]),
    )


def token_rows(space: Space, sentences: Ints) -> NDArray[np.intp]:
    """Return the numbers of the sentences' tokens, in order."""
    held = np.zeros(len(space.token_bounds) - 1, np.bool_)
    held[sentences] = True
    return np.flatnonzero(np.repeat(held, np.diff(space.token_bounds)))


def take(rows: NDArray[T], numbers: NDArray[np.intp]) -> NDArray[T]:
    """Return rows; those that stand together are not copied, so that a large index stays on the disk."""
    if len(numbers) and int(numbers[-1]) - int(numbers[0]) + 1 == len(numbers):
        return rows[int(numbers[0]) : int(numbers[-1]) + 1]
    return rows[numbers]


def record_of(manifest: Manifest, documents: frozenset[str]) -> Manifest:
    """Return the record of a build as far as it tells of these documents."""
    kept = {name: digest for name, digest in manifest.documents.items() if name in documents}
    held = Collections.of_record(manifest.collections).of_documents(documents)
    return replace(manifest, documents=kept, collections=held.record(), aside={}, unread={}, gaps={}, sidecars={})
