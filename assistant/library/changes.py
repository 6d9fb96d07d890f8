"""What another index holds that the one before did not: sentences that are gone, and links that lead elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.schema import Sentence
from index.vectors.store import Store

SHOWN = 20  # sentences told of a document


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a document. A link to a sentence that stands elsewhere now finds it by its words."""

    document: str
    kind: str  # "added", "replaced", "removed"
    sentences: int  # that it has now
    gone: tuple[str, ...]  # sentences that it had, the first of them
    gone_count: int
    moved: int  # sentences at other offsets than before


def changes(before: Store, after: Store) -> tuple[Change, ...]:
    """Return what became of each document that is not as it was, in the order of their names."""
    old, new = sentences_of(before), sentences_of(after)
    names = sorted(before.documents.keys() | after.documents.keys())
    differing = [name for name in names if before.documents.get(name) != after.documents.get(name)]
    return tuple(change(name, old.get(name, ()), new.get(name, ()), name in before.documents) for name in differing)


def change(name: str, old: Sequence[Sentence], new: Sequence[Sentence], was_there: bool) -> Change:
    places: dict[str, set[int]] = {}
    for sentence in new:
        places.setdefault(plain(sentence), set()).add(sentence.start)
    gone = [sentence.quote for sentence in old if plain(sentence) not in places]
    moved = [sentence for sentence in old if sentence.start not in places.get(plain(sentence), {sentence.start})]
    kind = "replaced" if was_there and new else "removed" if was_there else "added"
    return Change(name, kind, len(new), tuple(gone[:SHOWN]), len(gone), len(moved))


def plain(sentence: Sentence) -> str:
    return " ".join(sentence.quote.split())


def sentences_of(store: Store) -> Mapping[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = {name: [] for name in store.documents}
    for passage in store.passages:
        found[passage.place.document_id] += passage.sentences
    return found
