from assistant.engine import Engine
from assistant.library.changes import changes
from index.vectors.view import only


def test_a_document_that_comes_or_goes_is_told(shelf: Engine) -> None:
    store = shelf.store
    less = only(store, set(store.documents) - {"parks.txt"})
    [added] = changes(less, store)
    assert (added.document, added.kind, added.gone, added.moved) == ("parks.txt", "added", (), 0)
    [removed] = changes(store, less)
    assert (removed.kind, removed.sentences) == ("removed", 0)
    assert "We will plant 700 trees along 5 streets." in removed.gone
    assert changes(store, store) == ()


def test_sentences_that_went_or_moved_are_told(shelf: Engine) -> None:
    old, new = (only(shelf.store, [f"report/{year}/report.md"]) for year in (2025, 2026))
    name = "report/2025/report.md"
    [change] = changes(old, renamed(new, name))
    assert change.kind == "replaced"
    assert "Night buses ran on 9 lines." in change.gone
    assert "Every school has a library." not in change.gone
    assert change.moved > 0


def renamed(store, name):  # type: ignore[no-untyped-def]
    """Return a store as if its one document had that name."""
    from copy import copy
    from dataclasses import replace

    other = copy(store)
    other.documents = dict.fromkeys([name], *store.documents.values())
    other.passages = [replace(one, place=replace(one.place, document_id=name)) for one in store.passages]
    return other
