import os
import shutil

import numpy as np
import pytest

from index.documents.seeds import seed_files
from index.errors import IndexDamaged
from index.integrity import seal
from index.schema import Passage, Place, Section, Sentence
from index.vectors.store import Store, with_labels


def passage(store, start_of_text):
    return next(passage for passage in store.passages if passage.text.startswith(start_of_text))


def test_a_passage_comes_back_with_its_place(tiny_built, tiny_index):
    found = passage(Store(tiny_index), "Plant trees.")
    assert found.place == Place(
        "parks.txt", "Parks Plan", "Parks Office", "2025-03-01", Section("1", "Opening parks"), "Plant trees", 1
    )
    assert found.kind == "paragraph"


def parted(text, *paragraphs):
    """Return the passages of a text of numbered paragraphs, each sentence its own line."""
    made, at = [], 0
    for number, words in paragraphs:
        spans = [(at + words.index(line), line) for line in words.split("\n")]
        sentences = tuple(Sentence(str(low), "p", line, low, low + len(line)) for low, line in spans)
        made.append(Passage("p", words, at, at + len(words), "paragraph", Place("a", "A", paragraph=number), sentences))
        at += len(words) + 1
    return made


def test_a_paragraph_with_a_number_of_its_own_has_it_in_all_its_parts_and_a_list_has_none():
    paragraphs = [(1, "4.1 Dogs stay out."), (1, "Cats too."), (2, "1. Bread\n2. Milk"), (3, "Nobody pays.")]
    text = "\n".join(words for _, words in paragraphs)
    made = with_labels(parted(text, *paragraphs), {"a": text})
    assert [passage.place.paragraph_label for passage in made] == ["4.1", "4.1", None, None]


def test_sentences_come_back_with_their_passage(tiny_index):
    store = Store(tiny_index)
    found = passage(store, "Plant trees.")
    assert [sentence.text for sentence in found.sentences][1:] == [
        "We will plant 700 trees along 5 streets.",
        "Every street gets a bench.",
    ]
    assert all(sentence in store.sentences for sentence in found.sentences)


def test_rows_keep_the_documents_order(store):
    order = [(passage.place.document_id, passage.start) for passage in store.passages]
    assert order == sorted(order)


def test_documents_are_kept_to_the_letter(store, seeds):
    assert store.documents == {path.name: path.read_bytes().decode() for path in seed_files(seeds)}


def test_both_encoders_see_every_row(store):
    assert [(len(space.passages), len(space.sentences)) for space in store.spaces] == 2 * [
        (len(store.passages), len(store.sentences))
    ]


def test_a_kept_question_is_seen_by_the_encoder_that_reads_it(store):
    languages = [{store.kept[number].language for number in space.kept_numbers} for space in store.spaces]
    assert languages == [{"en"}, {"zh"}]
    assert all(kept.sentence_id in store.sentence_numbers for kept in store.kept)


def test_encodings_hold_every_row(store):
    held = [store.encodings(space).keys() for space in store.spaces]
    assert held[0] | held[1] == set(store.digests)
    assert len(store.digests) == len(store.passages) + len(store.sentences) + len(store.kept)


@pytest.mark.parametrize("size", [0, 100, 20_000, -4096])
def test_a_truncated_database_is_damage(tiny_index, size):
    database = tiny_index / "chroma" / "chroma.sqlite3"
    os.truncate(database, size if size >= 0 else database.stat().st_size + size)
    for _ in range(2):  # Chroma keeps what it could not open
        with pytest.raises(IndexDamaged, match="build the index again"):
            Store(tiny_index)


def test_a_missing_database_is_damage(tiny_index):
    shutil.rmtree(tiny_index / "chroma")
    with pytest.raises(IndexDamaged):
        Store(tiny_index)


@pytest.mark.parametrize("name", ["token_vectors.npy", "token_spans.npy", "token_bounds.npy"])
@pytest.mark.parametrize("size", [None, 0, 100, -8])
def test_spoiled_token_vectors_are_damage(tiny_index, name, size):
    path = tiny_index / name
    path.unlink() if size is None else os.truncate(path, size if size >= 0 else path.stat().st_size + size)
    seal(tiny_index)
    with pytest.raises(IndexDamaged):
        Store(tiny_index)


def test_token_bounds_of_another_index_are_damage(tiny_index):
    np.save(tiny_index / "token_bounds.npy", np.arange(4))
    seal(tiny_index)
    with pytest.raises(IndexDamaged, match="incomplete"):
        Store(tiny_index)


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"\xff")])
def test_a_spoiled_document_is_damage(tiny_index, spoil):
    spoil(tiny_index / "documents" / "parks.txt")
    seal(tiny_index)
    with pytest.raises(IndexDamaged):
        Store(tiny_index)
